package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void shouldMakeColumnsAsWideAsTheirWidestCell() {
        assertThat(TextTable.of(
                        List.of("event", "n"), List.of(List.of("LOGIN", 7L), List.of("PURCHASE", 1_234_567L)), 10, 80))
                .containsExactly(
                        "event             n", "───────────────────", "LOGIN             7", "PURCHASE  1,234,567");
    }

    @Test
    void shouldShowNothingForNullAndTextAsItIs() {
        assertThat(TextTable.of(
                        List.of("a", "b", "c"),
                        List.of(Arrays.asList("x", null, true), Arrays.asList(null, 1.5, "2018-04-04")),
                        10,
                        80))
                .containsExactly("a  b    c", "──────────────────", "x       true", "   1.5  2018-04-04");
    }

    @Test
    void shouldGiveAnotherProgramEverythingAndBareDigits() {
        assertThat(TextTable.whole(
                        List.of("n", "text"),
                        List.of(List.of(1_795_576_968_795L, "x".repeat(200)), List.of(2026L, "y"))))
                .containsExactly(
                        "            n  text",
                        "─".repeat(13 + 2 + 200),
                        "1795576968795  " + "x".repeat(200),
                        "         2026  y");
    }

    @Test
    void shouldCountTheRowsThatItDoesNotShow() {
        List<List<Object>> rows =
                LongStream.range(0, 1_500).mapToObj(i -> List.<Object>of(i)).toList();

        List<String> lines = TextTable.of(List.of("i"), rows, 3, 80);

        assertThat(lines).containsExactly("i", "─", "0", "1", "2", "... and 1,497 more rows");
    }

    @Test
    void shouldShowTheHeaderOfAnAnswerWithoutRows() {
        assertThat(TextTable.of(List.of("event", "n"), List.of(), 10, 80)).containsExactly("event  n", "────────");
    }

    @Test
    void shouldCutWhatIsWiderThanTheScreen() {
        List<String> lines =
                TextTable.of(List.of("first", "second"), List.of(List.of("x".repeat(30), "y".repeat(30))), 10, 40);

        assertThat(lines).allMatch(line -> line.length() <= 40);
        assertThat(lines.get(2)).isEqualTo("x".repeat(30) + "  " + "y".repeat(7) + "…");
    }

    @Test
    void shouldKeepARowOnItsLineAndTheTerminalToItself() {
        // Senders write what they like: nothing of it may move the cursor or change colours.
        List<String> lines =
                TextTable.of(List.of("user\u001b[2J"), List.of(List.of("a\nb\rc\td\u001b[31me\u009bf\u0007")), 10, 80);

        assertThat(lines).containsExactly("user [2J", "─".repeat(16), "a b c d [31me f");
    }
}
