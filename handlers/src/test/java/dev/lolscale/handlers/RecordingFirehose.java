package dev.lolscale.handlers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/** Firehose in memory: keeps what it is asked, and fails the records it is told to. */
final class RecordingFirehose implements FirehoseClient {

    final List<PutRecordBatchRequest> requests = new ArrayList<>();
    final List<byte[]> acknowledged = new ArrayList<>();

    /** The error code for a record, or null to acknowledge it; may throw what the service would. */
    Function<byte[], String> errorOf = record -> null;

    @Override
    public PutRecordBatchResponse putRecordBatch(PutRecordBatchRequest request) {
        requests.add(request);
        List<PutRecordBatchResponseEntry> entries = new ArrayList<>();
        int failed = 0;
        for (Record record : request.records()) {
            byte[] data = record.data().asByteArray();
            String error = errorOf.apply(data);
            if (error == null) {
                acknowledged.add(data);
                entries.add(PutRecordBatchResponseEntry.builder()
                        .recordId("r" + acknowledged.size())
                        .build());
            } else {
                failed++;
                entries.add(PutRecordBatchResponseEntry.builder()
                        .errorCode(error)
                        .errorMessage("Slow down.")
                        .build());
            }
        }
        return PutRecordBatchResponse.builder()
                .failedPutCount(failed)
                .requestResponses(entries)
                .build();
    }

    /** The acknowledged lines, each without its newline, in order. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (byte[] record : acknowledged) {
            String text = new String(record, StandardCharsets.UTF_8);
            if (!text.endsWith("\n")) {
                throw new AssertionError("a record does not end with a newline: " + text);
            }
            lines.addAll(Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1)));
        }
        return lines;
    }

    /** What Firehose bills for the acknowledged records: each rounded up to 5 KB. */
    long billedBytes() {
        return acknowledged.stream()
                .mapToLong(record -> (long) Math.ceil(record.length / 5120.0) * 5120)
                .sum();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
