package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.handlers.TrackDoor.Answer;
import dev.lolscale.schema.EventParser;
import dev.lolscale.schema.ParsedLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;

class TrackHandlerTest {

    private static final String SEED =
            "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-04 12:00:00\"}";
    private static final String STAMPED =
            "\\{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-04 12:00:00\","
                    + "\"eventId\":\"[A-Za-z0-9_-]{12}-%s\",\"receivedAt\":1522843201005\\}";

    private final RecordingFirehose firehose = new RecordingFirehose();
    private final TrackDoor door = new TrackDoor(firehose);

    @ParameterizedTest
    @ValueSource(strings = {"http-api-track.json", "rest-api-track.json"})
    void shouldTakeTheEventOfEitherFrontDoor(String payload) {
        Answer answer = door.send(Fixtures.payload(payload));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(firehose.requests).hasSize(1);
        assertThat(firehose.requests.get(0).deliveryStreamName()).isEqualTo("delivery-stream");
        assertThat(firehose.lines()).singleElement().asString().matches(STAMPED.formatted("1"));
    }

    @Test
    void shouldGiveEachLineOfARequestItsOwnIdentity() {
        String body = IntStream.range(0, 100).mapToObj(i -> SEED + "\n").collect(Collectors.joining());

        assertThat(door.post(body).status()).isEqualTo(204);
        assertThat(door.post(body).status()).isEqualTo(204);

        List<String> ids = new ArrayList<>();
        firehose.lines()
                .forEach(line -> ids.add(Fixtures.json(line).get("eventId").asText()));
        assertThat(ids).hasSize(200).doesNotHaveDuplicates();
        assertThat(ids.get(99)).endsWith("-2s");
        assertThat(ids.subList(0, 100))
                .allSatisfy(id -> assertThat(id).startsWith(ids.get(0).substring(0, 12)));
    }

    @Test
    void shouldKeepWhatTheSenderWroteByteForByte() {
        String event = "{ \"price\" : 1.50e0,\"userId\":\"\\u00e9\u00e9\ud83d\ude00\",\"event\":\"BUY\",\t"
                + "\"dateTime\":\"2018-04-04T12:00:00+02:00\",\"extra\":[1 ,\"\\ud800\",{\"null\":null}] ";

        assertThat(door.post(event + "}").status()).isEqualTo(204);

        assertThat(firehose.lines()).singleElement().asString().startsWith(event + ",\"eventId\":\"");
    }

    @Test
    void shouldAddOnlyWhatTheSenderLeftOut() {
        String both = SEED.replace("}", ",\"eventId\":\"mine\",\"receivedAt\":1}");
        String id = SEED.replace("}", ",\"eventid\":\"mine\"}");
        String time = SEED.replace("}", ",\"receivedAt\":\"2018-04-04 12:00:01\"}");

        assertThat(door.post(both + "\n" + id + "\n" + time).status()).isEqualTo(204);

        assertThat(firehose.lines().get(0)).isEqualTo(both);
        assertThat(firehose.lines().get(1)).isEqualTo(id.replace("}", ",\"receivedAt\":1522843201005}"));
        assertThat(firehose.lines().get(2))
                .matches("\\Q" + time.replace("}", "") + "\\E,\"eventId\":\"[A-Za-z0-9_-]{12}-3\"\\}");
    }

    @Test
    void shouldFillInANullRatherThanPutASecondKeyBesideIt() {
        String line = "{\"eventId\" : null,\"a\":{\"eventId\":null},\"event\":\"a\",\"userId\":\"null\",\"dateTime\":0,"
                + "\"ReceivedAt\":null}";

        assertThat(door.post(line).status()).isEqualTo(204);

        assertThat(firehose.lines())
                .singleElement()
                .asString()
                .matches("\\{\"eventId\" : \"[A-Za-z0-9_-]{12}-1\",\"a\":\\{\"eventId\":null},\"event\":\"a\","
                        + "\"userId\":\"null\",\"dateTime\":0,\"ReceivedAt\":1522843201005\\}");
        assertThat(new EventParser().parse(firehose.lines().get(0).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ParsedLine.Event.class);
    }

    @Test
    void shouldNameEachRejectedLine() {
        Answer answer = door.post(SEED + "\nLOGIN\r\n\n{\"event\":1}\n" + SEED + "\r\n"
                + SEED.replace("2018-04-04", "2018-04-31") + "\n[" + SEED + "]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("content-type").asText()).isEqualTo("application/json");
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().size()).isEqualTo(2);
        assertThat(answer.rejected())
                .containsExactly("2 not_json", "4 wrong_type event", "6 bad_time dateTime", "7 not_an_object");
        assertThat(firehose.lines()).hasSize(2);
        assertThat(firehose.lines().get(0)).matches(STAMPED.formatted("1"));
        assertThat(firehose.lines().get(1)).matches(STAMPED.formatted("5"));
    }

    @Test
    void shouldAnswerAProblemWhenNoLineIsAnEvent() {
        Answer answer = door.post("a\nb");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().get("content-type").asText()).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(400);
        assertThat(answer.json().get("title").asText()).isEqualTo("No line is an event");
        assertThat(answer.json().get("accepted").asInt()).isZero();
        assertThat(answer.rejected()).containsExactly("1 not_json", "2 not_json");
        assertThat(firehose.requests).isEmpty();
    }

    @Test
    void shouldNameKeysThatCannotBeWritten() {
        String key = "\\ud800\\u0007\\\"" + "x".repeat(100);
        Answer answer = door.post(SEED.replace("}", ",\"" + key + "\":1,\"" + key + "\":1}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.rejected()).containsExactly("1 duplicate_key ??\"" + "x".repeat(61));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\r\n\r\n", "[]", " [ ]\n", "\uFEFF"})
    void shouldRefuseABodyWithoutEvents(String body) {
        Answer answer = door.post(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("title").asText()).isEqualTo("No events");
        assertThat(answer.rejected()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-api-track.json", "rest-api-track.json"})
    void shouldRefuseARequestWithoutBody(String payload) {
        ObjectNode absent = Fixtures.payload(payload);
        absent.remove("body");
        ObjectNode none = Fixtures.payload(payload);
        none.putNull("body");
        none.putNull("headers");

        assertThat(door.send(absent).status()).isEqualTo(400);
        assertThat(door.send(none).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 204",
        "application/x-ndjson, 204",
        "application/ndjson, 204",
        "Application/JSON ; charset=UTF-8, 204",
        "text/plain;charset=UTF-8, 204",
        "application/octet-stream, 204",
        "application/gzip, 204",
        "'', 204",
        "application/x-www-form-urlencoded, 415",
        "multipart/form-data; boundary=x, 415",
        "text/html, 415",
        "image/png, 415"
    })
    void shouldTakeOnlyContentTypesThatCanBeEvents(String type, int status) {
        for (String payload : List.of("http-api-track.json", "rest-api-track.json")) {
            ObjectNode event = Fixtures.payload(payload);
            ObjectNode headers = (ObjectNode) event.get("headers");
            headers.remove(List.of("content-type", "Content-Type"));
            if (!type.isEmpty()) {
                headers.put(payload.startsWith("rest") ? "Content-Type" : "content-type", type);
            }

            assertThat(door.send(event).status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"gzip, 204", "identity, 204", "br, 415", "deflate, 415"})
    void shouldRefuseCompressionItDoesNotKnow(String encoding, int status) {
        ObjectNode event = Fixtures.payload("http-api-track.json");
        ((ObjectNode) event.get("headers")).put("content-encoding", encoding);

        assertThat(door.send(event).status()).isEqualTo(status);
    }

    @Test
    void shouldLetPagesReadEveryAnswerWhenToldSo() {
        Map<String, String> headers = Map.of("access-control-allow-origin", "https://example.org");
        TrackDoor rest = new TrackDoor(firehose, TrackDoor.settings(65_536, headers, 1));

        for (Answer answer : List.of(rest.post(SEED), rest.post("a"), rest.post(""), rest.send(new byte[] {'['}))) {
            assertThat(answer.headers().get("access-control-allow-origin").asText())
                    .isEqualTo("https://example.org");
        }
        assertThat(door.post(SEED).headers().has("access-control-allow-origin")).isFalse();
    }

    @Test
    void shouldAnswerAFaultWithoutItsInsides() {
        firehose.errorOf = record -> {
            throw new IllegalArgumentException("mark3 is in here");
        };

        Answer answer = door.post(SEED);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.headers().get("content-type").asText()).isEqualTo("application/problem+json");
        assertThat(answer.json().get("detail").asText())
                .isEqualTo("The request could not be handled; send it again later.");
        assertThat(door.log).singleElement().asString().startsWith("{\"fault\":\"java.lang.IllegalArgumentException\"");
        assertThat(door.log.get(0)).doesNotContain("mark3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{\"body\":", "{\"body\":\"a\",\"body\":"})
    void shouldAnswerAnInvocationThatIsNoRequest(String event) {
        assertThat(door.send(event.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(500);
        assertThat(door.log).hasSize(1);
    }

    @Test
    void shouldRefuseMoreEventsThanItCouldName() {
        String most = (SEED + "\n").repeat(EventLines.MAX_LINES);

        assertThat(door.post(most).status()).isEqualTo(204);
        Answer refused = door.post(most + SEED);

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().get("detail").asText())
                .isEqualTo("The body holds more than 10000 events; nothing was taken. Send fewer.");
        assertThat(firehose.lines()).hasSize(EventLines.MAX_LINES);
    }

    @Test
    void shouldNameEveryLineWithinWhatLambdaTakesAsAnAnswer() {
        String key = "\\\"".repeat(100);
        String worst = "{\"" + key + "\":1,\"" + key + "\":1}\n";
        ObjectNode event = Fixtures.payload("http-api-track.json").put("body", worst.repeat(EventLines.MAX_LINES));

        Answer answer = door.send(event);

        assertThat(answer.rejected()).hasSize(EventLines.MAX_LINES);
        assertThat(Fixtures.bytes(Fixtures.JSON.valueToTree(answer.body()))).hasSizeLessThan(6 * 1024 * 1024 - 1024);
    }

    @Test
    void shouldHoldEventsToTheSize() {
        TrackDoor small = new TrackDoor(firehose, TrackDoor.settings(100, Map.of(), 1));
        String fits = SEED.replace("}", ",\"a\":\"" + "x".repeat(100 - SEED.length() - 7) + "\"}");

        assertThat(fits).hasSize(100);
        assertThat(small.post(fits + "\n" + fits.replace("xx", "xxx")).rejected())
                .containsExactly("2 too_large");
    }

    @Test
    void shouldDeliverALargeBodyInAsFewRecordsAsTheLimitAllows() {
        String event = SEED.replace("}", ",\"eventId\":\"1\",\"receivedAt\":1,\"a\":\"" + "x".repeat(60_000) + "\"}");
        int perRecord = RecordPacker.MAX_RECORD_BYTES / (event.length() + 1);

        assertThat(door.post((event + "\n").repeat(perRecord * 5 + 1)).status()).isEqualTo(204);

        assertThat(firehose.requests).hasSize(2);
        assertThat(firehose.acknowledged)
                .extracting(record -> record.length / (event.length() + 1))
                .containsExactly(perRecord, perRecord, perRecord, perRecord, perRecord, 1);
        assertThat(firehose.requests.get(0).records()).hasSize(4);
        assertThat(firehose.lines()).containsOnly(event);
    }

    @Test
    void shouldBillTwentyTimesLessThanARecordAnEvent() {
        String body = IntStream.range(0, 100)
                .mapToObj(i -> SEED.replace("mark3", "mark" + i) + "\n")
                .collect(Collectors.joining());

        assertThat(door.post(body).status()).isEqualTo(204);

        long packed = firehose.billedBytes();
        long recordAnEvent = 100 * 5 * 1024;
        assertThat(packed).isEqualTo(15_360);
        assertThat(recordAnEvent / packed).isGreaterThanOrEqualTo(20);
        assertThat(Fixtures.json(door.log.get(0)).get("billedBytes").asLong()).isEqualTo(packed);
    }

    @Test
    void shouldRetryWhatFirehoseDidNotTakeUntilItDoes() {
        int[] failures = {3};
        firehose.errorOf = record -> failures[0]-- > 0 ? "ServiceUnavailableException" : null;

        assertThat(door.post(SEED).status()).isEqualTo(204);

        assertThat(firehose.requests).hasSize(4);
        assertThat(firehose.lines()).hasSize(1);
        assertThat(door.pauses).hasSize(3);
        assertThat(door.pauses.get(0)).isBetween(25L, 50L);
        assertThat(door.pauses.get(1)).isBetween(50L, 100L);
        assertThat(door.pauses.get(2)).isBetween(100L, 200L);
    }

    @Test
    void shouldNameTheLinesThatWereNotDelivered() {
        firehose.errorOf = record -> "ServiceUnavailableException";

        Answer answer = door.post(SEED + "\nnope\n" + SEED);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().get("retry-after").asText()).isEqualTo("1");
        assertThat(answer.headers().get("content-type").asText()).isEqualTo("application/problem+json");
        assertThat(answer.json().get("accepted").asInt()).isZero();
        assertThat(answer.rejected()).containsExactly("1 not_delivered", "2 not_json", "3 not_delivered");
        JsonNode line = Fixtures.json(door.log.get(0));
        assertThat(line.get("accepted").asInt()).isZero();
        assertThat(line.get("billedBytes").asInt()).isZero();
        assertThat(line.get("deliveryError").asText()).isEqualTo("ServiceUnavailableException");
    }

    @Test
    void shouldNameOnlyTheLinesOfTheRecordsThatFailed() {
        String given = SEED.replace("}", ",\"eventId\":\"1\",\"receivedAt\":1,\"a\":\"");
        String large = given + "x".repeat(RecordPacker.MAX_RECORD_BYTES / 17 - given.length() - 3) + "\"}";
        firehose.errorOf = record -> record.length < 100_000 ? "InternalFailure" : null;
        String body = (large + "\n").repeat(17) + SEED + "\n" + SEED;

        Answer answer = door.post(body);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(17);
        assertThat(answer.rejected()).containsExactly("18 not_delivered", "19 not_delivered");
        assertThat(firehose.lines()).hasSize(17);
    }

    @Test
    void shouldNotRetryWhatCannotPass() {
        firehose.errorOf = record -> {
            throw ResourceNotFoundException.builder()
                    .statusCode(400)
                    .message("Firehose delivery-stream not found")
                    .build();
        };

        Answer answer = door.post(SEED);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.rejected()).containsExactly("1 not_delivered");
        assertThat(firehose.requests).hasSize(1);
        assertThat(Fixtures.json(door.log.get(0)).get("deliveryError").asText()).isEqualTo("ResourceNotFoundException");
    }

    @Test
    void shouldRetryACallThatDidNotGetThrough() {
        int[] failures = {1};
        firehose.errorOf = record -> {
            if (failures[0]-- > 0) {
                throw SdkClientException.create("Connection reset");
            }
            return null;
        };

        assertThat(door.post(SEED).status()).isEqualTo(204);
        assertThat(firehose.lines()).hasSize(1);
    }

    @Test
    void shouldSendTheSameBytesAgain() {
        int[] failures = {1};
        List<String> seen = new ArrayList<>();
        firehose.errorOf = record -> {
            seen.add(new String(record, StandardCharsets.UTF_8));
            return failures[0]-- > 0 ? "InternalFailure" : null;
        };

        door.post(SEED);

        assertThat(seen).hasSize(2);
        assertThat(seen.get(1)).isEqualTo(seen.get(0));
    }

    @Test
    void shouldNotBeginACallThatItHasNoTimeFor() {
        Answer answer = door.withRemaining(Delivery.RESERVED_MILLIS + Delivery.SHORTEST_CALL_MILLIS - 1)
                .post(SEED);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(firehose.requests).isEmpty();
    }

    @Test
    void shouldGiveEachCallHalfOfTheTimeThatIsLeft() {
        door.withRemaining(5_300).post(SEED);

        assertThat(firehose.requests
                        .get(0)
                        .overrideConfiguration()
                        .orElseThrow()
                        .apiCallTimeout())
                .hasValueSatisfying(limit -> assertThat(limit).hasMillis(2_500));
    }

    @Test
    void shouldSayWhichVariableIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TrackSettings.from(new Environment(Map.of())))
                .withMessage("environment variable STREAM_NAME is not set; it must hold the name of the Firehose stream"
                        + " that takes the events.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"64k", "0", "-1", "1000001", "99999999999"})
    void shouldSayWhichVariableIsOutOfRange(String value) {
        Environment environment = new Environment(Map.of("STREAM_NAME", "s", "MAX_EVENT_BYTES", value));

        assertThatIllegalStateException()
                .isThrownBy(() -> TrackSettings.from(environment))
                .withMessage("environment variable MAX_EVENT_BYTES is \"" + value
                        + "\"; allowed are whole numbers from 1 to 1000000.");
    }

    @Test
    void shouldReadItsSettings() {
        assertThat(TrackSettings.from(new Environment(Map.of("STREAM_NAME", "s", "AWS_LAMBDA_FUNCTION_NAME", "track"))))
                .isEqualTo(new TrackSettings("s", 65_536, Map.of(), "track", 10));
        assertThat(TrackSettings.from(new Environment(Map.of(
                        "STREAM_NAME", "s",
                        "MAX_EVENT_BYTES", "1000000",
                        "CORS_ALLOW_ORIGIN", "*",
                        "AWS_LAMBDA_FUNCTION_NAME", "track",
                        "INVOCATIONS_PER_LOG_LINE", "100"))))
                .isEqualTo(new TrackSettings(
                        "s",
                        1_000_000,
                        Map.of("access-control-allow-origin", "*", "access-control-expose-headers", "retry-after"),
                        "track",
                        100));
    }

    @Test
    void shouldLetPagesSendCredentialsOnlyFromAnOriginThatIsNamed() {
        Environment named = new Environment(Map.of(
                "STREAM_NAME",
                "s",
                "AWS_LAMBDA_FUNCTION_NAME",
                "track",
                "CORS_ALLOW_ORIGIN",
                "https://example.org",
                "CORS_ALLOW_CREDENTIALS",
                "true"));
        Environment nobody = new Environment(
                Map.of("STREAM_NAME", "s", "AWS_LAMBDA_FUNCTION_NAME", "track", "CORS_ALLOW_CREDENTIALS", "true"));

        assertThat(TrackSettings.from(named).corsHeaders())
                .containsOnly(
                        Map.entry("access-control-allow-origin", "https://example.org"),
                        Map.entry("access-control-expose-headers", "retry-after"),
                        Map.entry("access-control-allow-credentials", "true"));
        assertThat(TrackSettings.from(nobody).corsHeaders()).isEmpty();
    }
}
