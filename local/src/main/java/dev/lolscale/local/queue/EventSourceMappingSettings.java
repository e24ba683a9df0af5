package dev.lolscale.local.queue;

import java.time.Duration;

/**
 * A Lambda event source mapping on a queue, in its words. Ranges are those of the Lambda API reference.
 *
 * @param queue name of the queue
 * @param functionName function that gets the messages
 * @param batchSize messages in one event at most: 1-10,000, on AWS 10 by default; above 10 a batching window is required
 * @param maximumBatchingWindow how long to gather messages into one event: 0-300 s, on AWS 0 by default
 * @param reportBatchItemFailures whether the response names the messages that failed ({@code ReportBatchItemFailures}); otherwise a
 *     response, whatever it says, means that all succeeded
 */
public record EventSourceMappingSettings(
        String queue,
        String functionName,
        int batchSize,
        Duration maximumBatchingWindow,
        boolean reportBatchItemFailures) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException when something is outside its range, in one line
     */
    public EventSourceMappingSettings {
        String where = "Event source mapping of queue " + queue + ": ";
        if (batchSize < 1 || batchSize > 10_000) {
            throw new IllegalArgumentException(where + "batch size " + batchSize + " is outside 1-10000.");
        }
        if (maximumBatchingWindow.isNegative() || maximumBatchingWindow.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException(where + "maximum batching window of " + maximumBatchingWindow.toSeconds()
                    + " s is outside 0-300 s.");
        }
        if (batchSize > Queue.LARGEST_RECEIVE && maximumBatchingWindow.isZero()) {
            throw new IllegalArgumentException(where + "batch size " + batchSize
                    + " is above 10 and needs a maximum batching window of at least 1 s.");
        }
    }
}
