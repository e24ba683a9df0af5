package dev.lolscale.graph.cost;

import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.nio.file.Path;

/** The project's stacks, and what they would cost. */
final class Stacks {

    static final Workload WORKLOAD = new Workload(200_000_000, 200, 25, 100);

    private static final Path ROOT = Path.of("..");

    private Stacks() {}

    static StackConfiguration configuration(String stack) {
        return StackConfiguration.read(ROOT, stack);
    }

    static StackGraph graph(StackConfiguration configuration) {
        return Recorder.record(configuration, Recorder.Mode.UPDATE, Main::stack);
    }

    static Bill bill(String stack) {
        return bill(configuration(stack), WORKLOAD);
    }

    static Bill bill(StackConfiguration configuration, Workload workload) {
        return CostModel.standard().price(graph(configuration), workload);
    }
}
