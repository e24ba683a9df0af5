package dev.lolscale.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    private static final List<String> PROPERTIES = List.of("lolscale.terminal", "lolscale.columns");

    @AfterEach
    void forget() {
        PROPERTIES.forEach(System::clearProperty);
    }

    @Test
    void shouldColourOnlyWhatAPersonReads() {
        assertThat(terminal(true, true).bold("x")).isEqualTo("\u001b[1mx\u001b[0m");
        assertThat(terminal(true, true).dim("x")).isEqualTo("\u001b[2mx\u001b[0m");
        assertThat(terminal(true, true).green("x")).isEqualTo("\u001b[32mx\u001b[0m");
        assertThat(terminal(true, true).red("x")).isEqualTo("\u001b[31mx\u001b[0m");
        assertThat(terminal(false, true).red("x")).isEqualTo("x");
        assertThat(terminal(true, false).red("x")).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({"'',false,false", "1,true,false", "2,false,true", "12,true,true"})
    void shouldKnowWhichStreamsAreOnAScreen(String streams, boolean out, boolean err) {
        System.setProperty("lolscale.terminal", streams);

        Terminal terminal = Terminal.ofSystem(System.out, System.err);

        assertThat(terminal.outIsTerminal()).isEqualTo(out);
        assertThat(terminal.errIsTerminal()).isEqualTo(err);
    }

    @ParameterizedTest
    @CsvSource({"100,100", "40,40", "39,40", "0,40", "120,120", "121,120", "9999,120", "12345,80", "wide,80", "-5,80"})
    void shouldBeAsWideAsTheScreenWithinReason(String columns, int width) {
        System.setProperty("lolscale.columns", columns);

        assertThat(Terminal.ofSystem(System.out, System.err).width()).isEqualTo(width);
    }

    @Test
    void shouldHaveNoColoursWhenTheEnvironmentWantsNone() throws Exception {
        assertThat(probe(Map.of("NO_COLOR", "1"))).isEqualTo("80 false word");
        assertThat(probe(Map.of("TERM", "dumb"))).isEqualTo("80 false word");
    }

    @Test
    void shouldHaveColoursOtherwise() throws Exception {
        // Empty is as if it were not there: https://no-color.org
        assertThat(probe(Map.of("NO_COLOR", "", "TERM", "xterm", "COLUMNS", "72")))
                .isEqualTo("72 true \u001b[1mword\u001b[0m");
    }

    private static Terminal terminal(boolean outIsTerminal, boolean colours) {
        return new Terminal(System.out, System.err, outIsTerminal, false, 80, colours);
    }

    private static String probe(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlolscale.terminal=1",
                "-cp",
                System.getProperty("java.class.path"),
                TerminalProbe.class.getName());
        builder.environment().keySet().removeAll(List.of("NO_COLOR", "TERM", "COLUMNS"));
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.strip();
    }
}
