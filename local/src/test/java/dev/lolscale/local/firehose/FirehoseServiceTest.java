package dev.lolscale.local.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.local.s3.S3Folder;
import dev.lolscale.local.s3.S3FolderSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

class FirehoseServiceTest {
    private static final String STREAM = "events-stream-4f2a";
    private static final String BUCKET = "landing-4f2a";
    private static final Instant ARRIVAL = Instant.parse("2018-04-04T23:59:58Z");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @TempDir
    Path folder;

    private record Timer(Runnable task, Duration delay) {}

    private final BlockingQueue<Timer> timers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> puts = new LinkedBlockingQueue<>();
    private Instant now = ARRIVAL;
    private DeliveryStream stream = stream("analytics_raw/", "", Compression.UNCOMPRESSED);
    private S3Folder s3;
    private FirehoseService firehose;
    private FirehoseClient client;

    @BeforeEach
    void startS3() throws IOException {
        s3 = S3Folder.start(
                new S3FolderSettings(folder.resolve("s3"), folder.resolve("s3-state"), 0, "us-east-1", List.of()),
                (queue, body) -> {});
        s3.createBucket(BUCKET);
    }

    @AfterEach
    void stop() {
        stopFirehose();
        s3.close();
    }

    @Test
    void shouldDeliverTheConcatenatedRecordsUnderTheirArrivalTime() throws Exception {
        startFirehose();

        client.putRecord(put -> put.deliveryStreamName(STREAM).record(record("{\"event\":\"LOGIN\"}\n")));
        now = ARRIVAL.plusSeconds(10);
        client.putRecord(put -> put.deliveryStreamName(STREAM).record(record("{\"event\":\"LOGOUT\"}\n")));
        drain();

        String key = onlyKey();
        assertThat(key).matches("analytics_raw/2018/04/04/23/" + STREAM + "-1-2018-04-04-23-59-58-" + UUID);
        assertThat(s3.folder(BUCKET).resolve(key)).hasContent("{\"event\":\"LOGIN\"}\n{\"event\":\"LOGOUT\"}\n");
    }

    @Test
    void shouldEvaluatePrefixExpressionsAndCompress() throws Exception {
        stream = stream(
                "analytics_raw/!{timestamp:'year='yyyy'/month='MM}/day=!{timestamp:dd}/!{firehose:random-string}/",
                "errors/!{firehose:error-output-type}/",
                Compression.GZIP);
        startFirehose();

        client.putRecord(put -> put.deliveryStreamName(STREAM).record(record("one\n")));
        drain();

        String key = onlyKey();
        assertThat(key)
                .matches("analytics_raw/year=2018/month=04/day=04/[0-9a-f]{8}-[0-9a-f]{2}/" + STREAM
                        + "-1-2018-04-04-23-59-58-" + UUID + "\\.gz");
        try (GZIPInputStream content =
                new GZIPInputStream(Files.newInputStream(s3.folder(BUCKET).resolve(key)))) {
            assertThat(content).hasContent("one\n");
        }
    }

    @Test
    void shouldDeliverOnceTheIntervalHasPassedSinceTheFirstRecord() throws Exception {
        startFirehose();

        client.putRecord(put -> put.deliveryStreamName(STREAM).record(record("one\n")));
        client.putRecord(put -> put.deliveryStreamName(STREAM).record(record("two\n")));
        Timer timer = timers.remove();
        assertThat(timer.delay()).isEqualTo(Duration.ofMinutes(15));
        assertThat(timers).isEmpty();
        assertThat(objects()).isEmpty();

        timer.task().run();
        client.putRecord(put -> put.deliveryStreamName(STREAM).record(record("three\n")));
        drain();

        assertThat(contents()).containsExactlyInAnyOrder("one\ntwo\n", "three\n");
        assertThat(timers).hasSize(1);
    }

    @Test
    void shouldIgnoreTheTimerOfABufferThatWasFullBefore() throws Exception {
        startFirehose();
        String large = "x".repeat(900 * 1024);

        batch(large, large);
        batch("next");
        timers.remove().task().run();

        assertThat(firehose.statistics(STREAM).oldestUndelivered()).isPresent();
        drain();
        assertThat(contents()).containsExactlyInAnyOrder(large + large, "next");
    }

    @Test
    void shouldDeliverOnceTheBufferIsFull() throws Exception {
        startFirehose();
        String half = "x".repeat(512 * 1024);

        batch(half);
        assertThat(firehose.statistics(STREAM).oldestUndelivered()).contains(ARRIVAL);
        batch(half);

        assertThat(await(puts)).isEqualTo(onlyKey());
        assertThat(contents()).containsExactly(half + half);
    }

    @Test
    void shouldAcknowledgeEachRecordOfABatch() {
        startFirehose();

        PutRecordBatchResponse response = batch("one\n", "two\n", "");

        assertThat(response.failedPutCount()).isZero();
        assertThat(response.encrypted()).isFalse();
        assertThat(response.requestResponses()).hasSize(3).allSatisfy(record -> {
            assertThat(record.recordId()).isNotEmpty();
            assertThat(record.errorCode()).isNull();
        });
        assertThat(response.responseMetadata().requestId()).matches(UUID);
    }

    @Test
    void shouldCountAndBillEachRecordRoundedUp() throws Exception {
        startFirehose();

        batch("x".repeat(66) + "\n\n", "x".repeat(5_120), "x".repeat(5_120) + "\n");
        drain();

        assertThat(firehose.statistics(STREAM))
                .isEqualTo(
                        new DeliveryStatistics(3, 3, 68 + 5_120 + 5_121, 5_120 + 5_120 + 10_240, 1, Optional.empty()));
    }

    @Test
    void shouldAddADelimiterOnlyWhenToldTo() throws Exception {
        stream = new DeliveryStream(
                STREAM, BUCKET, "raw/", "", 1 << 20, Duration.ofMinutes(1), Compression.UNCOMPRESSED, true);
        startFirehose();

        batch("one", "two");
        drain();

        assertThat(contents()).containsExactly("one\ntwo\n");
    }

    @Test
    void shouldDescribeTheStream() {
        stream = stream("analytics_raw/!{timestamp:yyyy}/", "errors/!{firehose:error-output-type}/", Compression.GZIP);
        startFirehose();

        DeliveryStreamDescription described = client.describeDeliveryStream(
                        describe -> describe.deliveryStreamName(STREAM))
                .deliveryStreamDescription();

        assertThat(described.deliveryStreamARN())
                .isEqualTo("arn:aws:firehose:us-east-1:123456789012:deliverystream/" + STREAM);
        assertThat(described.deliveryStreamStatus()).isEqualTo(DeliveryStreamStatus.ACTIVE);
        assertThat(described.createTimestamp()).isEqualTo(ARRIVAL);
        ExtendedS3DestinationDescription s3Destination =
                described.destinations().get(0).extendedS3DestinationDescription();
        assertThat(s3Destination.bucketARN()).isEqualTo("arn:aws:s3:::" + BUCKET);
        assertThat(s3Destination.prefix()).isEqualTo("analytics_raw/!{timestamp:yyyy}/");
        assertThat(s3Destination.errorOutputPrefix()).isEqualTo("errors/!{firehose:error-output-type}/");
        assertThat(s3Destination.compressionFormat()).isEqualTo(CompressionFormat.GZIP);
        assertThat(s3Destination.bufferingHints().sizeInMBs()).isEqualTo(1);
        assertThat(s3Destination.bufferingHints().intervalInSeconds()).isEqualTo(900);
    }

    @Test
    void shouldNotKnowAnotherStream() {
        startFirehose();

        assertThatThrownBy(() ->
                        client.putRecord(put -> put.deliveryStreamName("other").record(record("one"))))
                .isInstanceOfSatisfying(ResourceNotFoundException.class, missing -> {
                    assertThat(missing.awsErrorDetails().errorMessage())
                            .isEqualTo("Firehose other under account 123456789012 not found.");
                    assertThat(missing.statusCode()).isEqualTo(400);
                    assertThat(missing.requestId()).matches(UUID);
                });
    }

    @Test
    void shouldHoldRequestsToTheDocumentedLimits() throws Exception {
        startFirehose();
        String largest = "x".repeat(1_000 * 1_024);

        client.putRecord(put -> put.deliveryStreamName(STREAM).record(record(largest)));
        assertRefused(
                "ValidationException",
                "1 validation error detected: Value at 'record.data' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 1024000",
                () -> client.putRecord(put -> put.deliveryStreamName(STREAM).record(record(largest + "x"))));
        assertRefused(
                "ValidationException",
                "1 validation error detected: Value at 'records.2.member.data' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 1024000",
                () -> batch("x", largest + "x"));
        assertRefused(
                "ValidationException",
                "1 validation error detected: Value at 'records' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 500",
                () -> batch(IntStream.range(0, 501).mapToObj(i -> "x").toArray(String[]::new)));
        assertRefused(
                "ValidationException",
                "1 validation error detected: Value '[]' at 'records' failed to satisfy constraint:"
                        + " Member must have length greater than or equal to 1",
                this::batch);
        String mebibyte = "x".repeat(1_000 * 1_024);
        batch(mebibyte, mebibyte, mebibyte, mebibyte, "x".repeat(96 * 1_024));
        assertThatThrownBy(() -> batch(mebibyte, mebibyte, mebibyte, mebibyte, "x".repeat(96 * 1_024 + 1)))
                .isInstanceOfSatisfying(InvalidArgumentException.class, refused -> assertThat(
                                refused.awsErrorDetails().errorMessage())
                        .isEqualTo("Records size exceeds 4 MB limit"));
        drain();
        assertThat(contents()).allMatch(content -> content.length() % 1_024 == 0);
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() throws Exception {
        startFirehose();

        assertThat(post("Firehose_20150804.CreateDeliveryStream", "{}"))
                .isEqualTo("400 {\"__type\":\"UnknownOperationException\"}");
        assertThat(post("Firehose_20150804.PutRecord", "garbage"))
                .startsWith("400 {\"__type\":\"SerializationException\"");
        assertThat(post("Firehose_20150804.PutRecord", "[]")).startsWith("400 {\"__type\":\"SerializationException\"");
        assertThat(post("Firehose_20150804.PutRecord", "")).startsWith("400 {\"__type\":\"SerializationException\"");
        assertThat(post("Firehose_20150804.PutRecord", "{}"))
                .isEqualTo(
                        "400 {\"__type\":\"ValidationException\",\"message\":\"1 validation error detected: Value null"
                                + " at 'deliveryStreamName' failed to satisfy constraint: Member must not be null\"}");
        assertThat(post(
                        "Firehose_20150804.PutRecord",
                        "{\"DeliveryStreamName\":\"" + STREAM + "\",\"Record\":{\"Data\":\"&&\"}}"))
                .startsWith("400 {\"__type\":\"SerializationException\"");
        assertThat(post(
                        "Firehose_20150804.PutRecord",
                        "{\"DeliveryStreamName\":\"" + STREAM + "\",\"Record\":{\"Data\":7}}"))
                .startsWith("400 {\"__type\":\"SerializationException\"");
    }

    @Test
    void shouldDeliverAtTheNextStartWhatWasNotDelivered() throws Exception {
        startFirehose();
        batch("one\n", "two\n");
        stopFirehose();
        assertThat(objects()).isEmpty();

        now = ARRIVAL.plusSeconds(86_400);
        startFirehose();

        assertThat(await(puts)).startsWith("analytics_raw/2018/04/04/23/").isEqualTo(onlyKey());
        assertThat(contents()).containsExactly("one\ntwo\n");
        drain();
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void shouldDropARequestThatAKillCutOffAnywhere() throws Exception {
        startFirehose();
        batch("acknowledged\n");
        stopFirehose();
        Path segment = onlySegment();
        byte[] acknowledged = Files.readAllBytes(segment);
        Files.delete(segment);
        startFirehose();
        batch("acknowledged\n");
        batch("a\n", "b\n");
        stopFirehose();
        segment = onlySegment();
        byte[] both = Files.readAllBytes(segment);

        for (int length = acknowledged.length; length < both.length; length++) {
            Files.write(segment, Arrays.copyOf(both, length));
            startFirehose();
            drain();
            assertThat(contents()).as("cut at %d", length).containsExactly("acknowledged\n");
            stopFirehose();
        }
        Files.write(segment, both);
        startFirehose();
        drain();
        assertThat(contents()).containsExactly("acknowledged\na\nb\n");
    }

    @Test
    void shouldSayWhichPortIsTaken() {
        startFirehose();
        int taken = firehose.endpoint().getPort();

        assertThatThrownBy(() -> FirehoseService.start(
                        new FirehoseSettings(taken, folder.resolve("b"), "us-east-1", "123456789012", List.of()),
                        s3.client()))
                .isInstanceOf(IOException.class)
                .hasMessage("Firehose cannot listen on 127.0.0.1:" + taken + ": Address already in use");
    }

    @Test
    void shouldHaveNoStatisticsOfAStreamThatIsNotThere() {
        startFirehose();

        assertThatThrownBy(() -> firehose.statistics("other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no delivery stream other; there are [" + STREAM + "].");
    }

    @Test
    void shouldForgetASegmentThatAKillLeftWithoutRecords() throws Exception {
        startFirehose();
        batch("never acknowledged");
        stopFirehose();
        truncate(onlySegment(), 12);

        startFirehose();
        drain();

        assertThat(objects()).isEmpty();
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void shouldNotStartOnADamagedSpool() throws Exception {
        startFirehose();
        batch("acknowledged\n");
        batch("acknowledged too\n");
        stopFirehose();
        Path segment = onlySegment();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 40] ^= 1;
        Files.write(segment, bytes);

        assertThatThrownBy(this::startFirehose)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is damaged at byte");
        assertThat(segment).exists();
    }

    @Test
    void shouldRepeatAnInterruptedDeliveryUnderTheSameKey() throws Exception {
        startFirehose();
        batch("one\n");
        stopFirehose();
        Path segment = onlySegment();
        byte[] spooled = Files.readAllBytes(segment);
        startFirehose();
        drain();
        String key = onlyKey();
        stopFirehose();

        Files.write(segment, spooled);
        startFirehose();
        drain();

        assertThat(onlyKey()).isEqualTo(key);
        assertThat(contents()).containsExactly("one\n");
    }

    @Test
    void shouldTryAgainUntilS3Answers() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Destination s3Destination = Destination.s3(s3.client());
        startFirehose((bucket, key, content) -> {
            if (attempts.incrementAndGet() <= 2) {
                throw new IOException("Connection refused");
            }
            s3Destination.put(bucket, key, content);
        });

        batch("one\n");
        await(timers).task().run();
        Timer again = await(timers);
        assertThat(again.delay()).isEqualTo(Duration.ofMillis(500));
        again.task().run();
        assertThat(await(timers).delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(firehose.statistics(STREAM).oldestUndelivered()).contains(ARRIVAL);
        drain();

        assertThat(contents()).containsExactly("one\n");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void shouldSayWhenItCouldNotDrain() throws Exception {
        startFirehose((bucket, key, content) -> {
            throw new IOException("Connection refused");
        });
        batch("one\n");

        assertThat(firehose.drain(Duration.ofMillis(1))).isFalse();
        assertThat(firehose.statistics(STREAM).oldestUndelivered()).contains(ARRIVAL);
        stopFirehose();
        startFirehose();
        drain();
        assertThat(contents()).containsExactly("one\n");
    }

    @Test
    void shouldNotAcknowledgeWhatItCannotSpool() throws Exception {
        startFirehose();
        Files.delete(folder.resolve("spool"));

        assertThatThrownBy(() -> batch("one\n"))
                .isInstanceOfSatisfying(ServiceUnavailableException.class, refused -> assertThat(refused.statusCode())
                        .isEqualTo(500));
        assertThat(firehose.statistics(STREAM).acceptedRecords()).isZero();

        Files.createDirectory(folder.resolve("spool"));
        batch("two\n");
        drain();
        assertThat(contents()).containsExactly("two\n");
    }

    @Test
    void shouldKeepEveryRecordOfManySendersApart() throws Exception {
        startFirehose();
        int senders = 8;
        int requests = 25;

        Thread[] threads = IntStream.range(0, senders)
                .mapToObj(sender -> new Thread(() -> IntStream.range(0, requests)
                        .forEach(request -> batch(sender + "-" + request + "-a\n", sender + "-" + request + "-b\n"))))
                .toArray(Thread[]::new);
        Arrays.stream(threads).forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        drain();

        assertThat(String.join("", contents()).lines())
                .hasSize(senders * requests * 2)
                .doesNotHaveDuplicates();
    }

    private DeliveryStream stream(String prefix, String errorOutputPrefix, Compression compression) {
        return new DeliveryStream(
                STREAM, BUCKET, prefix, errorOutputPrefix, 1 << 20, Duration.ofMinutes(15), compression, false);
    }

    private void startFirehose() {
        startFirehose(Destination.s3(s3.client()));
    }

    private void startFirehose(Destination destination) {
        try {
            firehose = FirehoseService.start(
                    new FirehoseSettings(0, folder.resolve("spool"), "us-east-1", "123456789012", List.of(stream)),
                    (bucket, key, content) -> {
                        destination.put(bucket, key, content);
                        puts.add(key);
                    },
                    () -> now,
                    (task, delay) -> timers.add(new Timer(task, delay)),
                    List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = FirehoseClient.builder()
                .endpointOverride(firehose.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private void stopFirehose() {
        if (firehose != null) {
            client.close();
            firehose.close();
            firehose = null;
        }
    }

    private void drain() throws InterruptedException {
        assertThat(firehose.drain(LONG)).isTrue();
    }

    private PutRecordBatchResponse batch(String... data) {
        List<Record> records =
                Arrays.stream(data).map(FirehoseServiceTest::record).toList();
        return client.putRecordBatch(put -> put.deliveryStreamName(STREAM).records(records));
    }

    private static Record record(String data) {
        return Record.builder().data(SdkBytes.fromUtf8String(data)).build();
    }

    private static void assertRefused(String type, String message, Runnable request) {
        assertThatThrownBy(request::run).isInstanceOfSatisfying(FirehoseException.class, refused -> {
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(type);
            assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(refused.statusCode()).isEqualTo(400);
        });
    }

    private String post(String target, String body) throws Exception {
        URI endpoint = firehose.endpoint();
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
        return response.statusCode() + " " + response.body();
    }

    private SortedMap<String, String> objects() throws IOException {
        SortedMap<String, String> objects = new TreeMap<>();
        Path bucket = s3.folder(BUCKET);
        try (Stream<Path> files = Files.walk(bucket)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                objects.put(bucket.relativize(file).toString(), new String(Files.readAllBytes(file), UTF_8));
            }
        }
        return objects;
    }

    private String onlyKey() throws IOException {
        assertThat(objects()).hasSize(1);
        return objects().firstKey();
    }

    private List<String> contents() throws IOException {
        return new ArrayList<>(objects().values());
    }

    private Path onlySegment() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            List<Path> segments = files.toList();
            assertThat(segments).hasSize(1);
            return segments.get(0);
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static <T> T await(BlockingQueue<T> queue) throws InterruptedException {
        return Objects.requireNonNull(queue.poll(LONG.toSeconds(), TimeUnit.SECONDS), "nothing happened");
    }
}
