package dev.lolscale.handlers;

import java.util.List;
import software.amazon.awssdk.core.SdkBytes;

/**
 * One Firehose record: whole events, each ended by a newline.
 *
 * @param data the record as Firehose takes it
 * @param lines the numbers of the request's lines that are in it, in order
 */
record PackedRecord(SdkBytes data, List<Integer> lines) {

    private static final long BILLED_STEP_BYTES = 5 * 1024;

    /** What Firehose bills for it: its size rounded up to 5 KB, as for every record, in a batch or not. */
    long billedBytes() {
        return (size() + BILLED_STEP_BYTES - 1) / BILLED_STEP_BYTES * BILLED_STEP_BYTES;
    }

    int size() {
        return data.asByteArrayUnsafe().length;
    }
}
