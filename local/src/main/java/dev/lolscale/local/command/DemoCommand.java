package dev.lolscale.local.command;

import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.athena.QueryException;
import dev.lolscale.local.athena.QueryResult;
import dev.lolscale.local.deploy.Lake;
import dev.lolscale.local.deploy.LocalFolder;
import dev.lolscale.local.deploy.LocalPlatform;
import dev.lolscale.local.deploy.LocalSettings;
import dev.lolscale.local.deploy.NotRun;
import dev.lolscale.local.deploy.SavedQuery;
import dev.lolscale.local.deploy.WorkflowReport;
import dev.lolscale.local.deploy.ZoneSizes;
import dev.lolscale.local.glue.Step;
import dev.lolscale.local.load.EventSender;
import dev.lolscale.local.load.SeedEvents;
import dev.lolscale.local.load.SendReport;
import dev.lolscale.local.load.SendSettings;
import dev.lolscale.local.reconcile.RawZone;
import dev.lolscale.local.reconcile.Reconciliation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole platform once, from the stack graph to an SQL answer. */
@Command(
        name = "demo",
        description =
                "Run the whole platform once: events over HTTP in, SQL answers out, and an account of every event.")
final class DemoCommand implements Callable<Integer> {

    private static final int BATCH = 100;
    private static final int CLIENTS = 4;

    /** The id of every event is held in memory, about 100 bytes each, to account for it. */
    private static final long MOST_EVENTS = 5_000_000;

    /** What a platform on this machine could not deliver, for want of disk, it will not deliver later. */
    private static final int DELIVERY_ATTEMPTS = 1;

    private static final double BAD_FRACTION = 0.01;
    private static final double REPEATED_FRACTION = 0.005;
    private static final long SEED = 20180404;

    /** The events' times run through this many days, to the present. */
    private static final Duration SPAN = Duration.ofDays(5);

    private static final Duration DRAIN_TIME = Duration.ofMinutes(2);

    private final Terminal terminal;

    @Mixin
    private CommandSettings settings;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many lines to send; 100000 by default.")
    private long events;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The folder to run in; emptied first, kept afterwards. .lolscale/STACK by default.")
    private Path folder;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (events < 1 || events > MOST_EVENTS) {
            throw CommandFailure.environment("--events is " + events + "; allowed is 1 to " + MOST_EVENTS, null);
        }
        long started = System.nanoTime();
        Progress progress = new Progress(terminal);
        progress.begin("recording the stack graph of " + settings.stack());
        StackGraph graph = settings.record();
        progress.end(graph.resources().size() + " resources");
        Path root = settings.folder(folder);
        LocalFolder.clear(root, settings.stack());
        try (LocalFolder local = LocalFolder.open(root, settings.stack())) {
            DemoResult result = run(graph, local, progress, started);
            if (settings.json()) {
                CommandSettings.print(terminal, result.json());
            } else {
                new DemoPage(terminal, settings.stack(), folder).print(result);
            }
            return result.faults().isEmpty() ? 0 : CommandFailure.FAULT;
        }
    }

    private DemoResult run(StackGraph graph, LocalFolder local, Progress progress, long started)
            throws IOException, InterruptedException {
        progress.begin("starting what it declares");
        SendReport report;
        List<Step> steps;
        try (LocalPlatform platform =
                LocalPlatform.start(graph, local, LocalSettings.of(settings.root(), settings.region(), 0))) {
            Thread stopWithUs = new Thread(platform::close);
            Runtime.getRuntime().addShutdownHook(stopWithUs);
            progress.end("the front door is " + platform.trackUrl());
            progress.begin("sending events");
            report = send(platform, progress);
            progress.end(
                    String.format(Locale.ROOT, "%,d accepted, %,d rejected", report.accepted(), report.rejected()));
            if (report.undelivered() > 0) {
                throw CommandFailure.fault(
                        report.undelivered() + " lines were not taken: "
                                + platform.problem().orElse("the first problem was " + report.firstProblem())
                                + "; see " + local.logs(),
                        null);
            }
            progress.begin("draining the stream");
            if (!platform.drain(DRAIN_TIME)) {
                throw CommandFailure.fault(
                        "the stream was not drained within " + DRAIN_TIME.toSeconds() + " s; see " + local.logs(),
                        null);
            }
            progress.end("all delivered");
            progress.begin("running the workflow");
            steps = platform.runWorkflow();
            progress.end(steps.size() + " steps");
            for (Step step : steps) {
                if (step.state() != Step.State.SUCCEEDED) {
                    throw CommandFailure.fault(
                            step.kind().name().toLowerCase(Locale.ROOT) + " " + step.name() + " "
                                    + step.state().name().toLowerCase(Locale.ROOT) + ": " + step.problem(),
                            null);
                }
            }
            Runtime.getRuntime().removeShutdownHook(stopWithUs);
        }
        progress.begin("asking the lake");
        Lake lake = new Lake(graph, local);
        List<DemoResult.Answer> answers = ask(lake, WorkflowReport.sum(steps, "quarantined") == 0, progress);
        progress.end(answers.size() + " saved queries");
        progress.begin("reconciling by id");
        RawZone rawZone = RawZone.read(lake.file("s3://" + graph.outputs().text("bucketName") + "/"
                + graph.outputs().text("rawPrefix")));
        Reconciliation reconciliation = Reconciliation.of(
                report,
                rawZone,
                idsOfTable(lake, graph.outputs().text("eventTable")),
                WorkflowReport.sum(steps, "quarantined"),
                WorkflowReport.sum(steps, "duplicatesDropped"));
        progress.end(reconciliation.faults().isEmpty() ? "every event accounted for" : "it does not add up");
        return new DemoResult(
                graph,
                report,
                reconciliation,
                rawZone,
                steps,
                answers,
                eventsByDay(lake, graph.outputs().text("eventTable")),
                ZoneSizes.of(graph, lake),
                NotRun.of(graph),
                local.root(),
                (System.nanoTime() - started) / 1e9);
    }

    private SendReport send(LocalPlatform platform, Progress progress) throws IOException, InterruptedException {
        // Where nobody drops repeats, each would stand in the event table: no fault, but none to show either.
        double repeated = platform.dropsRepeatedEvents() ? REPEATED_FRACTION : 0;
        SeedEvents source = new SeedEvents(SEED, Instant.now().minus(SPAN), SPAN, events, BAD_FRACTION, repeated);
        SendSettings sending =
                new SendSettings(platform.trackUrl(), platform.apiKey(), events, BATCH, 0, CLIENTS, DELIVERY_ATTEMPTS);
        return new EventSender(sending, true).send(source, done -> progress.advance(done, events));
    }

    /**
     * The answers to the saved queries.
     *
     * @param nothingQuarantined then a crawler has found no file to make the quarantine's table of
     */
    private static List<DemoResult.Answer> ask(Lake lake, boolean nothingQuarantined, Progress progress)
            throws IOException {
        List<DemoResult.Answer> answers = new ArrayList<>();
        for (SavedQuery query : lake.savedQueries()) {
            try {
                answers.add(new DemoResult.Answer(query.name(), lake.query(query.sql())));
            } catch (QueryException e) {
                if (nothingQuarantined && e.kind() == QueryException.Kind.UNKNOWN_TABLE) {
                    progress.note("saved query " + query.name() + " has no table yet: nothing is quarantined");
                    continue;
                }
                throw CommandFailure.fault("saved query " + query.name() + ": " + e.getMessage(), e);
            }
        }
        return answers;
    }

    private static List<Bars.Bar> eventsByDay(Lake lake, String table) throws IOException {
        QueryResult result = lake.queryWithoutCutoff("SELECT year, month, day, count(*) AS events FROM " + table
                + " GROUP BY year, month, day ORDER BY year, month, day");
        return result.rows().stream()
                .map(row -> new Bars.Bar(
                        row.get(0) + "-" + row.get(1) + "-" + row.get(2), ((Number) row.get(3)).longValue()))
                .toList();
    }

    private static Map<String, Integer> idsOfTable(Lake lake, String table) throws IOException {
        QueryResult result = lake.queryWithoutCutoff("SELECT eventid FROM " + table);
        Map<String, Integer> ids = new HashMap<>();
        result.rows().forEach(row -> ids.merge(String.valueOf(row.get(0)), 1, Integer::sum));
        return ids;
    }
}
