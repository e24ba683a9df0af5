package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrappedTextTest {

    @Test
    void shouldBreakBetweenWords() {
        assertThat(WrappedText.of("one two three", 8)).containsExactly("one two", "three");
    }

    @Test
    void shouldKeepTogetherWhatBelongsTogether() {
        assertThat(WrappedText.of("2\u00a0Role, 5\u00a0Key", 8)).containsExactly("2 Role,", "5 Key");
    }

    @Test
    void shouldBreakAWordThatIsLongerThanTheWidth() {
        assertThat(WrappedText.of("in /home/ada/demo now", 8)).containsExactly("in", "/home/ad", "a/demo", "now");
    }

    @Test
    void shouldContinueACommandWithBackslashes() {
        assertThat(WrappedText.ofCommand(List.of("./lolscale", "query", "--dir \"a b\"", "\"SELECT", "1\""), 20))
                .containsExactly("./lolscale query \\", "    --dir \"a b\" \\", "    \"SELECT 1\"");
    }

    @Test
    void shouldBreakALongWordOfACommandWithoutChangingIt() {
        assertThat(WrappedText.ofCommand(List.of("./lolscale", "--dir \"/a/very/\\$long/path\""), 20))
                .containsExactly("./lolscale \\", "    --dir \"/a/very\\", "/\\$long/path\"");
    }
}
