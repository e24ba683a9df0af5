package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.handlers.TrackDoor.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever is posted, every line is either accepted and landed, or named. */
class TrackPropertyTest {

    @Property(tries = 1_000, seed = "20180404", shrinking = ShrinkingMode.BOUNDED)
    void shouldLandOrNameEveryLine(@ForAll("lines") List<Posted> lines, @ForAll("lineEnds") String lineEnd) {
        StringBuilder body = new StringBuilder();
        List<String> landed = new ArrayList<>();
        List<Integer> named = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Posted line = lines.get(i);
            body.append(line.text).append(lineEnd);
            if (line.isEvent) {
                landed.add(line.text.strip());
            } else if (!line.text.isBlank()) {
                named.add(i + 1);
            }
        }
        RecordingFirehose firehose = new RecordingFirehose();

        Answer answer = new TrackDoor(firehose).post(body.toString());

        assertThat(firehose.acknowledged.isEmpty() ? List.of() : firehose.lines())
                .isEqualTo(landed);
        if (named.isEmpty() && !landed.isEmpty()) {
            assertThat(answer.status()).isEqualTo(204);
            return;
        }
        assertThat(answer.status()).isEqualTo(landed.isEmpty() ? 400 : 200);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(landed.size());
        assertThat(answer.rejected().stream()
                        .map(line -> Integer.valueOf(line.split(" ", 2)[0]))
                        .toList())
                .isEqualTo(named);
    }

    @Property(tries = 1_000, seed = "20180404", shrinking = ShrinkingMode.BOUNDED)
    void shouldAnswerRandomBytesWithoutAFault(@ForAll byte[] body) {
        RecordingFirehose firehose = new RecordingFirehose();
        TrackDoor door = new TrackDoor(firehose);

        assertThat(door.post(body).status()).isIn(200, 204, 400);
        assertThat(door.post(new String(body, StandardCharsets.ISO_8859_1)).status())
                .isIn(200, 204, 400);
        assertThat(door.log).noneMatch(line -> line.contains("fault"));
    }

    /** A line, and whether it is an event. */
    record Posted(String text, boolean isEvent) {}

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\n", "\r\n");
    }

    @Provide
    Arbitrary<List<Posted>> lines() {
        return Arbitraries.oneOf(event(), garbage(), Arbitraries.of(new Posted("", false), new Posted(" \t", false)))
                .list()
                .ofMinSize(2)
                .ofMaxSize(8);
    }

    private static Arbitrary<Posted> event() {
        return Combinators.combine(text(), Arbitraries.integers(), Arbitraries.of("", " ", "\t"))
                .as((text, number, space) -> new Posted(
                        space + "{\"event\":\"E\",\"userId\":\"" + text + "\",\"dateTime\":" + Math.abs((long) number)
                                + "," + space + "\"eventId\":\"" + number + "\",\"receivedAt\":1,\"n\":" + number + "}"
                                + space,
                        true));
    }

    private static Arbitrary<Posted> garbage() {
        return Combinators.combine(Arbitraries.of("nope", "{", "{\"event\":1}", "1 ", "\"", "}", "{}{}", ","), text())
                .as((start, text) -> new Posted(start + text, false));
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withCharRange(' ', '\uD7FF')
                .ofMaxLength(6)
                .map(text -> text.replaceAll("[\"\\\\\\p{javaWhitespace}{}\\[\\]]", ""));
    }
}
