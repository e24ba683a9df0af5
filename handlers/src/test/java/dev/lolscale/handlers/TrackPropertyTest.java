package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.handlers.Lines.Line;
import dev.lolscale.handlers.TrackDoor.Answer;
import dev.lolscale.schema.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;

/** Whatever is posted, every line is either accepted and landed, or named. */
@AddLifecycleHook(FuzzSettings.class)
class TrackPropertyTest {

    private static final byte[] GOOD =
            "{\"event\":\"A\",\"userId\":\"u\",\"dateTime\":0,\"eventId\":\"a\",\"receivedAt\":1}\n"
                    .getBytes(StandardCharsets.UTF_8);
    /** All that a short line can be rejected for. */
    private static final List<String> REASONS = Stream.of(Reason.values())
            .filter(reason -> reason != Reason.TOO_LARGE)
            .map(Reason::code)
            .toList();

    private static final Pattern ADDED_ID = Pattern.compile("\"[A-Za-z0-9_-]{12}-[0-9a-z]+\"");
    private static final String STRUCTURE = "{}[]\",:\\ \t\r\n0-1.eEnulltrue\u0000\u001f\u008b\u00ef\u00bb\u00bf\u00ff";

    private final RecordingFirehose firehose = new RecordingFirehose();
    private final TrackDoor door = new TrackDoor(firehose);

    @Property
    void shouldLandWhatIsValidByConstruction(@ForAll("validBodies") StrangeBody body, @ForAll boolean asText) {
        Answer answer = post(body.sent(), asText);

        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        byte[] landed = landed();
        assertThat(body.landed().matches(landed))
                .as("landed\n%s\nin place of\n%s", new String(landed, StandardCharsets.UTF_8), body.landed())
                .isTrue();
    }

    @Property
    void shouldJudgeMutatedEventsAsAnIndependentParserDoes(@ForAll("mutatedLines") byte[] mutated) {
        Assume.that(IndependentJudge.knows(mutated));
        // A good line before it, so that a bracket at the start never makes one JSON text of all lines.
        byte[] body = concat(GOOD, mutated, new byte[] {'\n'}, GOOD);

        Answer answer = post(body, false);

        List<String> rejected = answer.status() == 204 ? List.of() : answer.rejected();
        List<String> expected = new ArrayList<>();
        List<byte[]> events = new ArrayList<>();
        List<Line> lines = Lines.of(body);
        for (Line line : lines) {
            List<String> judgement = IndependentJudge.judge(line.bytes);
            if (judgement.isEmpty()) {
                events.add(line.bytes);
            } else {
                expected.add(judgement.stream()
                        .map(reason -> line.number + " " + reason)
                        .filter(rejected::contains)
                        .findFirst()
                        .orElse(line.number + " " + judgement));
            }
            if (line != lines.get(0) && line != lines.get(lines.size() - 1)) {
                Statistics.collect(
                        judgement.isEmpty() ? "event" : judgement.get(0).split(" ", 2)[0]);
            }
        }
        assertThat(rejected).isEqualTo(expected);
        List<String> landed = firehose.lines();
        assertThat(landed).hasSize(events.size());
        for (int i = 0; i < landed.size(); i++) {
            assertThat(withoutAdditions(landed.get(i))).isIn(spellings(events.get(i)));
        }
        Statistics.coverage(seen -> {
            seen.check("event").percentage(percent -> percent > 5);
            REASONS.forEach(reason -> seen.check(reason).count(count -> count > 0));
        });
    }

    @Property
    void shouldCountEveryLineOfRandomBytes(@ForAll("randomBytes") byte[] bytes, @ForAll boolean asText) {
        // A line that begins with no bracket, so that all of it is lines.
        byte[] body = concat(new byte[] {'x', '\n'}, bytes);

        Answer answer = post(body, asText);

        assertThat(answer.status()).isIn(200, 400);
        assertThat(door.log).noneMatch(line -> line.contains("fault"));
        assertThat(answer.json().get("accepted").asInt() + answer.rejected().size())
                .isEqualTo(Lines.of(body).size());
    }

    @Property
    void shouldAnswerRandomBytesWithoutAFault(@ForAll("randomBytes") byte[] body, @ForAll boolean asText) {
        Answer answer = post(body, asText);

        assertThat(answer.status()).isIn(200, 204, 400);
        assertThat(door.log).noneMatch(line -> line.contains("fault"));
    }

    @Provide
    Arbitrary<StrangeBody> validBodies() {
        return Arbitraries.randomValue(StrangeBody::new);
    }

    @Provide
    Arbitrary<byte[]> mutatedLines() {
        return Arbitraries.randomValue(
                random -> Mutation.of(new StrangeEvent(random, 2, random.nextInt(8) == 0).sent(), random));
    }

    @Provide
    Arbitrary<byte[]> randomBytes() {
        return Arbitraries.randomValue(TrackPropertyTest::bytes);
    }

    /** Bytes, in half of all cases mostly those that mean something in JSON, gzip or UTF-8. */
    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(random.nextInt(8) == 0 ? 2_000 : 40)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            for (int i = 0; i < bytes.length; i++) {
                if (random.nextInt(8) > 0) {
                    bytes[i] = (byte) STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
                }
            }
        }
        return bytes;
    }

    private Answer post(byte[] body, boolean asText) {
        firehose.requests.clear();
        firehose.acknowledged.clear();
        door.log.clear();
        return asText ? door.post(new String(body, StandardCharsets.UTF_8)) : door.post(body);
    }

    private byte[] landed() {
        return concat(firehose.acknowledged.toArray(new byte[0][]));
    }

    /** What was added is null again. */
    private static String withoutAdditions(String landed) {
        return ADDED_ID.matcher(landed).replaceAll("null").replace(Long.toString(TrackDoor.NOW_MILLIS), "null");
    }

    /** The ways in which an event can lie in the raw zone: as it is, or with what was added before its brace. */
    private static List<String> spellings(byte[] event) {
        String text = new String(event, StandardCharsets.UTF_8).replace('\r', ' ');
        String open = text.substring(0, text.length() - 1);
        String id = ",\"eventId\":null";
        String time = ",\"receivedAt\":null";
        return List.of(text, open + id + "}", open + time + "}", open + id + time + "}");
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
