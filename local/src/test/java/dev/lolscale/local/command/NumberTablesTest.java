package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reader of the docs can make each table of figures anew: its section names the command. */
class NumberTablesTest {

    private static final Pattern COMMAND = Pattern.compile("(?:bench/run [a-z]+|\\./lolscale (?:cost|limits|demo))");

    /** A row with a figure of dollars, of a time, of bytes or of a rate. */
    private static final Pattern FIGURES =
            Pattern.compile("(?m)^\\|.*(?:\\$\\d|\\d (?:s|ms|ns|us|MB|GB) ?\\||\\| [0-9]{1,3}(?:,[0-9]{3})+ \\|).*$");

    @ParameterizedTest
    @CsvSource({"docs/benchmarks.md, 3", "docs/costs.md, 1", "docs/limits.md, 1"})
    void shouldNameTheCommandBesideEachTableOfFigures(String file, int tables) throws IOException {
        List<String> withFigures = new ArrayList<>();
        for (String section : Files.readString(Path.of("..", file)).split("(?m)^## ", -1)) {
            if (FIGURES.matcher(section).find()) {
                withFigures.add(section);
            }
        }

        assertThat(withFigures).hasSizeGreaterThanOrEqualTo(tables);
        assertThat(withFigures)
                .allSatisfy(section -> assertThat(COMMAND.matcher(section).find())
                        .as(section.lines().findFirst().orElse(""))
                        .isTrue());
    }
}
