package dev.lolscale.local.load;

import java.util.Map;

/**
 * What became of the lines that were sent.
 *
 * @param sent lines sent, each counted once however often it was tried
 * @param accepted lines that the platform took
 * @param rejected lines that it refused for what they are
 * @param undelivered lines that it did not take although they were tried again and again
 * @param requests HTTP requests, repetitions included
 * @param p50Millis half of the requests were answered within this time, in milliseconds
 * @param p99Millis 99 % of the requests were answered within this time, in milliseconds
 * @param seconds from the first request to the last answer
 * @param acceptedIds how often the event of each id was accepted; empty unless they were asked for
 * @param rejectedByReason how many lines were refused, by the platform's reason
 * @param firstProblem the first answer or error that was no plain success; empty when there was none
 */
public record SendReport(
        long sent,
        long accepted,
        long rejected,
        long undelivered,
        long requests,
        double p50Millis,
        double p99Millis,
        double seconds,
        Map<String, Integer> acceptedIds,
        Map<String, Long> rejectedByReason,
        String firstProblem) {

    /** Accepted events in a second. */
    public double eventsPerSecond() {
        return seconds == 0 ? 0 : accepted / seconds;
    }
}
