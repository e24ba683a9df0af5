package dev.lolscale.local.glue;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A job or crawler that a workflow has run.
 *
 * @param name the job's or crawler's name
 * @param kind which of the two
 * @param state how it ended
 * @param seconds how long it took
 * @param details what it says of itself: a job's metrics, the tables that a crawler found
 * @param problem one line on why it failed; empty when it did not
 */
public record Step(String name, Kind kind, State state, double seconds, ObjectNode details, String problem) {

    /** What a step is. */
    public enum Kind {
        /** A Spark job. */
        JOB,
        /** A crawler. */
        CRAWLER
    }

    /** How a step ended, in Glue's words. */
    public enum State {
        /** It did its work. */
        SUCCEEDED,
        /** It did not. */
        FAILED,
        /** It ran longer than its timeout and was stopped. */
        TIMEOUT
    }
}
