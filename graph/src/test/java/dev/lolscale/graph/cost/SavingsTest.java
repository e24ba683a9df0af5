package dev.lolscale.graph.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lolscale.graph.StackConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavingsTest {

    @Test
    void shouldTryEachSettingOnTheGraph() {
        StackConfiguration classic = Stacks.configuration("classic");
        List<Savings.Saving> savings = Savings.find(classic, Stacks::graph, CostModel.standard(), Stacks.WORKLOAD);

        assertThat(savings.subList(0, 3))
                .extracting(Savings.Saving::setting)
                .containsExactlyInAnyOrder("transformSchedule", "discovery", "tableFormat");
        for (Savings.Saving saving : savings.subList(0, 3)) {
            double now = Stacks.bill(classic, Stacks.WORKLOAD).totalUsd();
            double then = Stacks.bill(classic.with(saving.setting(), saving.to()), Stacks.WORKLOAD)
                    .totalUsd();
            assertThat(saving.usd()).isCloseTo(now - then, within(1e-9)).isPositive();
            assertThat(saving.trade()).isNotBlank();
        }
        assertThat(savings).extracting(Savings.Saving::usd).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void shouldNotProposeWhatIsSetOrWhatSavesNothing() {
        StackConfiguration prod = Stacks.configuration("prod");

        assertThat(Savings.find(prod, Stacks::graph, CostModel.standard(), Stacks.WORKLOAD))
                .extracting(Savings.Saving::setting)
                .doesNotContain("trackMemoryMegabytes", "workers", "frontDoor", "bufferSeconds", "resultRetentionDays")
                .doesNotHaveDuplicates();
    }
}
