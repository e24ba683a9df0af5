package dev.lolscale.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

class BucketNotificationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BUCKET = "landing-4f2a";
    private static final String KEY = "analytics_raw/2018/04/04/12/red flower=é+1.gz";

    private record Message(String queue, String body) {}

    @TempDir
    Path folder;

    private final List<Message> messages = new ArrayList<>();
    private NotificationTarget target = (queue, body) -> messages.add(new Message(queue, body));
    private List<BucketNotification> notifications = List.of(notification("s3:ObjectCreated:*"));
    private S3Folder s3;
    private S3Client client;

    private static BucketNotification notification(String event) {
        return new BucketNotification("moves", BUCKET, List.of(event), "analytics_raw/", ".gz", "moves-queue");
    }

    @BeforeEach
    void start() throws IOException {
        s3 = S3Folder.start(
                new S3FolderSettings(folder.resolve("s3"), folder.resolve("s3-state"), 0, "us-east-1", notifications),
                (queue, body) -> target.send(queue, body));
        s3.createBucket(BUCKET);
        s3.createBucket("other");
        client = s3.client();
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    private void restart() throws IOException {
        stop();
        start();
    }

    @Test
    void shouldSendTheMessageThatS3Documents() throws Exception {
        Instant before = Instant.now();
        put(BUCKET, KEY, "hello\n");

        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).queue()).isEqualTo("moves-queue");
        JsonNode message = JSON.readTree(messages.get(0).body());
        ObjectNode record = (ObjectNode) message.at("/Records/0");
        assertThat(record.get("eventTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(record.get("eventTime").asText())).isBetween(before.minusMillis(1), Instant.now());
        record.put("eventTime", "TIME");
        ObjectNode object = (ObjectNode) record.at("/s3/object");
        assertThat(object.get("sequencer").asText()).matches("[0-9A-F]{18}");
        object.put("sequencer", "SEQUENCER");
        ((ObjectNode) record.get("responseElements"))
                .put("x-amz-request-id", "REQUEST")
                .put("x-amz-id-2", "HOST");
        try (InputStream expected = getClass().getResourceAsStream("object-created-event.json")) {
            assertThat(message).isEqualTo(JSON.readTree(expected));
        }
    }

    @Test
    void shouldAnnounceCopiesAndMultipartUploads() throws Exception {
        put("other", "source", "hello\n");
        client.copyObject(copy -> copy.sourceBucket("other")
                .sourceKey("source")
                .destinationBucket(BUCKET)
                .destinationKey(KEY));
        String id = client.createMultipartUpload(create -> create.bucket(BUCKET).key(KEY))
                .uploadId();
        String part = client.uploadPart(
                        upload -> upload.bucket(BUCKET).key(KEY).uploadId(id).partNumber(1),
                        RequestBody.fromString("hello\n"))
                .eTag();
        client.completeMultipartUpload(complete -> complete.bucket(BUCKET)
                .key(KEY)
                .uploadId(id)
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(part).build())));

        assertThat(messages)
                .extracting(message ->
                        JSON.readTree(message.body()).at("/Records/0/eventName").asText())
                .containsExactly("ObjectCreated:Copy", "ObjectCreated:CompleteMultipartUpload");
        assertThat(messages)
                .extracting(message -> JSON.readTree(message.body())
                        .at("/Records/0/s3/object/sequencer")
                        .asText())
                .isSorted();
    }

    @Test
    void shouldAnnounceOnlyWhatTheFilterAsksFor() throws Exception {
        put(BUCKET, "analytics_raw_errors/a.gz", "x");
        put(BUCKET, "analytics_raw/a.txt", "x");
        put("other", "analytics_raw/a.gz", "x");
        assertThat(messages).isEmpty();

        notifications = List.of(notification("s3:ObjectCreated:Copy"));
        restart();
        put(BUCKET, "analytics_raw/a.gz", "x");
        assertThat(messages).isEmpty();

        notifications = List.of(notification("s3:ObjectCreated:Put"));
        restart();
        put(BUCKET, "analytics_raw/a.gz", "x");
        assertThat(messages).hasSize(1);
    }

    @Test
    void shouldNotAnnounceADeletion() {
        put(BUCKET, KEY, "x");
        messages.clear();

        client.deleteObject(delete -> delete.bucket(BUCKET).key(KEY));

        assertThat(messages).isEmpty();
    }

    @Test
    void shouldFailThePutThatItCannotAnnounceAndAnnounceItAtTheNextStart() throws Exception {
        NotificationTarget working = target;
        target = (queue, body) -> {
            throw new IllegalStateException("the queue is full");
        };
        assertThatThrownBy(
                        () -> client.putObject(put -> put.bucket(BUCKET).key(KEY), RequestBody.fromString("hello\n")))
                .isInstanceOfSatisfying(S3Exception.class, failed -> assertThat(failed.statusCode())
                        .isEqualTo(500));
        target = working;
        assertThat(messages).isEmpty();

        restart();

        assertThat(messages)
                .isNotEmpty()
                .extracting(message -> JSON.readTree(message.body())
                        .at("/Records/0/s3/object/key")
                        .asText())
                .containsOnly("analytics_raw/2018/04/04/12/red+flower%3D%C3%A9%2B1.gz");
        messages.clear();
        restart();
        assertThat(messages).isEmpty();
    }

    @Test
    void shouldForgetAtTheNextStartWhatNeverCameIntoBeing() throws Exception {
        Path unannounced = folder.resolve("s3-state/unannounced");
        Files.writeString(
                unannounced.resolve("000000000000000001.json"),
                "{\"eventName\":\"ObjectCreated:Put\",\"bucket\":\"" + BUCKET + "\",\"key\":\"analytics_raw/never.gz\","
                        + "\"size\":6,\"eTag\":\"x\",\"sequencer\":\"000000000000000001\",\"time\":\"2018-04-04T12:00:00Z\"}");
        Files.writeString(unannounced.resolve("000000000000000002.tmp"), "{\"eventNa");

        restart();

        assertThat(messages).isEmpty();
        assertThat(unannounced).isEmptyDirectory();
    }

    private void put(String bucket, String key, String content) {
        client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(content));
    }
}
