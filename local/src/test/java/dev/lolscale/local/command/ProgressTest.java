package dev.lolscale.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldSayPlainLinesWhereNobodyWatches() {
        Progress progress = progress(false, 80);

        progress.begin("sending events");
        progress.advance(50, 100);
        progress.advance(100, 100);
        progress.note("a note");
        progress.end("99 accepted");

        assertThat(err.toString(UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("  sending events ..."),
                        line -> assertThat(line).isEqualTo("  a note"),
                        line -> assertThat(line).matches("  sending events {2}99 accepted \\(\\d+\\.\\d s\\)"));
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void shouldMoveABarOnATerminal() {
        Progress progress = progress(true, 80);

        progress.begin("sending events");
        progress.advance(500, 1_000);
        progress.advance(1_000, 1_000);
        progress.end("990 accepted");

        assertThat(err.toString(UTF_8).split(CLEAR_LINE.replace("[", "\\["), -1))
                .satisfiesExactly(
                        none -> assertThat(none).isEmpty(),
                        begun -> assertThat(begun).isEqualTo("  sending events ..."),
                        half -> assertThat(half)
                                .isEqualTo("  sending events  " + "█".repeat(12) + "░".repeat(12) + "  500 of 1,000"),
                        all -> assertThat(all).isEqualTo("  sending events  " + "█".repeat(24) + "  1,000 of 1,000"),
                        end -> assertThat(end).matches("  sending events {2}990 accepted \\(\\d+\\.\\d s\\)\\R"));
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void shouldNotDrawMoreOftenThanEyesSee() {
        Progress progress = progress(true, 80);
        progress.begin("sending events");

        for (int i = 0; i < 1_000_000; i++) {
            progress.advance(i, 1_000_000_000);
        }

        // A million calls take well under a minute: no more than ten drawings a second.
        assertThat(err.toString(UTF_8).split("░", -1).length).isLessThan(24 * 600);
    }

    @Test
    void shouldNeverBeWiderThanTheTerminal() {
        Progress progress = progress(true, 40);

        progress.begin("a step with a name that is longer than the terminal is wide");
        progress.advance(1, 2);
        progress.end("a result that is long too");

        assertThat(err.toString(UTF_8).split("\r", -1))
                .allSatisfy(
                        line -> assertThat(line.replace("\u001b[K", "").strip()).hasSizeLessThan(40));
    }

    @Test
    void shouldDrawNoBarWithoutAnEnd() {
        Progress progress = progress(true, 80);

        progress.advance(1, 0);
        progress.advance(1, -1);

        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void shouldGiveANoteALineOfItsOwn() {
        Progress progress = progress(true, 80);

        progress.begin("serving");
        progress.note("scheduled job done");

        assertThat(err.toString(UTF_8)).endsWith(CLEAR_LINE + "  scheduled job done" + System.lineSeparator());
    }

    private Progress progress(boolean errIsTerminal, int width) {
        return new Progress(new Terminal(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                false,
                errIsTerminal,
                width,
                true));
    }
}
