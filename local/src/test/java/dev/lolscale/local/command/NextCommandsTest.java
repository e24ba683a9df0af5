package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class NextCommandsTest {

    @Test
    void shouldNameTheStackAndTheFolder() {
        assertThat(NextCommands.of("classic", Path.of("/tmp/demo"), "analytics_data"))
                .extracting(words -> String.join(" ", words))
                .containsExactly(
                        "./lolscale query --stack classic --dir /tmp/demo \"SELECT event, count(DISTINCT userid) AS users"
                                + " FROM analytics_data GROUP BY event ORDER BY event\"",
                        "./lolscale up --stack classic --dir /tmp/demo",
                        "./lolscale demo");
    }

    @Test
    void shouldLeaveOutWhatIsUsual() {
        assertThat(NextCommands.of("dev", null, "analytics_data"))
                .extracting(words -> String.join(" ", words))
                .containsExactly(
                        "./lolscale query \"SELECT event, count(DISTINCT userid) AS users"
                                + " FROM analytics_data GROUP BY event ORDER BY event\"",
                        "./lolscale up",
                        "./lolscale demo --stack classic");
    }

    @Test
    void shouldQuoteAFolderThatTheShellWouldMisread() {
        assertThat(NextCommands.of("dev", Path.of("my \"own\" $demo"), "analytics_data")
                        .get(0))
                .contains("--dir \"my \\\"own\\\" \\$demo\"");
    }

    @Test
    void shouldNameCommandsThatThereAre() {
        List<String> known = Arrays.stream(
                        Lolscale.class.getAnnotation(Command.class).subcommands())
                .map(command -> command.getAnnotation(Command.class).name())
                .toList();

        assertThat(NextCommands.of("dev", null, "analytics_data"))
                .extracting(words -> words.get(1))
                .isSubsetOf(known);
    }
}
