package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.cost.Workload;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WorkloadOptionsTest {

    @Test
    void shouldBeTheStandardWorkloadWithoutOptions() {
        assertThat(CommandLine.populateCommand(new WorkloadOptions()).workload())
                .isEqualTo(Workload.STANDARD);
    }
}
