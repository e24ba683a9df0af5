package dev.lolscale.local.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DialectTest {

    private static final String AGGREGATED =
            " FROM (VALUES (1, 'a'), (2, 'b'), (2, 'c'), (NULL, 'd'), (4, 'e')) AS t (v, s)";

    static List<Arguments> expressions() throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(DialectTest.class.getResourceAsStream("dialect.txt"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" => ", 2))
                    .map(parts -> Arguments.of(parts[0], parts[1]))
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expressions")
    void shouldAnswerAsTrinoDocumentsIt(String expression, String answer) {
        boolean aggregated = Pattern.compile("\\b[vs]\\b")
                        .matcher(expression.replaceAll("'[^']*'|->.*", ""))
                        .find()
                || expression.startsWith("count(")
                || expression.startsWith("arbitrary")
                || expression.startsWith("any_value");
        String sql = "SELECT " + expression + (aggregated && !expression.startsWith("reduce") ? AGGREGATED : "");
        QueryEngine engine = LakeFixture.engine();
        if (answer.startsWith("!")) {
            assertThatThrownBy(() -> engine.query(sql))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining(answer.substring(1));
        } else {
            assertThat(engine.query(sql).rows()).hasSize(1).first().satisfies(row -> assertThat(
                            String.valueOf(row.get(0)))
                    .isEqualTo(answer));
        }
    }

    @Test
    void shouldHaveAnExampleOfEveryFunction() throws IOException {
        String examples = String.join(
                "\n",
                expressions().stream()
                        .map(example -> example.get()[0].toString())
                        .toList());
        Stream<String> unproved = FunctionTable.get().names().stream()
                .filter(name -> !Pattern.compile("(?i)\\b" + name + "\\(")
                        .matcher(examples)
                        .find());
        assertThat(unproved)
                .containsExactly(
                        "cume_dist",
                        "dense_rank",
                        "first_value",
                        "lag",
                        "last_value",
                        "lead",
                        "nth_value",
                        "ntile",
                        "percent_rank",
                        "rank",
                        "row_number");
    }
}
