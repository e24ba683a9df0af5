package dev.lolscale.local.firehose;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A direct-put delivery stream to S3, in the words of Firehose's extended S3 destination. Ranges are those of the service's API reference.
 *
 * @param name 1-64 letters, digits, {@code _.-}
 * @param bucket bucket of the objects
 * @param prefix beginning of the keys, with {@code !{timestamp:...}} and {@code !{firehose:random-string}} expressions; without a
 *     timestamp expression {@code yyyy/MM/dd/HH/} is appended to it, with no slash between
 * @param errorOutputPrefix beginning of the keys of failed records; empty for none, which a prefix with expressions does not allow. A
 *     direct put without transformation never fails this way, so it is checked and described, and nothing is written there
 * @param bufferBytes bytes of data, before compression, at which a buffer is delivered: 1-128 MiB
 * @param bufferInterval time after its first record at which a buffer is delivered: 0-900 s
 * @param compression how objects are compressed
 * @param appendDelimiter whether a newline is added after each record; Firehose adds none unless told to
 */
public record DeliveryStream(
        String name,
        String bucket,
        String prefix,
        String errorOutputPrefix,
        long bufferBytes,
        Duration bufferInterval,
        Compression compression,
        boolean appendDelimiter) {
    static final long MEBIBYTE = 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(15);

    /**
     * Checks everything that Firehose checks when the stream is created.
     *
     * @throws IllegalArgumentException when something is outside its range, in one line
     */
    public DeliveryStream {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Delivery stream name \"" + name
                    + "\" must be 1-64 letters, digits, dots, hyphens or underscores.");
        }
        if (bufferBytes < MEBIBYTE || bufferBytes > 128 * MEBIBYTE) {
            throw new IllegalArgumentException(
                    "Delivery stream " + name + ": buffer size of " + bufferBytes + " bytes is outside 1-128 MiB.");
        }
        if (bufferInterval.isNegative() || bufferInterval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException("Delivery stream " + name + ": buffer interval of "
                    + bufferInterval.toSeconds() + " s is outside 0-900 s.");
        }
        ObjectKey.check(name, prefix, errorOutputPrefix);
    }
}
