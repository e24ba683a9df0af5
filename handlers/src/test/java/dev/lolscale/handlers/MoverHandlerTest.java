package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

class MoverHandlerTest {

    private static final String FILE = "delivery-stream-1-2018-04-04-12-00-00-0b6e7a4e-6d0f-4a67-8f0e-2b1a8d3c9e55.gz";
    private static final String SOURCE = "analytics_raw/2018/04/04/12/" + FILE;
    private static final String DESTINATION = "partitioned_analytics_raw/year=2018/month=04/day=04/" + FILE;

    /** A move looks at both ends, copies, looks at the copy and deletes. */
    private static final int CALLS_OF_A_MOVE = 5;

    private final InMemoryS3 s3 = new InMemoryS3();
    private final List<String> log = new ArrayList<>();
    private final MoverHandler mover = new MoverHandler("analytics_raw/", "partitioned_analytics_raw/", s3, log::add);

    @Test
    void shouldMoveWhatS3SaysWasCreated() {
        s3.objects.put(SOURCE, "events");

        assertThat(handle(
                        message("m1", Fixtures.payload("s3-object-created.json").toString())))
                .isEmpty();

        assertThat(s3.objects).containsExactly(Map.entry(DESTINATION, "events"));
        assertThat(s3.calls)
                .containsExactly(
                        "HEAD " + SOURCE,
                        "HEAD " + DESTINATION,
                        "COPY " + SOURCE,
                        "HEAD " + DESTINATION,
                        "DELETE " + SOURCE);
        assertThat(log).isEmpty();
    }

    @Test
    void shouldMoveEveryRecordOfEveryMessage() {
        List<String> files = List.of("a", "b", "c", "d");
        files.forEach(file -> s3.objects.put("analytics_raw/2018/04/04/12/" + file, file));

        List<String> failed = handle(
                message("m1", created("analytics_raw/2018/04/04/12/a", "analytics_raw/2018/04/04/12/b")),
                message("m2", created("analytics_raw/2018/04/04/12/c", "analytics_raw/2018/04/04/12/d")));

        assertThat(failed).isEmpty();
        assertThat(s3.objects.keySet())
                .containsExactlyElementsOf(files.stream()
                        .map(file -> "partitioned_analytics_raw/year=2018/month=04/day=04/" + file)
                        .toList());
    }

    @Test
    void shouldFailOnlyTheMessagesThatWereNotDone() {
        s3.objects.put("analytics_raw/2018/04/04/12/a", "a");
        s3.objects.put("analytics_raw/2018/04/04/12/c", "c");

        List<String> failed = handle(
                message("m1", created("analytics_raw/2018/04/04/12/missing", "analytics_raw/2018/04/04/12/a")),
                message("m2", "not json"),
                message("m3", created("analytics_raw/2018/04/04/12/c")));

        assertThat(failed).containsExactly("m1", "m2");
        assertThat(s3.objects.keySet())
                .containsExactly(
                        "partitioned_analytics_raw/year=2018/month=04/day=04/a",
                        "partitioned_analytics_raw/year=2018/month=04/day=04/c");
        assertThat(log).hasSize(2);
        assertThat(Fixtures.json(log.get(0)).get("notMoved").asText()).isEqualTo("analytics_raw/2018/04/04/12/missing");
        assertThat(Fixtures.json(log.get(0)).get("messageId").asText()).isEqualTo("m1");
        assertThat(Fixtures.json(log.get(0)).get("reason").asText())
                .isEqualTo(
                        "the object is neither there nor at partitioned_analytics_raw/year=2018/month=04/day=04/missing");
        assertThat(Fixtures.json(log.get(1)).get("reason").asText()).isEqualTo("the message is not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a+b", "a%b", "a=b&c", "caf\u00e9\ud83d\ude00", "a\"b", "a?b#c"})
    void shouldDecodeKeys(String file) {
        s3.objects.put("analytics_raw/2018/04/04/12/" + file, "events");

        assertThat(handle(message("m1", created("analytics_raw/2018/04/04/12/" + file))))
                .isEmpty();

        assertThat(s3.objects).containsOnlyKeys("partitioned_analytics_raw/year=2018/month=04/day=04/" + file);
    }

    @Test
    void shouldFailKeysThatAreNotEncoded() {
        String body = created("x").replace("\"key\":\"x\"", "\"key\":\"%zz\"");

        assertThat(handle(message("m1", body))).containsExactly("m1");
        assertThat(log.get(0)).contains("not URL-encoded");
    }

    @Test
    void shouldIgnoreTheTestEvent() {
        assertThat(handle(message("m1", Fixtures.payload("s3-test-event.json").toString())))
                .isEmpty();

        assertThat(s3.calls).isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void shouldIgnoreEventsThatCreateNothing() {
        assertThat(handle(message("m1", created(SOURCE).replace("ObjectCreated:Put", "ObjectRemoved:Delete"))))
                .isEmpty();

        assertThat(s3.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "", "{\"Records\":1}", "{\"Records\":[{", "{\"Event\":\"other\"}"})
    void shouldFailMessagesThatAreNoNotification(String body) {
        assertThat(handle(message("m1", body))).containsExactly("m1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analytics_raw_errors/2018/04/04/12/file",
                "other/analytics_raw/2018/04/04/12/file",
                "analytics_raw/file",
                "analytics_raw/2018/04/04/file",
                "analytics_raw/2018/04/04/12/",
                "analytics_raw/2018/04/04/12/a/b",
                "analytics_raw/2018/13/04/12/file",
                "analytics_raw/2018/04/32/12/file",
                "analytics_raw/2018/04/04/24/file",
                "analytics_raw/18/04/04/12/file",
                "analytics_raw/year=2018/month=04/day=04/file",
                "partitioned_analytics_raw/year=2018/month=04/day=04/file"
            })
    void shouldLeaveAndReportKeysOutsideThePattern(String key) {
        s3.objects.put(key, "events");

        assertThat(handle(message("m1", created(key)))).containsExactly("m1");

        assertThat(s3.objects).containsOnlyKeys(key);
        assertThat(s3.calls).isEmpty();
        assertThat(Fixtures.json(log.get(0)).get("reason").asText())
                .isEqualTo("the key is not of the form analytics_raw/YYYY/MM/DD/HH/file; it was left");
    }

    @Test
    void shouldTakeASecondNotificationForDone() {
        s3.objects.put(SOURCE, "events");

        assertThat(handle(message("m1", created(SOURCE, SOURCE)), message("m2", created(SOURCE))))
                .isEmpty();

        assertThat(s3.objects).containsExactly(Map.entry(DESTINATION, "events"));
    }

    @Test
    void shouldTakeAnAbsentSourceForDoneAlsoWithoutTheRightToList() {
        s3.statusOfMissing = 403;
        s3.objects.put(SOURCE, "events");

        assertThat(handle(message("m1", created(SOURCE, SOURCE)))).isEmpty();
        assertThat(handle(message("m1", created(SOURCE + "x")))).containsExactly("m1");

        assertThat(s3.objects).containsExactly(Map.entry(DESTINATION, "events"));
    }

    /** One move runs as a whole before each call of another of the same object. */
    @Test
    void shouldBearAnotherMoveAtAnyMoment() {
        for (int moment = 0; moment < CALLS_OF_A_MOVE; moment++) {
            InMemoryS3 bucket = new InMemoryS3();
            bucket.objects.put(SOURCE, "events");
            MoverHandler one = new MoverHandler("analytics_raw/", "partitioned_analytics_raw/", bucket, log::add);
            MoverHandler other = new MoverHandler("analytics_raw/", "partitioned_analytics_raw/", bucket, log::add);
            int at = moment;
            bucket.beforeCall = number -> {
                if (number == at) {
                    bucket.beforeCall = none -> {};
                    assertThat(handle(other, () -> 30_000, message("m2", created(SOURCE))))
                            .as("moment %s", at)
                            .isEmpty();
                }
            };

            assertThat(handle(one, () -> 30_000, message("m1", created(SOURCE))))
                    .as("moment %s", at)
                    .isEmpty();

            assertThat(bucket.objects).as("moment %s", at).containsExactly(Map.entry(DESTINATION, "events"));
        }
    }

    /** S3 fails at each call in turn; the redelivered message then finishes the move. */
    @Test
    void shouldLoseNothingWhereverAMoveBreaksOff() {
        for (int moment = 0; moment < CALLS_OF_A_MOVE; moment++) {
            InMemoryS3 bucket = new InMemoryS3();
            bucket.objects.put(SOURCE, "events");
            MoverHandler broken = new MoverHandler("analytics_raw/", "partitioned_analytics_raw/", bucket, log::add);
            int at = moment;
            bucket.beforeCall = number -> {
                if (number == at) {
                    throw S3Exception.builder()
                            .statusCode(503)
                            .message("Slow Down")
                            .build();
                }
            };

            assertThat(handle(broken, () -> 30_000, message("m1", created(SOURCE))))
                    .as("moment %s", at)
                    .containsExactly("m1");
            assertThat(bucket.objects.values())
                    .as("moment %s", at)
                    .contains("events")
                    .containsOnly("events");

            bucket.beforeCall = number -> {};
            assertThat(handle(broken, () -> 30_000, message("m1", created(SOURCE))))
                    .as("moment %s", at)
                    .isEmpty();
            assertThat(bucket.objects).as("moment %s", at).containsExactly(Map.entry(DESTINATION, "events"));
        }
        assertThat(log).hasSize(CALLS_OF_A_MOVE).allSatisfy(line -> assertThat(line)
                .contains("S3: Slow Down"));
    }

    @Test
    void shouldNeverOverwriteAnotherObject() {
        s3.objects.put(SOURCE, "events");
        s3.objects.put(DESTINATION, "others");

        assertThat(handle(message("m1", created(SOURCE)))).containsExactly("m1");

        assertThat(s3.objects).containsOnly(Map.entry(SOURCE, "events"), Map.entry(DESTINATION, "others"));
        assertThat(Fixtures.json(log.get(0)).get("reason").asText())
                .isEqualTo(DESTINATION + " holds another object; nothing was deleted");
    }

    @ParameterizedTest
    @CsvSource({
        "2, the object changed while it was copied",
        "4, the object changed after it was copied to " + DESTINATION
    })
    void shouldNotDeleteAnObjectThatChanged(int moment, String reason) {
        s3.objects.put(SOURCE, "events");
        s3.beforeCall = number -> {
            if (number == moment) {
                s3.objects.put(SOURCE, "newer events");
            }
        };

        assertThat(handle(message("m1", created(SOURCE)))).containsExactly("m1");

        assertThat(s3.objects).containsEntry(SOURCE, "newer events");
        assertThat(Fixtures.json(log.get(0)).get("reason").asText()).isEqualTo(reason);
    }

    @Test
    void shouldNotDeleteWhenTheCopyIsNotThere() {
        s3.objects.put(SOURCE, "events");
        s3.beforeCall = number -> {
            if (number == 3) {
                s3.objects.remove(DESTINATION);
            }
        };

        assertThat(handle(message("m1", created(SOURCE)))).containsExactly("m1");

        assertThat(s3.objects).containsExactly(Map.entry(SOURCE, "events"));
    }

    @Test
    void shouldCompareSizesWhereETagsSayNothing() {
        s3.objects.put(SOURCE, "events");
        s3.encrypted.add(SOURCE);
        s3.encrypted.add(DESTINATION);

        assertThat(handle(message("m1", created(SOURCE)))).isEmpty();
        assertThat(s3.objects).containsOnlyKeys(DESTINATION);

        s3.objects.put(SOURCE, "more events");
        assertThat(handle(message("m1", created(SOURCE)))).containsExactly("m1");
        assertThat(s3.objects).containsOnlyKeys(DESTINATION, SOURCE);
    }

    @Test
    void shouldFailADeletionThatIsForbidden() {
        s3.objects.put(SOURCE, "events");
        s3.beforeCall = number -> {
            if (number == 4) {
                throw S3Exception.builder()
                        .statusCode(403)
                        .message("Access Denied")
                        .build();
            }
        };

        assertThat(handle(message("m1", created(SOURCE)))).containsExactly("m1");
    }

    @Test
    void shouldReturnWhatThereIsNoTimeFor() {
        s3.objects.put(SOURCE, "events");
        s3.objects.put(SOURCE + "2", "events");
        int[] remaining = {30_000};
        s3.beforeCall = number -> remaining[0] = number == CALLS_OF_A_MOVE - 1 ? 2_999 : 30_000;

        List<String> failed =
                handle(mover, () -> remaining[0], message("m1", created(SOURCE)), message("m2", created(SOURCE + "2")));

        assertThat(failed).containsExactly("m2");
        assertThat(s3.objects).containsOnlyKeys(DESTINATION, SOURCE + "2");
    }

    @Test
    void shouldSayWhichPrefixIsWrong() {
        assertThatIllegalStateException()
                .isThrownBy(() -> MoverHandler.prefix(new Environment(Map.of()), "RAW_PREFIX"))
                .withMessage(
                        "environment variable RAW_PREFIX is not set; it must hold a key prefix that ends with a slash.");
        assertThatIllegalStateException()
                .isThrownBy(() -> MoverHandler.prefix(new Environment(Map.of("RAW_PREFIX", "raw")), "RAW_PREFIX"))
                .withMessage(
                        "environment variable RAW_PREFIX is \"raw\"; it must end with a slash, so that it cannot match"
                                + " a longer name.");
    }

    private List<String> handle(JsonNode... messages) {
        return handle(mover, () -> 30_000, messages);
    }

    /** The identifiers of the messages that failed. */
    private static List<String> handle(MoverHandler mover, IntSupplier remaining, JsonNode... messages) {
        ObjectNode event = Fixtures.JSON.createObjectNode();
        event.putArray("Records").addAll(List.of(messages));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            mover.handleRequest(new ByteArrayInputStream(Fixtures.bytes(event)), output, new TestContext(remaining));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        JsonNode answer = Fixtures.json(output.toString(StandardCharsets.UTF_8));
        assertThat(answer.size()).isEqualTo(1);
        List<String> failed = new ArrayList<>();
        answer.get("batchItemFailures")
                .forEach(failure -> failed.add(failure.get("itemIdentifier").asText()));
        return failed;
    }

    private static JsonNode message(String id, String body) {
        return Fixtures.payload("sqs-message.json").put("messageId", id).put("body", body);
    }

    private static String created(String... keys) {
        ObjectNode notification = Fixtures.payload("s3-object-created.json");
        ArrayNode records = (ArrayNode) notification.get("Records");
        JsonNode record = records.remove(0);
        for (String key : keys) {
            JsonNode copy = record.deepCopy();
            ((ObjectNode) copy.get("s3").get("object")).put("key", URLEncoder.encode(key, StandardCharsets.UTF_8));
            records.add(copy);
        }
        return notification.toString();
    }
}
