package dev.lolscale.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.StackGraph;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPageTest {

    /** Stands for the escape character in the expected pages. */
    private static final String VISIBLE_ESCAPE = "␛";

    @ParameterizedTest
    @ValueSource(ints = {100, 50})
    void shouldPrintThePlainPage(int width) throws IOException {
        assertThat(page(DemoFixture.sound(DemoFixture.dev()), width, false, true))
                .isEqualTo(expected("page-" + width + ".txt"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 50})
    void shouldPrintTheColouredPageOnATerminal(int width) throws IOException {
        assertThat(page(DemoFixture.sound(DemoFixture.dev()), width, true, true).replace("\u001b", VISIBLE_ESCAPE))
                .isEqualTo(expected("page-" + width + "-coloured.txt"));
    }

    @Test
    void shouldPrintNoEscapeCodesWhenColoursAreNotWanted() {
        DemoResult result = DemoFixture.sound(DemoFixture.dev());

        assertThat(page(result, 100, true, false)).isEqualTo(page(result, 100, false, true));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldPrintNoLineLongerThanTheTerminal(boolean terminal) {
        for (StackGraph graph : List.of(DemoFixture.dev(), DemoFixture.classic())) {
            for (DemoResult result : List.of(DemoFixture.sound(graph), DemoFixture.faulty(graph))) {
                for (int width = 40; width <= 120; width++) {
                    int columns = width;
                    assertThat(page(result, width, terminal, true)
                                    .replaceAll("\u001b\\[\\d+m", "")
                                    .lines()
                                    .filter(line -> line.length() > columns))
                            .as("%s at %d", graph.stack(), width)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void shouldSayWhatDoesNotAddUp() {
        assertThat(page(DemoFixture.faulty(DemoFixture.dev()), 100, false, true))
                .contains("""
                        Reconciliation, by id
                          ✗ accepted events missing from the event table: 0 against 12
                        """)
                .doesNotContain("✓");
    }

    @Test
    void shouldShowTheLatestTwoWeeks() {
        DemoResult sound = DemoFixture.sound(DemoFixture.dev());
        List<Bars.Bar> days = IntStream.rangeClosed(1, 16)
                .mapToObj(day -> new Bars.Bar(String.format(Locale.ROOT, "2026-11-%02d", day), day))
                .toList();

        assertThat(page(withDays(sound, days), 40, false, true))
                .contains("Events by day\n  ... 2 earlier days\n  2026-11-03   3  ████▏\n")
                .contains("  2026-11-16  16  ██████████████████████\n");
    }

    private static DemoResult withDays(DemoResult result, List<Bars.Bar> days) {
        return new DemoResult(
                result.graph(),
                result.report(),
                result.reconciliation(),
                result.rawZone(),
                result.steps(),
                result.answers(),
                days,
                result.zones(),
                result.notRun(),
                result.folder(),
                result.seconds());
    }

    private static String page(DemoResult result, int width, boolean onTerminal, boolean colours) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, UTF_8);
        Terminal terminal = new Terminal(out, out, onTerminal, onTerminal, width, colours);
        new DemoPage(terminal, result.graph().stack(), Path.of("/tmp/a demo")).print(result);
        out.flush();
        return bytes.toString(UTF_8);
    }

    private static String expected(String name) throws IOException {
        try (InputStream page = DemoPageTest.class.getResourceAsStream(name)) {
            return new String(page.readAllBytes(), UTF_8);
        }
    }
}
