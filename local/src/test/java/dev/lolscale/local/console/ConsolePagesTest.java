package dev.lolscale.local.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.node.ExternalCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsolePagesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void shouldSayThatItsFolderIsNotThere(@TempDir Path root) {
        assertThatThrownBy(() -> ConsolePages.prepare(root, step -> {}))
                .isInstanceOf(GraphException.class)
                .hasMessage("the console's page is not there: " + root.resolve("console") + " is no folder");
    }

    @Test
    void shouldKeepThePagesOwnTests() throws Exception {
        ConsolePages.prepare(ROOT, step -> {});

        ExternalCommand.Ended ended =
                ExternalCommand.run(ROOT.resolve("console"), Duration.ofMinutes(2), List.of("npm", "test"));

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("# pass 7", "# fail 0");
    }
}
