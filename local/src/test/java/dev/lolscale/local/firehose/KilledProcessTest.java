package dev.lolscale.local.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.local.queue.Queue;
import dev.lolscale.local.queue.ReceivedMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.s3.S3Client;

/** Kills S3, queue and Firehose with SIGKILL again and again, after a random number of acknowledged requests. */
class KilledProcessTest {
    private static final int ROUNDS = 4;
    private static final int SENDERS = 3;
    private static final int RECORDS_IN_A_BATCH = 5;
    private static final String FILLING = "x".repeat(16 * 1024);
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledgedObjects = ConcurrentHashMap.newKeySet();

    @Test
    void shouldLoseNothingAcknowledgedAndDoubleNothing() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            killAfter(1 + random.nextInt(120), round);
        }

        try (IngestProcess last = new IngestProcess(folder, 1, Duration.ofSeconds(1))) {
            assertThat(last.firehose.drain(LONG)).isTrue();

            List<String> landed = landedRecords(last);
            assertThat(landed).doesNotHaveDuplicates().containsAll(acknowledged).isSubsetOf(sent);
            assertThat(acknowledged).isNotEmpty();
            Set<String> objects = keys(last);
            assertThat(objects).containsAll(acknowledgedObjects);
            assertThat(announcedKeys(last.queues.queue(IngestProcess.QUEUE))).containsAll(objects);
            assertThat(folder.resolve("spool")).isEmptyDirectory();
            assertThat(folder.resolve("s3-state/unannounced")).isEmptyDirectory();
            assertThat(folder.resolve("s3/.staging")).isEmptyDirectory();
        }
    }

    private void killAfter(int acknowledgements, int round) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestProcess.class.getName(),
                        folder.toString(),
                        "1",
                        "PT1S")
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("process.log").toFile()))
                .start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String[] endpoints = output.readLine().split(" ", -1);
            Semaphore acknowledgedRequests = new Semaphore(0);
            List<Thread> senders = IntStream.range(0, SENDERS)
                    .mapToObj(sender -> new Thread(() -> {
                        sendUntilKilled(URI.create(endpoints[0]), round + "-" + sender, acknowledgedRequests);
                    }))
                    .toList();
            Thread putter = new Thread(() -> putUntilKilled(URI.create(endpoints[1]), "puts-" + round));
            senders.forEach(Thread::start);
            putter.start();
            assertThat(acknowledgedRequests.tryAcquire(acknowledgements, LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            process.destroyForcibly().waitFor();
            for (Thread sender : senders) {
                sender.join();
            }
            putter.join();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void sendUntilKilled(URI endpoint, String name, Semaphore acknowledgedRequests) {
        try (FirehoseClient client = FirehoseClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build()) {
            for (int number = 0; ; number++) {
                List<String> ids = new ArrayList<>();
                for (int i = 0; i < RECORDS_IN_A_BATCH; i++) {
                    ids.add(name + "-" + number + "-" + i);
                }
                sent.addAll(ids);
                client.putRecordBatch(put -> put.deliveryStreamName(IngestProcess.STREAM)
                        .records(ids.stream().map(KilledProcessTest::record).toList()));
                acknowledged.addAll(ids);
                acknowledgedRequests.release();
            }
        } catch (SdkException killed) {
            assertThat(killed).isNotNull();
        }
    }

    private static Record record(String id) {
        return Record.builder()
                .data(SdkBytes.fromUtf8String(id + " " + FILLING + "\n"))
                .build();
    }

    private void putUntilKilled(URI endpoint, String prefix) {
        try (S3Client client = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build()) {
            for (int number = 0; ; number++) {
                String key = prefix + "/" + number;
                client.putObject(put -> put.bucket(IngestProcess.BUCKET).key(key), RequestBody.fromString(key));
                acknowledgedObjects.add(key);
            }
        } catch (SdkException killed) {
            assertThat(killed).isNotNull();
        }
    }

    private static Set<String> keys(IngestProcess process) throws IOException {
        Path bucket = process.s3.folder(IngestProcess.BUCKET);
        Set<String> keys = new HashSet<>();
        try (Stream<Path> files = Files.walk(bucket)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> keys.add(bucket.relativize(file).toString()));
        }
        return keys;
    }

    private static List<String> landedRecords(IngestProcess process) throws IOException {
        List<String> records = new ArrayList<>();
        for (String key : keys(process)) {
            if (key.startsWith("raw/")) {
                Path file = process.s3.folder(IngestProcess.BUCKET).resolve(key);
                uncompressed(file).lines().forEach(line -> records.add(line.substring(0, line.indexOf(' '))));
            }
        }
        return records;
    }

    static String uncompressed(Path file) throws IOException {
        try (GZIPInputStream content = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(content.readAllBytes(), UTF_8);
        }
    }

    private static Set<String> announcedKeys(Queue queue) throws Exception {
        ObjectMapper json = new ObjectMapper();
        Set<String> keys = new HashSet<>();
        while (true) {
            List<ReceivedMessage> received = queue.receive(10, Duration.ZERO);
            if (received.isEmpty()) {
                return keys;
            }
            for (ReceivedMessage message : received) {
                keys.add(URLDecoder.decode(
                        json.readTree(message.body())
                                .at("/Records/0/s3/object/key")
                                .asText(),
                        UTF_8));
            }
        }
    }
}
