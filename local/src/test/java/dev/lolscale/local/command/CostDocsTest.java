package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures in the docs are what the commands print that stand above them. */
class CostDocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** A block that begins with a command, and what it prints. */
    private static final Pattern SHOWN =
            Pattern.compile("```\\n\\$ \\./lolscale ((?:cost|limits)[^\\n]*)\\n(.*?)```", Pattern.DOTALL);

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
        Matcher block = SHOWN.matcher(Files.readString(ROOT.resolve(file)));
        List<String> seen = new ArrayList<>();
        while (block.find()) {
            seen.add(block.group(1));
            assertThat(printed(block.group(1).split(" "))).as(block.group(1)).isEqualTo(block.group(2));
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(commands);
    }

    private static String printed(String... arguments) {
        Ran ran = Ran.run(arguments);
        assertThat(ran.exitCode()).isZero();
        return ran.out();
    }
}
