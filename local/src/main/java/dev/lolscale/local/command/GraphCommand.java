package dev.lolscale.local.command;

import dev.lolscale.graph.GraphJson;
import dev.lolscale.graph.GraphTree;
import dev.lolscale.graph.StackGraph;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what the Pulumi program declares. */
@Command(
        name = "graph",
        description = "Show every resource that the stack declares, as a tree or as JSON; secrets are hidden.")
final class GraphCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private CommandSettings settings;

    GraphCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StackGraph graph = settings.record();
        if (settings.json()) {
            CommandSettings.print(terminal, GraphJson.of(graph));
        } else {
            terminal.out().print(GraphTree.of(graph));
        }
        return 0;
    }
}
