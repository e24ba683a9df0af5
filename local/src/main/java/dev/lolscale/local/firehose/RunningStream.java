package dev.lolscale.local.firehose;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A delivery stream with its buffer, and what it has counted. */
final class RunningStream {
    /** Direct put is billed by record, each rounded up to 5 KB. */
    private static final int BILLING_UNIT_BYTES = 5 * 1024;

    private static final byte[] DELIMITER = {'\n'};

    private final StreamBuffer buffer;
    private final LongAdder records = new LongAdder();
    private final LongAdder lines = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder billedBytes = new LongAdder();
    private final LongAdder deliveredObjects = new LongAdder();

    RunningStream(StreamBuffer buffer) {
        this.buffer = buffer;
    }

    DeliveryStream settings() {
        return buffer.stream();
    }

    StreamBuffer buffer() {
        return buffer;
    }

    /** Acknowledges the records by returning: they are spooled. */
    void accept(List<byte[]> data) throws FirehoseException {
        try {
            buffer.add(settings().appendDelimiter() ? delimited(data) : data);
        } catch (IOException e) {
            throw FirehoseException.serviceUnavailable(e);
        }
        for (byte[] record : data) {
            records.increment();
            lines.add(newlines(record));
            bytes.add(record.length);
            billedBytes.add((long) Math.floorDiv(record.length + BILLING_UNIT_BYTES - 1, BILLING_UNIT_BYTES)
                    * BILLING_UNIT_BYTES);
        }
    }

    private static long newlines(byte[] record) {
        long newlines = 0;
        for (byte each : record) {
            if (each == '\n') {
                newlines++;
            }
        }
        return newlines;
    }

    private static List<byte[]> delimited(List<byte[]> data) {
        List<byte[]> delimited = new ArrayList<>(2 * data.size());
        for (byte[] record : data) {
            delimited.add(record);
            delimited.add(DELIMITER);
        }
        return delimited;
    }

    void countDelivered() {
        deliveredObjects.increment();
    }

    DeliveryStatistics statistics(Optional<Instant> oldestUndelivered) {
        return new DeliveryStatistics(
                records.sum(), lines.sum(), bytes.sum(), billedBytes.sum(), deliveredObjects.sum(), oldestUndelivered);
    }
}
