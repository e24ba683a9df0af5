package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.handlers.TrackDoor.Answer;
import dev.lolscale.schema.EventParser;
import dev.lolscale.schema.EventSchema;
import dev.lolscale.schema.ParsedLine.Event;
import dev.lolscale.schema.bodies.NastyBodies;
import dev.lolscale.schema.bodies.NastyBody;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every nasty body through the function, in both payload formats, as text where it can be text, and as base64. */
class NastyBodiesTest {

    private static final Map<String, String> PAYLOADS =
            Map.of("1.0", "rest-api-track.json", "2.0", "http-api-track.json");

    /** The longest line that the job takes: all of a Firehose record. */
    private static final EventParser JOB = new EventParser(EventSchema.load(), RecordPacker.MAX_RECORD_BYTES, true);

    static List<NastyBody> bodies() {
        return NastyBodies.all();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void shouldAnswerAndLandAsItMust(NastyBody body) {
        for (byte[] event : events(body)) {
            RecordingFirehose firehose = new RecordingFirehose();
            TrackDoor door = new TrackDoor(firehose);

            Answer answer = door.send(event);

            assertThat(answer.status()).as("%s: %s", body, answer.body()).isEqualTo(body.status());
            if (body.status() == 204) {
                assertThat(answer.body()).isEmpty();
            } else {
                assertThat(answer.headers().get("content-type").asText())
                        .isEqualTo(body.status() == 200 ? "application/json" : "application/problem+json");
                assertThat(answer.json().get("accepted").asInt()).isEqualTo(body.accepted());
                assertThat(answer.rejected()).isEqualTo(body.rejected());
            }
            byte[] landed = concat(firehose.acknowledged);
            assertThat(body.landed().matches(landed))
                    .as(
                            "%s: landed\n%s\nin place of\n%s",
                            body, new String(landed, StandardCharsets.UTF_8), body.landed())
                    .isTrue();
            assertThat(firehose.acknowledged.isEmpty() ? List.<String>of() : firehose.lines())
                    .as("%s: what the function takes the job takes", body)
                    .allMatch(line -> JOB.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof Event);
            assertThat(door.log).hasSize(1);
            assertThat(door.log.get(0).contains("fault")).isEqualTo(body.status() == 500);
        }
    }

    /** The events that API Gateway makes of a request with this body. */
    private static List<byte[]> events(NastyBody body) {
        if (body.invocation().isPresent()) {
            return List.of(body.invocation().get().getBytes(StandardCharsets.UTF_8));
        }
        List<byte[]> events = new ArrayList<>();
        for (String payload : body.payloads()) {
            ObjectNode event = Fixtures.payload(PAYLOADS.get(payload));
            setHeaders(body, (ObjectNode) event.get("headers"));
            event.put("body", Base64.getEncoder().encodeToString(body.body())).put("isBase64Encoded", true);
            events.add(Fixtures.bytes(change(body, event)));
            text(body.body()).ifPresent(text -> {
                event.put("body", text).put("isBase64Encoded", false);
                events.add(Fixtures.bytes(change(body, event)));
            });
        }
        return events;
    }

    private static void setHeaders(NastyBody body, ObjectNode headers) {
        body.headers().forEach((name, value) -> {
            List<String> sent = new ArrayList<>();
            headers.fieldNames().forEachRemaining(sent::add);
            sent.removeIf(header -> !header.equalsIgnoreCase(name));
            headers.remove(sent);
            value.ifPresent(text -> headers.put(name, text));
        });
    }

    private static JsonNode change(NastyBody body, ObjectNode event) {
        body.requestFields()
                .forEach((field, json) -> json.ifPresentOrElse(
                        value -> event.set(field, Fixtures.json(value)), () -> event.remove(field)));
        return event;
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static byte[] concat(List<byte[]> records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        records.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
