package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {

    @Test
    void shouldFillTheWidthWithTheLongestBar() {
        assertThat(Bars.of(
                        List.of(new Bars.Bar("Monday", 1_000), new Bars.Bar("Sunday", 500), new Bars.Bar("May", 562)),
                        23,
                        terminal(false)))
                .containsExactly("Monday  1,000  ████████", "Sunday    500  ████", "May       562  ████▌");
    }

    @Test
    void shouldShowTheSmallestCountAndNoBarForNone() {
        assertThat(Bars.of(
                        List.of(new Bars.Bar("a", 1_000_000), new Bars.Bar("b", 1), new Bars.Bar("c", 0)),
                        20,
                        terminal(false)))
                .containsExactly("a  1,000,000  ██████", "b          1  ▏", "c          0");
    }

    @Test
    void shouldGiveUpTheBarsWhereThereIsNoRoom() {
        assertThat(Bars.of(List.of(new Bars.Bar("2026-11-18", 12)), 14, terminal(false)))
                .containsExactly("2026-11-18  12");
    }

    @Test
    void shouldColourOnlyTheBar() {
        assertThat(Bars.of(List.of(new Bars.Bar("a", 2)), 8, terminal(true)))
                .containsExactly("a  2  \u001b[32m██\u001b[0m");
    }

    @Test
    void shouldBeNothingWithoutCounts() {
        assertThat(Bars.of(List.of(), 40, terminal(false))).isEmpty();
    }

    private static Terminal terminal(boolean onScreen) {
        return new Terminal(System.out, System.err, onScreen, onScreen, 80, true);
    }
}
