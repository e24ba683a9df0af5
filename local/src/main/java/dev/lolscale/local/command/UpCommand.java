package dev.lolscale.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.console.Console;
import dev.lolscale.local.console.ConsolePages;
import dev.lolscale.local.deploy.Control;
import dev.lolscale.local.deploy.LocalFolder;
import dev.lolscale.local.deploy.LocalPlatform;
import dev.lolscale.local.deploy.LocalSettings;
import dev.lolscale.local.deploy.WorkflowReport;
import dev.lolscale.local.glue.Step;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The platform, left running. */
@Command(
        name = "up",
        description = "Run the platform until Ctrl-C, the workflow on its schedule; goes on where it was next time.")
final class UpCommand implements Callable<Integer> {

    private static final Duration DRAIN_TIME = Duration.ofSeconds(60);

    private final Terminal terminal;

    @Mixin
    private CommandSettings settings;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8080",
            description = "The front door's port on 127.0.0.1; 8080 by default, 0 for any free one.")
    private int port;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The folder to run in; goes on with what lies there. .lolscale/STACK by default.")
    private Path folder;

    @Option(
            names = "--console-port",
            paramLabel = "P",
            description =
                    "The console's port on 127.0.0.1; by default the one after the front door's, 0 for any free one.")
    private Integer consolePort;

    @Option(names = "--no-console", description = "Run without the console.")
    private boolean noConsole;

    UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkPort("--port", port);
        if (consolePort != null) {
            checkPort("--console-port", consolePort);
        }
        Progress progress = new Progress(terminal);
        Optional<ConsolePages> pages = pages(progress);
        progress.begin("recording the stack graph of " + settings.stack());
        StackGraph graph = settings.record();
        progress.end(graph.resources().size() + " resources");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> {
            asked.countDown();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        progress.begin("starting what it declares");
        try (LocalFolder local = LocalFolder.open(settings.folder(folder), settings.stack());
                LocalPlatform platform =
                        LocalPlatform.start(graph, local, LocalSettings.of(settings.root(), settings.region(), port))) {
            Runtime.getRuntime().addShutdownHook(onSignal);
            platform.followSchedule(steps -> say(progress, steps));
            runUntil(asked, local, platform, new ConsoleOpening(graph, pages), progress);
            platform.closeDoor();
            progress.begin("draining the stream");
            progress.end(
                    platform.drain(DRAIN_TIME) ? "all delivered" : "not all delivered; the rest goes on next time");
        } finally {
            ended.countDown();
        }
        return 0;
    }

    /** What the console is opened with, where there is one. */
    private record ConsoleOpening(StackGraph graph, Optional<ConsolePages> pages) {}

    private static void checkPort(String option, int given) {
        if (given < 0 || given > 65_535) {
            throw CommandFailure.environment(option + " is " + given + "; allowed is 0 to 65535", null);
        }
    }

    /** Without Node.js the platform runs all the same, and the console does not. */
    private Optional<ConsolePages> pages(Progress progress) throws IOException {
        if (noConsole) {
            return Optional.empty();
        }
        try {
            return Optional.of(ConsolePages.prepare(settings.root(), step -> progress.note(step + " ...")));
        } catch (GraphException e) {
            progress.note("no console: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** On the port after the front door's, so that it is found again; on any free one when that is taken. */
    private Console open(ConsoleOpening opening, ConsolePages pages, LocalPlatform platform) throws IOException {
        int next = port == 0 || port == 65_535 ? 0 : port + 1;
        try {
            return open(opening, pages, platform, consolePort == null ? next : consolePort);
        } catch (IOException e) {
            if (consolePort != null || next == 0) {
                throw e;
            }
            return open(opening, pages, platform, 0);
        }
    }

    private Console open(ConsoleOpening opening, ConsolePages pages, LocalPlatform platform, int onPort)
            throws IOException {
        return Console.open(settings.root(), settings.configuration(), opening.graph(), platform, pages, onPort);
    }

    private void runUntil(
            CountDownLatch asked, LocalFolder local, LocalPlatform platform, ConsoleOpening opening, Progress progress)
            throws IOException, InterruptedException {
        Control.WorkflowRunner runner = jobArguments -> {
            platform.drain(DRAIN_TIME);
            return WorkflowReport.of(jobArguments.isEmpty() ? platform.runWorkflow() : platform.runJobs(jobArguments));
        };
        try (Control control = Control.open(local, runner)) {
            Console console = opening.pages().isEmpty()
                    ? null
                    : open(opening, opening.pages().get(), platform);
            try (console) {
                progress.end("ready; other commands reach it on port " + control.port());
                announce(platform, Optional.ofNullable(console).map(Console::url));
                asked.await();
            }
        }
    }

    private void announce(LocalPlatform platform, Optional<URI> console) {
        if (settings.json()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("url", platform.trackUrl().toString());
            json.put("apiKey", platform.apiKey());
            json.put("s3", platform.s3Endpoint().toString());
            json.put("console", console.map(URI::toString).orElse(null));
            json.put("dir", platform.folder().root().toString());
            CommandSettings.print(terminal, json);
            return;
        }
        console.ifPresent(url -> terminal.out().println("console   " + url));
        String stackFlag = settings.stack().equals("dev") ? "" : " --stack " + settings.stack();
        terminal.out().println("post to   " + platform.trackUrl());
        terminal.out().println("API key   " + platform.apiKey() + "   (made up; good on this machine only)");
        terminal.out().println("S3        " + platform.s3Endpoint());
        terminal.out().println("folder    " + platform.folder().root());
        terminal.out().println();
        terminal.out()
                .println("Try:  curl -i " + platform.trackUrl() + " -H 'x-api-key: " + platform.apiKey()
                        + "' -H 'content-type: application/json' -d '"
                        + "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-04 12:00:00\"}'");
        terminal.out()
                .println("Then: ./lolscale workflow" + stackFlag + "   and   ./lolscale query" + stackFlag
                        + " \"SELECT * FROM analytics_data\"");
        terminal.out().println("Ctrl-C drains the stream and stops.");
        terminal.out().flush();
    }

    private static void say(Progress progress, List<Step> steps) {
        for (Step step : steps) {
            progress.note(String.format(
                    Locale.ROOT,
                    "scheduled %s %s %s (%.1f s)%s",
                    step.kind().name().toLowerCase(Locale.ROOT),
                    step.name(),
                    step.state().name().toLowerCase(Locale.ROOT),
                    step.seconds(),
                    step.problem().isEmpty() ? "" : ": " + step.problem()));
        }
    }
}
