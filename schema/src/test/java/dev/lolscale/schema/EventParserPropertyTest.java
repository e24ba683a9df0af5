package dev.lolscale.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.schema.ParsedLine.Event;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

class EventParserPropertyTest {

    private static final String REQUIRED =
            "\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-04 12:00:00\"";

    private final EventParser parser = new EventParser(EventSchema.load(), 1 << 20, true);
    private final EventParser door = new EventParser(EventSchema.load(), 1 << 20, false);

    @Property(tries = 3_000, seed = "20180404", shrinking = ShrinkingMode.BOUNDED)
    void shouldKeepUnknownFieldsByteForByte(@ForAll("fields") List<String> fields) {
        String unknown = String.join(",", fields);

        ParsedLine parsed = parser.parse(("{" + REQUIRED + "," + unknown + "}").getBytes(StandardCharsets.UTF_8));

        assertThat(parsed).isInstanceOf(Event.class);
        assertThat(((Event) parsed).extra()).isEqualTo("{" + unknown + "}");
    }

    @Property(tries = 2_000, seed = "20180404", shrinking = ShrinkingMode.BOUNDED)
    void shouldNeverThrowForRandomBytes(@ForAll byte[] bytes) {
        assertThat(parser.parse(bytes)).isNotNull();
    }

    @Property(tries = 3_000, seed = "20180404", shrinking = ShrinkingMode.BOUNDED)
    void shouldJudgeMutatedEventsAlikeAtDoorAndInJob(
            @ForAll("fields") List<String> fields, @ForAll("position") int position, @ForAll byte replacement) {
        byte[] line = ("{" + REQUIRED + "," + String.join(",", fields) + "}").getBytes(StandardCharsets.UTF_8);
        line[position % line.length] = replacement;

        ParsedLine inJob = parser.parse(line);
        ParsedLine atDoor = door.parse(line);
        if (inJob instanceof Event event) {
            assertThat(((Event) atDoor).values()).isEqualTo(event.values());
        } else {
            assertThat(atDoor).isEqualTo(inJob);
        }
    }

    @Provide
    Arbitrary<Integer> position() {
        return Arbitraries.integers().between(0, 5_000);
    }

    /** Fields {@code "k0_...":value} whose keys no column takes and which differ whatever the case. */
    @Provide
    Arbitrary<List<String>> fields() {
        Arbitrary<String> value = value(3);
        return Combinators.combine(string(), value)
                .as((key, written) -> new String[] {key, written})
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(pairs -> {
                    Set<String> fields = new LinkedHashSet<>();
                    for (int i = 0; i < pairs.size(); i++) {
                        fields.add("\"k" + i + "_" + pairs.get(i)[0].substring(1) + ":" + pairs.get(i)[1]);
                    }
                    return List.copyOf(fields);
                });
    }

    private static Arbitrary<String> value(int depth) {
        Arbitrary<String> scalar = Arbitraries.oneOf(string(), number(), Arbitraries.of("true", "false", "null"));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<List<String>> inner = value(depth - 1).list().ofMaxSize(3);
        Arbitrary<String> array = inner.map(values -> values.stream().collect(Collectors.joining(" , ", "[", " ]")));
        Arbitrary<String> object = inner.map(values -> {
            StringBuilder text = new StringBuilder("{");
            for (int i = 0; i < values.size(); i++) {
                text.append(i == 0 ? "\"" : ", \"").append(i).append("\" : ").append(values.get(i));
            }
            return text.append('}').toString();
        });
        return Arbitraries.frequencyOf(Tuple.of(3, scalar), Tuple.of(1, array), Tuple.of(1, object));
    }

    private static Arbitrary<String> number() {
        Arbitrary<String> integer =
                Arbitraries.of("0", "7", "-0", "-12", "9223372036854775808", "123456789012345678901234567890");
        Arbitrary<String> fraction = Arbitraries.of("", ".0", ".50", ".000000000000000000000000000001");
        Arbitrary<String> exponent = Arbitraries.of("", "e0", "E+400", "e-7");
        return Combinators.combine(integer, fraction, exponent).as((a, b, c) -> a + b + c);
    }

    private static Arbitrary<String> string() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(
                        "\\n", "\\\"", "\\\\", "\\/", "\\u0000", "\\ud800", "\\uD83D\\uDE00", "\u00e9", "\ud83d\ude00"),
                Arbitraries.strings()
                        .withCharRange(' ', '\uD7FF')
                        .ofMaxLength(5)
                        .map(text -> text.replace("\\", "").replace("\"", "")));
        return piece.list().ofMaxSize(4).map(pieces -> "\"" + String.join("", pieces) + "\"");
    }
}
