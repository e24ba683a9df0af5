package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;

class DeliveryTest {

    private static final int RECORDS = 4;
    private static final int ATTEMPTS = 3;

    private final RecordingFirehose firehose = new RecordingFirehose();

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).as("left over").isFalse();
    }

    /** Every way in which each of 4 records can fail or pass in each of 3 attempts: 4,096 of them. */
    @Test
    void shouldDeliverNothingTwiceAndDropNothingWhateverFails() {
        for (int pattern = 0; pattern < (1 << (RECORDS * ATTEMPTS)); pattern++) {
            walk(pattern);
        }
    }

    private static void walk(int pattern) {
        RecordingFirehose firehose = new RecordingFirehose();
        int[] attempt = {0};
        firehose.errorOf = record -> fails(pattern, attempt[0], record[0] - '0') ? "ServiceUnavailableException" : null;
        Delivery delivery = new Delivery(firehose, "stream", millis -> attempt[0]++, new Random(pattern));

        Delivery.Result result = delivery.deliver(records(RECORDS), () -> attempt[0] < ATTEMPTS - 1 ? 60_000 : 550);

        List<String> acknowledged = firehose.lines();
        List<String> undelivered = text(result.undelivered());
        List<String> both = new ArrayList<>(acknowledged);
        both.addAll(undelivered);
        assertThat(both).as("pattern %s", pattern).containsExactlyInAnyOrder("0", "1", "2", "3");
        for (int record = 0; record < RECORDS; record++) {
            boolean failsAlways = fails(pattern, 0, record) && fails(pattern, 1, record) && fails(pattern, 2, record);
            assertThat(undelivered.contains(Integer.toString(record)))
                    .as("pattern %s, record %s", pattern, record)
                    .isEqualTo(failsAlways);
        }
        for (int i = 1; i < firehose.requests.size(); i++) {
            int previous = i - 1;
            List<String> expected = text(firehose.requests.get(previous)).stream()
                    .filter(record -> fails(pattern, previous, record.charAt(0) - '0'))
                    .toList();
            assertThat(text(firehose.requests.get(i))).as("pattern %s", pattern).isEqualTo(expected);
        }
    }

    private static boolean fails(int pattern, int attempt, int record) {
        return ((pattern >> (attempt * RECORDS + record)) & 1) == 1;
    }

    @Test
    void shouldKeepBatchesToTheirNumberOfRecords() {
        Delivery.Result result = delivery(millis -> {}).deliver(records(1_001), () -> 60_000);

        assertThat(result.undelivered()).isEmpty();
        assertThat(firehose.requests)
                .extracting(request -> request.records().size())
                .containsExactly(500, 500, 1);
        assertThat(firehose.lines())
                .isEqualTo(IntStream.range(0, 1_001).mapToObj(Integer::toString).toList());
    }

    @Test
    void shouldKeepBatchesToTheirSize() {
        byte[] largest = new byte[RecordPacker.MAX_RECORD_BYTES];
        PackedRecord record = new PackedRecord(SdkBytes.fromByteArrayUnsafe(largest), List.of(1));
        PackedRecord rest = new PackedRecord(
                SdkBytes.fromByteArrayUnsafe(new byte[Delivery.MAX_BATCH_BYTES - 4 * largest.length]), List.of(2));

        delivery(millis -> {}).deliver(List.of(record, record, record, record, rest, record), () -> 60_000);

        assertThat(firehose.requests)
                .extracting(request -> request.records().size())
                .containsExactly(5, 1);
    }

    @Test
    void shouldRetryOnlyTheBatchThatFailed() {
        int[] call = {0};
        firehose.errorOf = record -> {
            if (record[0] == '5' && record.length == 4 && call[0]++ == 0) {
                throw FirehoseException.builder().statusCode(503).build();
            }
            return null;
        };

        Delivery.Result result = delivery(millis -> {}).deliver(records(1_000), () -> 60_000);

        assertThat(result.undelivered()).isEmpty();
        assertThat(firehose.requests)
                .extracting(request -> request.records().size())
                .containsExactly(500, 500, 500);
        assertThat(firehose.lines()).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void shouldTakeARecordWithoutAnAnswerForNotDelivered() {
        var silent = new SilentFirehose();

        Delivery.Result result =
                new Delivery(silent, "stream", millis -> {}, new Random(1)).deliver(records(2), () -> 600);

        assertThat(text(result.undelivered())).containsExactly("0", "1");
        assertThat(result.lastError()).isEqualTo("NoAnswerForRecord");
    }

    @Test
    void shouldStopWhenTheServiceSaysThatTheCallIsWrong() {
        firehose.errorOf = record -> {
            throw FirehoseException.builder().statusCode(403).build();
        };

        Delivery.Result result = delivery(millis -> {}).deliver(records(1_000), () -> 60_000);

        assertThat(result.undelivered()).hasSize(1_000);
        assertThat(firehose.requests).hasSize(1);
    }

    @Test
    void shouldPauseLongerEachTimeUpToALimit() {
        firehose.errorOf = record -> "ServiceUnavailableException";
        List<Long> pauses = new ArrayList<>();
        int[] remaining = {30_000};
        Delivery delivery = delivery(millis -> {
            pauses.add(millis);
            remaining[0] -= (int) millis;
        });

        delivery.deliver(records(1), () -> remaining[0]);

        long whole = 50;
        for (long pause : pauses) {
            assertThat(pause).isBetween(whole / 2, whole);
            whole = Math.min(2_000, whole * 2);
        }
        assertThat(pauses).hasSizeGreaterThan(15);
        assertThat(remaining[0]).isGreaterThanOrEqualTo(Delivery.RESERVED_MILLIS + Delivery.SHORTEST_CALL_MILLIS);
    }

    @Test
    void shouldGiveUpWhenInterrupted() {
        firehose.errorOf = record -> "ServiceUnavailableException";
        Delivery delivery = delivery(millis -> {
            throw new InterruptedException();
        });

        assertThat(delivery.deliver(records(1), () -> 60_000).undelivered()).hasSize(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    private Delivery delivery(Pause pause) {
        return new Delivery(firehose, "stream", pause, new Random(1));
    }

    private static List<PackedRecord> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PackedRecord(SdkBytes.fromUtf8String(i + "\n"), List.of(i)))
                .toList();
    }

    private static List<String> text(List<PackedRecord> records) {
        return records.stream()
                .map(record -> record.data().asString(StandardCharsets.UTF_8).strip())
                .toList();
    }

    private static List<String> text(PutRecordBatchRequest request) {
        return request.records().stream()
                .map(record -> record.data().asString(StandardCharsets.UTF_8).strip())
                .toList();
    }

    private static final class SilentFirehose implements FirehoseClient {
        @Override
        public PutRecordBatchResponse putRecordBatch(PutRecordBatchRequest request) {
            return PutRecordBatchResponse.builder().failedPutCount(0).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
