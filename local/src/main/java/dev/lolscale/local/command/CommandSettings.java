package dev.lolscale.local.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.pulumi.exceptions.RunException;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import dev.lolscale.platform.stack.SettingKeys;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommandSettings {

    @Option(
            names = "--stack",
            paramLabel = "STACK",
            defaultValue = "dev",
            description = "The stack, one of the files Pulumi.STACK.yaml; dev by default.")
    private String stack;

    @Option(names = "--json", description = "Print one JSON object on standard output, and nothing else there.")
    private boolean json;

    @Option(names = "--verbose", description = "Show where an error came from.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it.
    private boolean help;

    String stack() {
        return stack;
    }

    boolean json() {
        return json;
    }

    boolean verbose() {
        return verbose;
    }

    /** The project's folder; the launcher names it. */
    Path root() {
        return Path.of(System.getProperty("lolscale.root", "")).toAbsolutePath();
    }

    StackConfiguration configuration() {
        return StackConfiguration.read(root(), stack);
    }

    /** The stack's region. */
    String region() {
        return configuration().values().get("aws:region");
    }

    /** The graph of the stack, recorded by running the program as an update. */
    StackGraph record() {
        return record(configuration());
    }

    /** The graph of any stack of the project, recorded in the same way. */
    static StackGraph record(StackConfiguration configuration) {
        try {
            SettingKeys.refuseUnknown(
                    configuration.project(), configuration.values().keySet());
        } catch (RunException e) {
            throw CommandFailure.environment("Pulumi." + configuration.stack() + ".yaml: " + e.getMessage(), e);
        }
        return Recorder.record(configuration, Recorder.Mode.UPDATE, Main::stack);
    }

    /**
     * The folder of the local platform: the one named, or the stack's own.
     *
     * @throws dev.lolscale.graph.GraphException when there is no such stack: it has no folder
     */
    Path folder(Path named) {
        configuration();
        return named != null ? named : root().resolve(".lolscale").resolve(stack);
    }

    static void print(Terminal terminal, ObjectNode json) {
        terminal.out().println(json.toString());
    }
}
