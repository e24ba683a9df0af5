package dev.lolscale.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.node.ExternalCommand;
import dev.lolscale.graph.node.Node;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pack's own tests, in TypeScript: each policy with what passes, what fails, and what makes it subtle. */
class OwnPackTest {

    @Test
    void shouldPassItsOwnTests() throws Exception {
        PolicyPack.prepare(Packs.OWN, Node.ofPath(), step -> {});

        ExternalCommand.Ended ended = ExternalCommand.run(Packs.OWN, Duration.ofMinutes(5), List.of("npm", "test"));

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).containsPattern("# pass [1-9]\\d+").contains("# fail 0");
    }
}
