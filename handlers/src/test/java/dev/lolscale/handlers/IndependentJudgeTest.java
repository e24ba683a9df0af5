package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.handlers.Lines.Line;
import dev.lolscale.schema.bodies.NastyBodies;
import dev.lolscale.schema.bodies.NastyBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That the judge of the property tests is itself held to what was written by hand. */
class IndependentJudgeTest {

    private static final Pattern NUMBER_BEYOND_GSON = Pattern.compile("[0-9]{1000}");

    /** Those that are plain lines, with nothing that the judge does not know. */
    static List<NastyBody> bodies() {
        return NastyBodies.all().stream()
                .filter(body -> body.headers().isEmpty() && body.requestFields().isEmpty())
                .filter(body -> body.invocation().isEmpty())
                .filter(body -> body.status() <= 400
                        && body.accepted() + body.rejected().size() > 0)
                .filter(body -> body.rejected().stream().noneMatch(line -> line.contains("too_large")))
                .filter(body -> isJudged(body.body()))
                .toList();
    }

    private static boolean isJudged(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1).strip();
        return !text.startsWith("[")
                && !text.startsWith("\u00ef\u00bb\u00bf{")
                && !text.startsWith("\u00ef\u00bb\u00bf[")
                && !Gunzip.isGzip(body)
                && !(text.startsWith("{") && text.contains("\n") && text.endsWith("}"))
                && !NUMBER_BEYOND_GSON.matcher(text).find()
                && IndependentJudge.knows(body);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void shouldJudgeAsWasWrittenByHand(NastyBody body) {
        Map<Integer, String> rejected = new TreeMap<>();
        body.rejected().forEach(line -> {
            String[] words = line.split(" ", 2);
            rejected.put(Integer.valueOf(words[0]), words[1]);
        });
        for (Line line : Lines.of(body.body())) {
            List<String> judgement = IndependentJudge.judge(line.bytes);
            if (rejected.containsKey(line.number)) {
                assertThat(judgement).as("%s, line %d", body, line.number).contains(rejected.get(line.number));
            } else {
                assertThat(judgement).as("%s, line %d", body, line.number).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "922337203685477580807, false",
        "-922337203685477580807, false",
        "1844674407370955161610, false",
        "92233720368547758080, true",
        "123456789012345678901234567890, true",
        "0, true"
    })
    void shouldKnowWhatGsonCannotBeAsked(String number, boolean known) {
        assertThat(IndependentJudge.knows(("{\"x\":" + number + "}").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(known);
    }

    @Test
    void shouldBeAskedOften() {
        assertThat(bodies()).hasSizeGreaterThan(250);
    }
}
