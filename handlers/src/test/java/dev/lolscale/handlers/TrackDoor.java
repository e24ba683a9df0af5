package dev.lolscale.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/** The track function as API Gateway sees it: a request in, an answer out. */
final class TrackDoor {

    static final long NOW_MILLIS = 1_522_843_201_005L;

    final List<String> log = new ArrayList<>();
    final List<Long> pauses = new ArrayList<>();
    private final TrackHandler handler;
    private int remainingMillis = 5_000;

    TrackDoor(FirehoseClient firehose) {
        this(firehose, settings(65_536, Map.of(), 1));
    }

    TrackDoor(FirehoseClient firehose, TrackSettings settings) {
        this(firehose, settings, Clock.fixed(Instant.ofEpochMilli(NOW_MILLIS), ZoneOffset.UTC));
    }

    TrackDoor(FirehoseClient firehose, TrackSettings settings, Clock clock) {
        handler = new TrackHandler(settings, firehose, clock, this::pause, log::add);
    }

    static TrackSettings settings(int maxEventBytes, Map<String, String> corsHeaders, int invocationsPerLogLine) {
        return new TrackSettings("delivery-stream", maxEventBytes, corsHeaders, "ingest-track", invocationsPerLogLine);
    }

    /** An answer, its body still text. */
    record Answer(int status, JsonNode headers, String body) {

        JsonNode json() {
            return Fixtures.json(body);
        }

        /** The rejected lines as {@code line reason field}. */
        List<String> rejected() {
            List<String> lines = new ArrayList<>();
            json().get("rejected")
                    .forEach(line -> lines.add((line.get("line").asInt() + " "
                                    + line.get("reason").asText() + " "
                                    + line.get("field").asText())
                            .strip()));
            return lines;
        }
    }

    Answer post(String body) {
        ObjectNode event = Fixtures.payload("http-api-track.json");
        return send(event.put("body", body));
    }

    Answer post(byte[] body) {
        ObjectNode event = Fixtures.payload("http-api-track.json");
        return send(event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true));
    }

    Answer send(JsonNode event) {
        return send(Fixtures.bytes(event));
    }

    Answer send(byte[] event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), output, new TestContext(() -> remainingMillis));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode answer = Fixtures.json(output.toString(StandardCharsets.UTF_8));
        return new Answer(
                answer.get("statusCode").asInt(),
                answer.get("headers"),
                answer.get("body").asText());
    }

    /** Lets the invocation go on for this long, as the pauses count it. */
    TrackDoor withRemaining(int millis) {
        remainingMillis = millis;
        return this;
    }

    private void pause(long millis) {
        pauses.add(millis);
        remainingMillis -= (int) millis;
    }
}
