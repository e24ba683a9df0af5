package dev.lolscale.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.deploy.Control;
import dev.lolscale.local.deploy.LocalFolder;
import dev.lolscale.local.deploy.LocalPlatform;
import dev.lolscale.local.deploy.LocalSettings;
import dev.lolscale.local.deploy.WorkflowReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drains the stream and runs the Glue workflow once. */
@Command(
        name = "workflow",
        description = "Drain the stream and run the Glue workflow once, through a running up or alone.")
final class WorkflowCommand implements Callable<Integer> {

    private static final Duration DRAIN_TIME = Duration.ofMinutes(2);

    private static final Set<String> SUMMED = Set.of("seconds", "rawLines", "rows", "quarantined", "duplicatesDropped");

    private final Terminal terminal;

    @Mixin
    private CommandSettings settings;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The folder of the local platform. .lolscale/STACK by default.")
    private Path folder;

    @Option(
            names = "--job-argument",
            paramLabel = "NAME=VALUE",
            description = "Run the job alone, with this argument over its own: maintain=true, rebuild=all, erase=USER."
                    + " May be repeated.")
    private Map<String, String> jobArguments = new TreeMap<>();

    WorkflowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Progress progress = new Progress(terminal);
        Path root = settings.folder(folder);
        ObjectNode report;
        try (LocalFolder beside = LocalFolder.read(root, settings.stack())) {
            progress.begin("running the workflow");
            Optional<ObjectNode> throughUp =
                    LocalFolder.isInUse(root) ? Control.runWorkflow(beside, arguments()) : Optional.empty();
            report = throughUp.isPresent() ? throughUp.get() : runAlone(root);
            progress.end(report.path("steps").size() + " steps");
        }
        boolean failed = false;
        for (JsonNode step : report.path("steps")) {
            failed |= !step.path("state").asText().equals("SUCCEEDED");
        }
        if (settings.json()) {
            CommandSettings.print(terminal, report);
        } else {
            print(report);
        }
        return failed ? CommandFailure.FAULT : 0;
    }

    private ObjectNode runAlone(Path root) throws IOException, InterruptedException {
        try (LocalFolder local = LocalFolder.open(root, settings.stack());
                LocalPlatform platform = LocalPlatform.start(
                        settings.record(), local, LocalSettings.of(settings.root(), settings.region(), 0))) {
            if (!platform.drain(DRAIN_TIME)) {
                throw CommandFailure.fault(
                        "the stream was not drained within " + DRAIN_TIME.toSeconds() + " s; see " + local.logs(),
                        null);
            }
            return WorkflowReport.of(jobArguments.isEmpty() ? platform.runWorkflow() : platform.runJobs(arguments()));
        }
    }

    /** As Glue writes them. */
    private Map<String, String> arguments() {
        Map<String, String> arguments = new TreeMap<>();
        jobArguments.forEach((name, value) -> arguments.put(name.startsWith("--") ? name : "--" + name, value));
        return arguments;
    }

    /** What a step says it did, by number, zeros and what the last line sums up left out. */
    private static String numbers(JsonNode step) {
        List<String> numbers = new ArrayList<>();
        step.properties().forEach(detail -> {
            if (detail.getValue().asLong() > 0 && !SUMMED.contains(detail.getKey())) {
                numbers.add(String.format(
                        Locale.ROOT,
                        "%s %,d",
                        detail.getKey(),
                        detail.getValue().asLong()));
            }
        });
        return String.join(", ", numbers);
    }

    private void print(ObjectNode report) {
        for (JsonNode step : report.path("steps")) {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%-8s %-44s %-10s %6.1f s  %s%n",
                            step.path("kind").asText(),
                            step.path("name").asText(),
                            step.path("state").asText().toLowerCase(Locale.ROOT),
                            step.path("seconds").asDouble(),
                            step.path("problem").asText(""));
            String did = numbers(step);
            if (!did.isEmpty()) {
                terminal.out().println("         " + terminal.dim(did));
            }
        }
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%,d raw lines: %,d rows, %,d quarantined, %,d duplicates dropped%n",
                        report.path("raw").asLong(),
                        report.path("rows").asLong(),
                        report.path("quarantined").asLong(),
                        report.path("duplicatesDropped").asLong());
    }
}
