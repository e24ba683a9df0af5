package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the track function logs, seen from outside of it. */
class InvocationLogTest {

    private static final String EVENT =
            "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-04 12:00:00\"}";

    /** What CloudWatch adds to each line, in bytes. */
    private static final int LINE_OVERHEAD_BYTES = 26;

    // Dollars a byte, us-east-1.
    private static final double LOG_USD = 0.50e-9;
    private static final double FIREHOSE_USD = 0.029e-9;

    private final RecordingFirehose firehose = new RecordingFirehose();
    private final MovingClock clock = new MovingClock();

    @Test
    void shouldWriteAllOfAnInvocationAsEmbeddedMetrics() {
        TrackDoor door = door(1);

        door.post(EVENT + "\nnope\n{}\n{}");

        assertThat(door.log).hasSize(1);
        ObjectNode line = (ObjectNode) Fixtures.json(door.log.get(0));
        JsonNode milliseconds = line.remove("milliseconds");
        assertThat(milliseconds).hasSize(1);
        assertThat(milliseconds.get(0).asInt()).isNotNegative();
        assertThat(line).isEqualTo(Fixtures.json("""
                {"_aws":{"Timestamp":1522843201005,"CloudWatchMetrics":[{
                    "Namespace":"Lolscale",
                    "Dimensions":[["function","keyName"]],
                    "Metrics":[
                      {"Name":"accepted","Unit":"Count"},
                      {"Name":"rejected_missing_field","Unit":"Count"},
                      {"Name":"rejected_not_json","Unit":"Count"},
                      {"Name":"billedBytes","Unit":"Bytes"},
                      {"Name":"milliseconds","Unit":"Milliseconds"}]}]},
                 "function":"ingest-track","keyName":"web","invocations":1,
                 "accepted":1,"rejected_missing_field":2,"rejected_not_json":1,"billedBytes":5120}
                """));
        assertThat(door.log.get(0)).doesNotContain("mark3", "nope", "the-key-of-the-sender");
    }

    @Test
    void shouldNameTheIdOfTheKeyBehindARestApi() {
        TrackDoor door = door(1);

        door.send(Fixtures.payload("rest-api-track.json"));

        assertThat(lines(door).get(0).get("keyName").asText()).isEqualTo("k1l2m3n4o5");
        assertThat(door.log.get(0)).doesNotContain("the-key-of-the-sender");
    }

    @Test
    void shouldCallAnUnknownKeyNoneBecauseNoDimensionMayBeEmpty() {
        TrackDoor door = door(1);
        ObjectNode event = Fixtures.payload("http-api-track.json");
        event.remove("requestContext");

        door.send(event);

        assertThat(lines(door).get(0).get("keyName").asText()).isEqualTo("none");
    }

    @Test
    void shouldCountRefusals() {
        TrackDoor door = door(1);
        ObjectNode event = Fixtures.payload("http-api-track.json");
        ((ObjectNode) event.get("headers")).put("content-type", "text/html");

        door.send(event);

        JsonNode line = lines(door).get(0);
        assertThat(line.get("refused_415").asInt()).isEqualTo(1);
        assertThat(line.has("accepted")).isFalse();
    }

    @Test
    void shouldLetOneLineStandForSeveralInvocationsWithExactSums() {
        TrackDoor door = door(3);

        for (int i = 1; i <= 7; i++) {
            door.post((EVENT + "\n").repeat(i) + "nope");
        }

        List<JsonNode> lines = lines(door);
        assertThat(lines).extracting(line -> line.get("invocations").asInt()).containsExactly(3, 3);
        assertThat(lines).extracting(line -> line.get("accepted").asInt()).containsExactly(1 + 2 + 3, 4 + 5 + 6);
        assertThat(lines)
                .extracting(line -> line.get("rejected_not_json").asInt())
                .containsExactly(3, 3);
        assertThat(lines).extracting(line -> line.get("billedBytes").asInt()).containsExactly(3 * 5120, 3 * 5120);
        assertThat(lines).extracting(line -> line.get("milliseconds").size()).containsExactly(3, 3);
    }

    @Test
    void shouldCountEachKeyByItself() {
        TrackDoor door = door(2);
        ObjectNode web = Fixtures.payload("http-api-track.json");
        ObjectNode mobile = Fixtures.payload("http-api-track.json");
        ((ObjectNode) mobile.at("/requestContext/authorizer/lambda")).put("keyName", "mobile");

        door.send(web);
        door.send(mobile);
        assertThat(door.log).isEmpty();
        door.send(mobile);
        door.send(web);

        assertThat(lines(door)).extracting(line -> line.get("keyName").asText()).containsExactly("mobile", "web");
    }

    @Test
    void shouldNotKeepASlowTricklesNumbersForLongerThanAMinute() {
        TrackDoor door = door(100);

        door.post(EVENT);
        clock.move(Duration.ofMillis(59_999));
        door.post(EVENT);
        assertThat(door.log).isEmpty();
        clock.move(Duration.ofMillis(1));
        door.post(EVENT);

        assertThat(lines(door)).extracting(line -> line.get("accepted").asInt()).containsExactly(3);
        assertThat(lines(door).get(0).at("/_aws/Timestamp").asLong()).isEqualTo(TrackDoor.NOW_MILLIS + 60_000);
    }

    @Test
    void shouldSayAtOnceWhenFirehoseDidNotTakeEverything() {
        TrackDoor door = door(100);
        door.post(EVENT);
        firehose.errorOf = record -> "ServiceUnavailableException";

        door.post(EVENT);

        JsonNode line = lines(door).get(0);
        assertThat(door.log).hasSize(1);
        assertThat(line.get("invocations").asInt()).isEqualTo(2);
        assertThat(line.get("accepted").asInt()).isEqualTo(1);
        assertThat(line.get("rejected_not_delivered").asInt()).isEqualTo(1);
        assertThat(line.get("deliveryError").asText()).isEqualTo("ServiceUnavailableException");
    }

    /** A thousand requests as small as delivery bills any, by the sampling that a function has unless told otherwise. */
    @ParameterizedTest
    @ValueSource(ints = {1, 25, 100})
    void shouldCostLessThanDelivery(int eventsPerRequest) {
        TrackDoor door = door(TrackSettings.from(
                        new Environment(Map.of("STREAM_NAME", "s", "AWS_LAMBDA_FUNCTION_NAME", "ingest-track-0a1b2c3")))
                .invocationsPerLogLine());

        for (int i = 0; i < 1_000; i++) {
            door.post((EVENT + "\n").repeat(eventsPerRequest));
        }

        long logged = door.log.stream()
                .mapToLong(line -> line.length() + LINE_OVERHEAD_BYTES)
                .sum();
        assertThat(door.log).hasSize(100);
        assertThat(logged * LOG_USD).isLessThan(firehose.billedBytes() * FIREHOSE_USD / 2);
        assertThat(lines(door).stream()
                        .mapToLong(line -> line.get("accepted").asLong())
                        .sum())
                .isEqualTo(1_000L * eventsPerRequest);
    }

    private TrackDoor door(int invocationsPerLogLine) {
        return new TrackDoor(firehose, TrackDoor.settings(65_536, Map.of(), invocationsPerLogLine), clock);
    }

    private static List<JsonNode> lines(TrackDoor door) {
        List<JsonNode> lines = new ArrayList<>();
        door.log.forEach(line -> lines.add(Fixtures.json(line)));
        return lines;
    }

    /** A clock that stands still until it is moved. */
    private static final class MovingClock extends Clock {

        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochMilli(TrackDoor.NOW_MILLIS));

        void move(Duration time) {
            now.updateAndGet(instant -> instant.plus(time));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
