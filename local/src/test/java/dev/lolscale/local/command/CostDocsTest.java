package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The figures in the docs are what the commands print that stand above them. A page with other figures is written anew to
 * {@code local/target/pages}.
 */
class CostDocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path WRITTEN = Path.of("target", "pages");

    /** A block that begins with a command, and what it prints. */
    private static final Pattern SHOWN =
            Pattern.compile("```\\n\\$ \\./lolscale ((?:cost|limits)[^\\n]*)\\n(.*?)```", Pattern.DOTALL);

    /** The table of the limits, which several runs of one command make. */
    private static final Pattern RATES = Pattern.compile("\\| reached at events/s \\|.*?\\n\\n", Pattern.DOTALL);

    @BeforeEach
    void nameTheProject() {
        System.setProperty("lolscale.root", ROOT.toString());
        System.setProperty("lolscale.columns", "100");
    }

    @AfterEach
    void forget() {
        List.of("lolscale.root", "lolscale.columns").forEach(System::clearProperty);
    }

    @ParameterizedTest
    @CsvSource({"README.md, 1", "docs/costs.md, 3", "docs/limits.md, 1"})
    void shouldShowWhatTheCommandPrints(String file, int commands) throws IOException {
        String page = Files.readString(ROOT.resolve(file));
        assertThat(SHOWN.matcher(page).results().count()).isGreaterThanOrEqualTo(commands);

        String renewed = SHOWN.matcher(page)
                .replaceAll(block -> Matcher.quoteReplacement(
                        "```\n$ ./lolscale " + block.group(1) + "\n" + printed(block.group(1)) + "```"));
        renewed = RATES.matcher(renewed).replaceAll(table -> Matcher.quoteReplacement(rates()));
        Path written = WRITTEN.resolve(file);
        Files.createDirectories(written.getParent());
        Files.writeString(written, renewed);

        assertThat(page).as("%s is stale: cp -r local/target/pages/. .", file).isEqualTo(renewed);
    }

    /** Where prod ends, beside the four rates that the page speaks of. */
    private static String rates() {
        List<Integer> rates = List.of(77, 10_000, 100_000, 1_000_000);
        StringBuilder table = new StringBuilder("| reached at events/s | limit |");
        rates.forEach(rate -> table.append(String.format(Locale.ROOT, " %,d |", rate)));
        table.append("\n| ---: | --- |").append(" --- |".repeat(rates.size())).append('\n');
        for (JsonNode limit : limits()) {
            double binds = limit.path("bindsAtEventsPerSecond").asDouble();
            table.append(String.format(
                    Locale.ROOT,
                    "| %,d | %s: %,.0f %s%s |",
                    (long) binds,
                    limit.path("service").asText(),
                    limit.path("value").asDouble(),
                    limit.path("quota").asText(),
                    limit.path("own").asBoolean() ? " (own setting)" : ""));
            rates.forEach(rate -> table.append(binds < rate ? " over |" : " holds |"));
            table.append('\n');
        }
        return table.append('\n').toString();
    }

    private static JsonNode limits() {
        try {
            return new ObjectMapper()
                    .readTree(printed("limits --stack prod --json"))
                    .path("limits");
        } catch (IOException e) {
            throw new AssertionError("limits --json prints one object", e);
        }
    }

    private static String printed(String arguments) {
        Ran ran = Ran.run(arguments.split(" "));
        assertThat(ran.exitCode()).as(arguments).isZero();
        return ran.out();
    }
}
