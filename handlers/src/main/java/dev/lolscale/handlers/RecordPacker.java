package dev.lolscale.handlers;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Packs events, in order, into as few Firehose records as their limit allows: Firehose bills every record rounded up to
 * 5 KB, so a record an event costs tens of times more.
 */
final class RecordPacker {

    /** The most that a record may hold before base64: 1,000 KiB (Firehose quota). */
    static final int MAX_RECORD_BYTES = 1_000 * 1024;

    private final List<PackedRecord> records = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(16 * 1024);
    private final List<Integer> lines = new ArrayList<>();

    /** Adds an event, which must be shorter than {@link #MAX_RECORD_BYTES}, and the newline that ends it. */
    void add(int line, byte[] event) {
        if (data.size() + event.length + 1 > MAX_RECORD_BYTES) {
            close();
        }
        data.writeBytes(event);
        data.write('\n');
        lines.add(line);
    }

    /** The records of all events so far. */
    List<PackedRecord> records() {
        close();
        return List.copyOf(records);
    }

    private void close() {
        if (!lines.isEmpty()) {
            records.add(new PackedRecord(SdkBytes.fromByteArrayUnsafe(data.toByteArray()), List.copyOf(lines)));
            data.reset();
            lines.clear();
        }
    }
}
