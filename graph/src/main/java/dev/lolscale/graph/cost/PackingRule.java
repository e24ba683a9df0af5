package dev.lolscale.graph.cost;

import dev.lolscale.schema.Column;
import dev.lolscale.schema.EventSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * How the track function packs the events of a request into Firehose records, and what Firehose bills for them: every
 * record is rounded up to {@value #BILLED_STEP_BYTES} bytes. The function itself is not on this module's class path; a test
 * beside both holds this rule against the records that it makes.
 *
 * @param maxRecordBytes the most that a record may hold
 * @param stampBytes what the front door adds to an event that has neither identity nor time of receipt, without the
 *     digits of the line's number
 */
record PackingRule(int maxRecordBytes, int stampBytes) {

    static final int BILLED_STEP_BYTES = 5 * 1024;

    /** 1,000 KiB before base64 (Firehose quota). */
    private static final int MAX_RECORD_BYTES = 1_000 * 1024;

    /** Nine random bytes in base64url, and the dash before the line's number. */
    private static final int REQUEST_ID_CHARACTERS = 12 + 1;

    private static final int MILLISECONDS_SINCE_1970_DIGITS = 13;

    /** What a request becomes. */
    record Packed(long landedBytes, List<Long> recordBytes) {

        /** What Firehose bills for the request. */
        long billedBytes() {
            return recordBytes.stream()
                    .mapToLong(bytes -> (bytes + BILLED_STEP_BYTES - 1) / BILLED_STEP_BYTES * BILLED_STEP_BYTES)
                    .sum();
        }
    }

    /** The rule for events of the platform's schema. */
    static PackingRule of(EventSchema schema) {
        int stamp = 0;
        for (Column column : schema.columns()) {
            int key = ",\"\":".length() + column.source().length();
            stamp += switch (column.onReceipt()) {
                case NOTHING -> 0;
                case ID -> key + "\"\"".length() + REQUEST_ID_CHARACTERS;
                case TIME -> key + MILLISECONDS_SINCE_1970_DIGITS;
            };
        }
        return new PackingRule(MAX_RECORD_BYTES, stamp);
    }

    /** Packs a request of so many events of one size. */
    Packed pack(int events, int eventBytes) {
        List<Long> records = new ArrayList<>();
        long landed = 0;
        long open = 0;
        for (int line = 1; line <= events; line++) {
            int bytes = eventBytes
                    + stampBytes
                    + Integer.toString(line, Character.MAX_RADIX).length()
                    + 1;
            if (open + bytes > maxRecordBytes) {
                records.add(open);
                open = 0;
            }
            open += bytes;
            landed += bytes;
        }
        if (open > 0) {
            records.add(open);
        }
        return new Packed(landed, List.copyOf(records));
    }
}
