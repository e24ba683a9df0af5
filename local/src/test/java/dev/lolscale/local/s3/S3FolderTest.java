package dev.lolscale.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3FolderTest {
    private static final String BUCKET = "landing-4f2a";
    private static final String KEY = "analytics_raw/year=2018/month=04/day=04/a file+1.gz";

    @TempDir
    Path folder;

    private S3Folder s3;
    private S3Client client;

    @BeforeEach
    void start() throws IOException {
        s3 = S3Folder.start(
                new S3FolderSettings(folder.resolve("s3"), folder.resolve("s3-state"), 0, "us-east-1", List.of()),
                (queue, body) -> {});
        s3.createBucket(BUCKET);
        client = s3.client();
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void shouldKeepEachObjectAsTheFileOfItsKey() throws IOException {
        String eTag = put(KEY, "hello\n");

        assertThat(s3.folder(BUCKET).resolve(KEY)).hasContent("hello\n");
        assertThat(eTag).isEqualTo("\"b1946ac92492d2347c6235b4d2611184\"");
        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key(KEY)).asUtf8String())
                .isEqualTo("hello\n");
        assertThat(client.headObject(head -> head.bucket(BUCKET).key(KEY)).contentLength())
                .isEqualTo(6);
        assertThat(everyFile()).containsExactly(KEY);
    }

    @Test
    void shouldServeFilesThatAnotherProcessWrote() throws IOException {
        Path file = s3.folder(BUCKET).resolve("analytics_data/data/part-0.parquet");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "PAR1");

        assertThat(keys("analytics_data/")).containsExactly("analytics_data/data/part-0.parquet");
        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key("analytics_data/data/part-0.parquet"))
                        .asUtf8String())
                .isEqualTo("PAR1");
    }

    @Test
    void shouldCopyOnlyTheVersionThatWasAskedFor() {
        String eTag = put("analytics_raw/2018/04/04/12/a", "one");

        client.copyObject(copy -> copy.sourceBucket(BUCKET)
                .sourceKey("analytics_raw/2018/04/04/12/a")
                .copySourceIfMatch(eTag)
                .destinationBucket(BUCKET)
                .destinationKey(KEY));
        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key(KEY)).asUtf8String())
                .isEqualTo("one");
        assertThat(client.headObject(head -> head.bucket(BUCKET).key(KEY)).eTag())
                .isEqualTo(eTag);

        put("analytics_raw/2018/04/04/12/a", "another");
        assertThatThrownBy(() -> client.copyObject(copy -> copy.sourceBucket(BUCKET)
                        .sourceKey("analytics_raw/2018/04/04/12/a")
                        .copySourceIfMatch(eTag)
                        .destinationBucket(BUCKET)
                        .destinationKey(KEY)))
                .isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(refused.statusCode())
                        .isEqualTo(412));
        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key(KEY)).asUtf8String())
                .isEqualTo("one");
    }

    @Test
    void shouldSayThatAKeyIsMissing() {
        assertThatThrownBy(() -> client.headObject(head -> head.bucket(BUCKET).key("none")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> client.copyObject(copy -> copy.sourceBucket(BUCKET)
                        .sourceKey("none")
                        .destinationBucket(BUCKET)
                        .destinationKey("copy")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() ->
                        client.putObject(put -> put.bucket("no-such-bucket").key("a"), RequestBody.fromString("a")))
                .isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void shouldDeleteOnceAndAgain() throws IOException {
        put(KEY, "x");

        client.deleteObject(delete -> delete.bucket(BUCKET).key(KEY));
        client.deleteObject(delete -> delete.bucket(BUCKET).key(KEY));

        assertThat(everyFile()).isEmpty();
    }

    @Test
    void shouldPutOnlyWhenAbsentIfAsked() {
        client.putObject(put -> put.bucket(BUCKET).key(KEY).ifNoneMatch("*"), RequestBody.fromString("first"));

        assertThatThrownBy(() -> client.putObject(
                        put -> put.bucket(BUCKET).key(KEY).ifNoneMatch("*"), RequestBody.fromString("second")))
                .isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(refused.statusCode())
                        .isEqualTo(412));
        assertThat(s3.folder(BUCKET).resolve(KEY)).hasContent("first");
    }

    @Test
    void shouldAssembleAMultipartUploadOutOfSight() throws IOException {
        String id = client.createMultipartUpload(create -> create.bucket(BUCKET).key(KEY))
                .uploadId();
        String part = "x".repeat(5 * 1024 * 1024);
        String first = uploadPart(id, 1, part);
        String second = uploadPart(id, 2, "end");
        assertThat(keys("")).isEmpty();
        assertThat(everyFile()).noneMatch(file -> file.startsWith("analytics_raw"));
        assertThat(client.listMultipartUploads(list -> list.bucket(BUCKET)).uploads())
                .hasSize(1)
                .allSatisfy(upload -> assertThat(upload.key()).isEqualTo(KEY));

        client.completeMultipartUpload(complete -> complete.bucket(BUCKET)
                .key(KEY)
                .uploadId(id)
                .multipartUpload(CompletedMultipartUpload.builder()
                        .parts(
                                CompletedPart.builder()
                                        .partNumber(1)
                                        .eTag(first)
                                        .build(),
                                CompletedPart.builder()
                                        .partNumber(2)
                                        .eTag(second)
                                        .build())
                        .build()));

        assertThat(everyFile()).containsExactly(KEY);
        assertThat(s3.folder(BUCKET).resolve(KEY)).hasContent(part + "end");
        assertThat(client.headObject(head -> head.bucket(BUCKET).key(KEY)).eTag())
                .endsWith("-2\"");
    }

    @Test
    void shouldRefuseAKeyThatIsNoFileOfItsOwn() {
        for (String key : List.of("a//b", "a/./b", "a/../b", "../" + BUCKET + "/b")) {
            assertThatThrownBy(() -> put(key, "x"))
                    .as(key)
                    .isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(refused.statusCode())
                            .isEqualTo(400));
        }
        assertThat(folder.resolve("b")).doesNotExist();
    }

    @Test
    void shouldListOnlyBucketsThatWereMade() throws IOException {
        s3.createBucket("other");
        s3.createBucket("other");

        assertThat(client.listBuckets().buckets()).extracting(Bucket::name).containsExactlyInAnyOrder(BUCKET, "other");
    }

    @Test
    void shouldSayWhichPortIsTaken() {
        int taken = s3.endpoint().getPort();

        assertThatThrownBy(() -> S3Folder.start(
                        new S3FolderSettings(folder.resolve("b"), folder.resolve("c"), taken, "us-east-1", List.of()),
                        (queue, body) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("S3 cannot listen on 127.0.0.1:" + taken + ": Address already in use");
    }

    @Test
    void shouldRefuseSettingsThatCannotWork() {
        assertThatThrownBy(() -> new S3FolderSettings(folder, folder.resolve("state"), 0, "us-east-1", List.of()))
                .hasMessage("S3 state folder " + folder.resolve("state") + " lies in the root " + folder
                        + " and would look like a bucket; put it elsewhere.");
        assertThatThrownBy(() -> new S3FolderSettings(folder, folder, 65_536, "us-east-1", List.of()))
                .hasMessage("S3 port 65536 is outside 0-65535; take 0 for any free port.");
    }

    @Test
    void shouldForgetWhatAKilledProcessDidNotFinish() throws IOException {
        put(KEY, "kept");
        s3.close();
        Path staging = folder.resolve("s3").resolve(StagedBlobStore.STAGING);
        Files.createDirectories(staging.resolve("landing"));
        Files.writeString(staging.resolve("landing/half"), "ha");

        start();

        assertThat(staging).isEmptyDirectory();
        assertThat(keys("")).containsExactly(KEY);
    }

    private String put(String key, String content) {
        return client.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(content))
                .eTag();
    }

    private String uploadPart(String id, int number, String content) {
        return client.uploadPart(
                        part -> part.bucket(BUCKET).key(KEY).uploadId(id).partNumber(number),
                        RequestBody.fromString(content))
                .eTag();
    }

    private List<String> keys(String prefix) {
        return client.listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private List<String> everyFile() throws IOException {
        try (Stream<Path> files = Files.walk(s3.folder(BUCKET))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> s3.folder(BUCKET).relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
