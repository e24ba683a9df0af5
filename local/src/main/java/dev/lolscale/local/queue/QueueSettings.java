package dev.lolscale.local.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A standard queue, in the words of SQS. Ranges are those of the SQS developer guide's quotas.
 *
 * @param name 1-80 letters, digits, hyphens or underscores
 * @param visibilityTimeout how long a received message stays hidden from others: 0 s to 12 h, on AWS 30 s by default
 * @param delay how long a sent message stays hidden at first: 0 s to 15 min, on AWS 0 s by default
 * @param retention how long a message is kept at most: 60 s to 14 days, on AWS 4 days by default
 * @param redrive where a message goes that was received too often; empty for never
 */
public record QueueSettings(
        String name, Duration visibilityTimeout, Duration delay, Duration retention, Optional<RedrivePolicy> redrive) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,80}");

    /**
     * A message that was received {@code maxReceiveCount} times and not deleted goes to another queue when it would be received again.
     *
     * @param deadLetterQueue name of that queue, one of the same {@link QueueService}
     * @param maxReceiveCount 1-1,000
     */
    public record RedrivePolicy(String deadLetterQueue, int maxReceiveCount) {

        /**
         * Checks the count.
         *
         * @throws IllegalArgumentException when it is outside its range
         */
        public RedrivePolicy {
            if (maxReceiveCount < 1 || maxReceiveCount > 1_000) {
                throw new IllegalArgumentException("maxReceiveCount " + maxReceiveCount + " is outside 1-1000.");
            }
        }
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException when something is outside its range, in one line
     */
    public QueueSettings {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Queue name \"" + name
                    + "\" must be 1-80 letters, digits, hyphens or underscores; FIFO queues are not supported.");
        }
        checkRange(name, "visibility timeout", visibilityTimeout, Duration.ZERO, Duration.ofHours(12));
        checkRange(name, "delay", delay, Duration.ZERO, Duration.ofMinutes(15));
        checkRange(name, "message retention", retention, Duration.ofMinutes(1), Duration.ofDays(14));
    }

    private static void checkRange(String name, String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("Queue " + name + ": " + what + " of " + value.toSeconds()
                    + " s is outside " + least.toSeconds() + "-" + most.toSeconds() + " s.");
        }
    }
}
