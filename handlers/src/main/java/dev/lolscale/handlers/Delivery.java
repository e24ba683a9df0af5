package dev.lolscale.handlers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Hands records to Firehose until it has acknowledged each of them, or the invocation's time is nearly over. This is
 * the only loop that retries: the SDK's own retries are off, because they would know neither which records failed nor
 * how much time is left. A call that ended without an answer may have been taken, so a record can arrive twice, with
 * the same event ids, by which repeats can be told.
 */
final class Delivery {

    /** The most records in a batch (Firehose quota). */
    static final int MAX_BATCH_RECORDS = 500;

    /** The most bytes in a batch before base64: 4 MiB (Firehose quota). */
    static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    /** What is kept back of the invocation's time to write the answer. */
    static final int RESERVED_MILLIS = 300;

    /** A call with less time than this is not begun. */
    static final int SHORTEST_CALL_MILLIS = 200;

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final FirehoseClient firehose;
    private final String streamName;
    private final Pause pause;
    private final RandomGenerator random;

    Delivery(FirehoseClient firehose, String streamName, Pause pause, RandomGenerator random) {
        this.firehose = firehose;
        this.streamName = streamName;
        this.pause = pause;
        this.random = random;
    }

    /**
     * What became of the records.
     *
     * @param undelivered those that Firehose has not acknowledged, in order
     * @param lastError the code of the last error Firehose gave, or the SDK's exception; empty when there was none
     */
    record Result(List<PackedRecord> undelivered, String lastError) {}

    /**
     * Delivers records.
     *
     * @param remainingMillis how long the invocation may still take, asked before every call
     */
    Result deliver(List<PackedRecord> records, IntSupplier remainingMillis) {
        Attempt attempt = new Attempt(records);
        for (int retry = 0; ; retry++) {
            attempt.run(remainingMillis);
            long wait = jittered(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(retry, 16)));
            boolean over = attempt.failed.isEmpty()
                    || attempt.pointless
                    || remainingMillis.getAsInt() - wait < RESERVED_MILLIS + SHORTEST_CALL_MILLIS
                    || !paused(wait);
            if (over) {
                return new Result(List.copyOf(attempt.failed), attempt.lastError);
            }
            attempt = new Attempt(attempt.failed);
        }
    }

    /** Half of the time is sure and half is chance, so that senders who failed together do not come back together. */
    private long jittered(long millis) {
        return millis / 2 + random.nextLong(millis / 2 + 1);
    }

    private boolean paused(long millis) {
        try {
            pause.forMillis(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One call for each batch of the records that are still to be delivered. */
    private final class Attempt {

        private final List<PackedRecord> records;
        private final List<PackedRecord> failed = new ArrayList<>();
        private String lastError = "";
        private boolean pointless;

        Attempt(List<PackedRecord> records) {
            this.records = records;
        }

        void run(IntSupplier remainingMillis) {
            int start = 0;
            while (start < records.size()) {
                int end = endOfBatch(start);
                List<PackedRecord> batch = records.subList(start, end);
                int time = remainingMillis.getAsInt() - RESERVED_MILLIS;
                if (pointless || time < SHORTEST_CALL_MILLIS) {
                    failed.addAll(batch);
                } else {
                    // Half of the time, so that a call that hangs leaves room for another.
                    put(batch, Duration.ofMillis(Math.max(time / 2, SHORTEST_CALL_MILLIS)));
                }
                start = end;
            }
        }

        private int endOfBatch(int start) {
            int bytes = 0;
            int end = start;
            while (end < records.size() && end - start < MAX_BATCH_RECORDS) {
                bytes += records.get(end).size();
                if (bytes > MAX_BATCH_BYTES) {
                    break;
                }
                end++;
            }
            return end;
        }

        private void put(List<PackedRecord> batch, Duration limit) {
            PutRecordBatchRequest request = PutRecordBatchRequest.builder()
                    .deliveryStreamName(streamName)
                    .records(batch.stream()
                            .map(packed -> Record.builder().data(packed.data()).build())
                            .toList())
                    .overrideConfiguration(configuration -> configuration.apiCallTimeout(limit))
                    .build();
            try {
                keepFailed(batch, firehose.putRecordBatch(request));
            } catch (SdkException e) {
                failed.addAll(batch);
                lastError = codeOf(e);
                pointless = !mayPass(e);
            }
        }

        private void keepFailed(List<PackedRecord> batch, PutRecordBatchResponse response) {
            List<PutRecordBatchResponseEntry> entries = response.requestResponses();
            for (int i = 0; i < batch.size(); i++) {
                // An entry that is missing acknowledges nothing.
                String error = i < entries.size() ? entries.get(i).errorCode() : "NoAnswerForRecord";
                if (error != null) {
                    failed.add(batch.get(i));
                    lastError = error;
                }
            }
        }
    }

    private static String codeOf(SdkException e) {
        return e instanceof AwsServiceException service
                        && service.awsErrorDetails() != null
                        && service.awsErrorDetails().errorCode() != null
                ? service.awsErrorDetails().errorCode()
                : e.getClass().getSimpleName();
    }

    /** Whether the same call may pass a moment later: not when Firehose says that the call itself is wrong. */
    private static boolean mayPass(SdkException e) {
        return !(e instanceof AwsServiceException service)
                || service.statusCode() >= 500
                || service.isThrottlingException()
                || service.isClockSkewException();
    }
}
