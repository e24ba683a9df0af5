package dev.lolscale.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.check.Level;
import dev.lolscale.graph.check.PackConfiguration;
import dev.lolscale.graph.check.PolicyCheck;
import dev.lolscale.graph.check.Sarif;
import dev.lolscale.graph.check.Severity;
import dev.lolscale.graph.check.Verdict;
import dev.lolscale.graph.check.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds the stack against a policy pack. */
@Command(
        name = "check",
        description = "Check the stack's resources against a policy pack, without the Pulumi CLI and without AWS.")
final class CheckCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;

    @Mixin
    private CommandSettings settings;

    @Option(
            names = "--policy-pack",
            paramLabel = "DIR",
            description = "The folder of a policy pack for Node.js; policies by default.")
    private Path pack;

    @Option(
            names = "--policy-pack-config",
            paramLabel = "FILE",
            description = "A JSON file with the levels and settings of policies, as Pulumi takes it.")
    private Path configuration;

    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            description = "Also write the violations to a SARIF file, for annotations in CI.")
    private Path sarif;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        PackConfiguration configured =
                configuration == null ? PackConfiguration.none() : PackConfiguration.read(configuration);
        StackGraph graph = settings.record();
        Path folder = pack == null ? settings.root().resolve("policies") : pack.toAbsolutePath();
        Progress progress = new Progress(terminal);
        Verdict verdict;
        try (PolicyCheck check =
                PolicyCheck.start(folder, settings.configuration(), step -> progress.note(step + " ..."))) {
            verdict = check.judge(graph, configured);
        }
        if (sarif != null) {
            Files.writeString(sarif, Sarif.of(verdict, "Pulumi." + settings.stack() + ".yaml") + "\n");
        }
        if (settings.json()) {
            CommandSettings.print(terminal, json(verdict));
        } else {
            print(verdict, graph);
        }
        return verdict.passed() ? 0 : CommandFailure.FAULT;
    }

    private static ObjectNode json(Verdict verdict) {
        ObjectNode json = JSON.createObjectNode();
        json.put("policies", verdict.policies().size());
        ArrayNode violations = json.putArray("violations");
        for (Violation violation : verdict.violations()) {
            violations
                    .addObject()
                    .put("policy", violation.policy())
                    .put("level", violation.level().toString())
                    .put("urn", violation.urn())
                    .put("message", violation.message());
        }
        return json;
    }

    private void print(Verdict verdict, StackGraph graph) {
        Severity group = null;
        for (Violation violation : verdict.violations()) {
            if (violation.severity() != group) {
                group = violation.severity();
                terminal.out().println(terminal.bold(heading(group)));
            }
            boolean mandatory = violation.level() != Level.ADVISORY;
            terminal.out()
                    .println("  " + (mandatory ? terminal.red("✗ mandatory") : terminal.yellow("! advisory")) + "  "
                            + violation.policy());
            line("", violation.urn().isEmpty() ? "the stack" : violation.urn());
            line("", violation.message());
            if (!violation.fix().isEmpty()) {
                line("fix: ", violation.fix());
            }
            terminal.out().println();
        }
        long mandatory = verdict.violations().stream()
                .filter(violation -> violation.level() != Level.ADVISORY)
                .count();
        long advisory = verdict.violations().size() - mandatory;
        String result = String.format(
                Locale.ROOT,
                "%s: %,d resources, %,d policies of %s: %,d mandatory and %,d advisory %s",
                graph.stack(),
                graph.resources().size(),
                verdict.policies().size(),
                verdict.pack(),
                mandatory,
                advisory,
                verdict.violations().size() == 1 ? "violation" : "violations");
        terminal.out().println(verdict.passed() ? terminal.green(result) : terminal.red(result));
    }

    private void line(String label, String text) {
        WrappedText.of(label + TextTable.text(text), terminal.width() - 6)
                .forEach(line -> terminal.out().println("      " + line));
    }

    private static String heading(Severity severity) {
        String name = severity == Severity.UNSPECIFIED ? "severity not told" : severity.toString();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
