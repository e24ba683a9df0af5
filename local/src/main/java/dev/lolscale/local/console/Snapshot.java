package dev.lolscale.local.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.deploy.ZoneSizes;
import java.util.List;
import java.util.Map;

/**
 * What the console shows of a moment.
 *
 * @param at the moment, in milliseconds since 1970
 * @param live what the running platform counts; null when there is none, as in a report
 * @param rawLines lines in the objects of the raw zone
 * @param rows rows of the event table
 * @param quarantined rows of the quarantine's table, by reason
 * @param duplicatesDropped events that the jobs of this folder have dropped because they had come before
 * @param awaitingJob lines in the raw zone that no job of this folder has read
 * @param zones files and bytes
 * @param runs the last workflow runs, the newest first, as {@link dev.lolscale.local.deploy.WorkflowRuns} keeps them
 * @param problem why some of it could not be read; null when all could
 */
record Snapshot(
        long at,
        Live live,
        long rawLines,
        long rows,
        Map<String, Long> quarantined,
        long duplicatesDropped,
        long awaitingJob,
        List<ZoneSizes.Zone> zones,
        List<ObjectNode> runs,
        String problem) {

    /**
     * Counts since the platform was started.
     *
     * @param since when that was, in milliseconds since 1970
     * @param requests at the front door, by status
     * @param accepted events that Firehose acknowledged
     * @param rejected lines that the function refused, by reason
     * @param records Firehose records, each packed with events
     * @param billedBytes bytes that Firehose would bill
     * @param objects objects delivered to S3
     * @param oldestSeconds how long the oldest acknowledged event has waited for its delivery; null when none waits
     * @param queued messages that wait for the mover; null in a stack without one
     * @param workflowRunning whether the workflow runs now, started here
     * @param sending how many sample events are still to be answered
     * @param problem why events or a workflow could not go on, the last time; null when all is well
     */
    record Live(
            long since,
            Map<Integer, Long> requests,
            long accepted,
            Map<String, Long> rejected,
            long records,
            long billedBytes,
            long objects,
            Double oldestSeconds,
            Integer queued,
            boolean workflowRunning,
            long sending,
            String problem) {}
}
