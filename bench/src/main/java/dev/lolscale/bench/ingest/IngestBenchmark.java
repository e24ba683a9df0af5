package dev.lolscale.bench.ingest;

import dev.lolscale.bench.Benchmark;
import dev.lolscale.bench.BenchmarkException;
import dev.lolscale.bench.Measure.Better;
import dev.lolscale.bench.Report;
import dev.lolscale.bench.Settings;
import dev.lolscale.bench.ingest.Shift.Done;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The track function beside a Node handler that does what the one of 2018 did: both in processes of their own under a Lambda
 * runtime's loop, one instance on one core, against one stub. The functions take turns in each round.
 */
public final class IngestBenchmark implements Benchmark {

    private static final String HANDLER = "dev.lolscale.handlers.TrackHandler";
    private static final String TRACK = "track";
    private static final String NODE = "Node, a record a line";
    private static final String NODE_BODY = "Node, the body as one record";
    private static final String PASS_THROUGH = "pass-through";
    private static final String SECOND_COMPILER = "track, second compiler on";
    private static final String BARE = "the stub's own limit";
    private static final String ARCHIVED = "track, class-data archive";
    private static final String RESTORED = "track, restored";
    private static final List<String> HTTP_CLIENTS = List.of("apache", "url-connection", "crt");

    /** What an instance on one core must take at 100 events a request. */
    private static final double GOAL_EVENTS_PER_SECOND = 100_000;

    private static final int FULL = 100;
    private static final Duration FIRST_LIMIT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String description() {
        return "the track function beside a Node 20 handler: warm, first event, memory; HTTP clients; where time goes";
    }

    @Override
    public void run(Settings settings, Report report) throws IOException, InterruptedException {
        new Run(settings, report).all();
    }

    /** One run, with what it prepares. */
    private static final class Run {

        private final Settings settings;
        private final Report report;
        private final Path directory;
        private final Path logs;
        private final Path functionsJar;
        private final Path benchJar;
        private final JavaRuntime java;
        private final NodePeer node;
        private final Duration warmUp;
        private final Duration window;

        Run(Settings settings, Report report) throws IOException, InterruptedException {
            this.settings = settings;
            this.report = report;
            this.directory = Files.createDirectories(settings.target().resolve("ingest"));
            this.logs = directory.resolve("logs");
            this.functionsJar = built(settings.root().resolve("handlers/target/lolscale-handlers.jar"));
            this.benchJar = built(settings.target().resolve("lolscale-bench.jar"));
            Path runtime = built(settings.root().resolve("local/target/lambda-runtime"));
            this.java = new JavaRuntime(runtime, directory);
            this.node = NodePeer.install(
                    settings.root().resolve("bench/node"), settings.target().resolve("node"));
            this.warmUp = settings.quick() ? Duration.ofMillis(500) : Duration.ofSeconds(5);
            this.window = settings.quick() ? Duration.ofMillis(500) : Duration.ofSeconds(4);
            report.version("Node", node.nodeVersion());
            report.version("AWS SDK for JavaScript", node.sdkVersion());
            for (Path jar : JavaRuntime.jars(runtime)) {
                String name = jar.getFileName().toString();
                if (name.contains("runtime-interface-client")) {
                    report.version("Lambda runtime", name.replaceFirst("\\.jar$", ""));
                }
            }
        }

        private static Path built(Path file) {
            if (!Files.exists(file)) {
                throw new BenchmarkException("there is no " + file + "; bench/run builds it");
            }
            return file;
        }

        void all() throws IOException, InterruptedException {
            Cores.leaveTheFunctions(report);
            List<Path> trackJars = List.of(functionsJar);
            Function track = java.function(TRACK, HANDLER, trackJars, List.of(), Map.of());
            Function peer = node.recordALine(NODE);
            warm(List.of(
                    track,
                    peer,
                    node.recordABody(NODE_BODY),
                    java.function(
                            PASS_THROUGH,
                            PassThroughHandler.class.getName(),
                            List.of(functionsJar, benchJar),
                            List.of(),
                            Map.of("HTTP_CLIENT", "apache")),
                    java.function(SECOND_COMPILER, HANDLER, trackJars, List.of("-XX:TieredStopAtLevel=4"), Map.of()),
                    bare()));
            firstEvent(List.of(track, archived(), peer));
            httpClients();
            profile();
            ratiosAndGoals();
        }

        /** Events a request; the first is also the warm-up. */
        private List<Integer> sizes(Function function) {
            boolean isCompared = function.name().equals(TRACK)
                    || function.name().equals(NODE)
                    || function.name().equals(NODE_BODY);
            return isCompared ? List.of(FULL, 25, 1) : List.of(FULL);
        }

        private void warm(List<Function> functions) throws IOException, InterruptedException {
            for (int round = 1; round <= settings.rounds(); round++) {
                for (Function function : functions) {
                    report.progress("warm, round " + round + " of " + settings.rounds() + ": " + function.name());
                    TrackRequests full = TrackRequests.of(FULL);
                    Shift first = Shift.lasting(full, warmUp);
                    try (FunctionInstance instance = FunctionInstance.start(function, logs, first)) {
                        first.await(warmUp.plusSeconds(60));
                        for (int size : sizes(function)) {
                            warm(instance, function.name(), TrackRequests.of(size));
                        }
                        report.add(
                                "memory, warm: " + function.name(),
                                "MB",
                                Better.LOWER,
                                instance.figures().residentMegabytes());
                    }
                }
            }
        }

        private void warm(FunctionInstance instance, String name, TrackRequests requests)
                throws IOException, InterruptedException {
            instance.work(Shift.lasting(requests, warmUp.dividedBy(5)), warmUp);
            double before = instance.figures().processorSeconds();
            Done done = instance.work(Shift.lasting(requests, window), window);
            double used = instance.figures().processorSeconds() - before;
            String at = " at " + requests.eventsEach() + " a request: " + name;
            if (requests.eventsEach() == FULL) {
                report.add("events" + at, "events/s", Better.HIGHER, done.events() / done.seconds());
                report.add(
                        "events in a second of processor time" + at, "events/s", Better.HIGHER, done.events() / used);
            }
            report.add("requests" + at, "requests/s", Better.HIGHER, done.requests() / done.seconds());
            report.add("processor time" + at, "us a request", Better.LOWER, used / done.requests() * 1e6);
            report.add("core in use" + at, "% of one", Better.LOWER, used / done.seconds() * 100);
        }

        private Function bare() throws IOException {
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BareFunction.class.getName());
            return new Function(BARE, command, directory, Map.of("EVENTS", Integer.toString(FULL)));
        }

        private void firstEvent(List<Function> functions) throws IOException, InterruptedException {
            TrackRequests one = TrackRequests.of(1);
            // Once more than is counted: the first of each reads its files from the disk.
            int times = settings.quick() ? 1 : settings.rounds() * 2;
            for (int round = 0; round <= times; round++) {
                report.progress("first event, " + round + " of " + times);
                for (Function function : functions) {
                    firstEvent(function, one, round > 0);
                }
                restored(one, round > 0);
            }
        }

        private void firstEvent(Function function, TrackRequests requests, boolean counted)
                throws IOException, InterruptedException {
            Shift first = Shift.of(requests, 1);
            try (FunctionInstance instance = FunctionInstance.start(function, logs, first)) {
                Done done = first.await(FIRST_LIMIT);
                if (counted) {
                    report.add("first event: " + function.name(), "ms", Better.LOWER, instance.millisToEndOf(done));
                    report.add(
                            "of that, start: " + function.name(), "ms", Better.LOWER, instance.millisToBeginOf(done));
                }
            }
        }

        /**
         * What is left of the first event when the start is in a snapshot: the instance runs its hooks, is told that it is
         * restored, and gets its first event. What Lambda takes to restore the snapshot is not in it, and no snapshot is
         * taken: what is restored is as warm as what was never written to a disk.
         */
        private void restored(TrackRequests requests, boolean counted) throws IOException, InterruptedException {
            Function function = java.function(
                    RESTORED,
                    HANDLER,
                    List.of(functionsJar),
                    List.of(),
                    Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
            Shift first = Shift.of(requests, 1);
            try (FunctionInstance instance = FunctionInstance.start(function, logs, first)) {
                Done done = first.await(FIRST_LIMIT);
                if (counted) {
                    report.add(
                            "first event: " + function.name(),
                            "ms",
                            Better.LOWER,
                            instance.millisFromRestoreToEndOf(done));
                }
            }
        }

        /** The function with an archive of the classes that its first requests need, made here. */
        private Function archived() throws IOException, InterruptedException {
            report.progress("making the class-data archive");
            Path archive = directory.resolve("track.jsa");
            Files.deleteIfExists(archive);
            Function making = java.onClassPath(
                    "archive making", HANDLER, functionsJar, List.of("-XX:ArchiveClassesAtExit=" + archive));
            Shift some = Shift.of(TrackRequests.of(FULL), 20);
            try (FunctionInstance instance = FunctionInstance.start(making, logs, some)) {
                some.await(FIRST_LIMIT);
                instance.end();
            }
            Path loaded = directory.resolve("loaded.log");
            Function check = java.onClassPath(
                    "archive check",
                    HANDLER,
                    functionsJar,
                    List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + loaded));
            firstEvent(check, TrackRequests.of(1), false);
            boolean used = Files.readAllLines(loaded, StandardCharsets.UTF_8).stream()
                    .anyMatch(line -> line.contains(HANDLER + " ") && line.contains("shared objects file"));
            if (!used) {
                throw new BenchmarkException("the class-data archive was not used; see " + loaded);
            }
            return java.onClassPath(ARCHIVED, HANDLER, functionsJar, List.of("-XX:SharedArchiveFile=" + archive));
        }

        private void httpClients() throws IOException, InterruptedException {
            List<Path> jars =
                    new ArrayList<>(JavaRuntime.jars(built(settings.target().resolve("http-clients/lib"))));
            jars.add(benchJar);
            for (Path jar : jars) {
                String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
                if (name.matches("(apache-client|url-connection-client|aws-crt-client|firehose)-.*")) {
                    report.version("HTTP clients: " + name.replaceFirst("-\\d.*", ""), name.replaceFirst("^\\D*", ""));
                }
            }
            for (int round = 0; round <= settings.rounds(); round++) {
                report.progress("HTTP clients, round " + round + " of " + settings.rounds());
                for (String client : HTTP_CLIENTS) {
                    Function function = java.function(
                            "HTTP client " + client,
                            PassThroughHandler.class.getName(),
                            jars,
                            List.of(),
                            Map.of("HTTP_CLIENT", client));
                    httpClient(function, round > 0);
                }
            }
        }

        private void httpClient(Function function, boolean counted) throws IOException, InterruptedException {
            Shift first = Shift.of(TrackRequests.of(1), 1);
            try (FunctionInstance instance = FunctionInstance.start(function, logs, first)) {
                double millis = instance.millisToEndOf(first.await(FIRST_LIMIT));
                if (counted) {
                    report.add("first event: " + function.name(), "ms", Better.LOWER, millis);
                    instance.work(Shift.lasting(TrackRequests.of(FULL), warmUp), warmUp);
                    warm(instance, function.name(), TrackRequests.of(FULL));
                    report.add(
                            "memory, warm: " + function.name(),
                            "MB",
                            Better.LOWER,
                            instance.figures().residentMegabytes());
                }
            }
        }

        private void profile() throws IOException, InterruptedException {
            report.progress("profile");
            Path recording = directory.resolve("track.jfr");
            Files.deleteIfExists(recording);
            Function function = java.function(
                    "track profiled",
                    HANDLER,
                    List.of(functionsJar),
                    // Begun late, so that what it sees is warm.
                    List.of("-XX:StartFlightRecording=delay="
                            + warmUp.plusSeconds(2).toSeconds() + "s,settings=profile,filename=" + recording),
                    Map.of());
            Duration length = warmUp.plus(window.multipliedBy(3)).plusSeconds(2);
            Shift shift = Shift.lasting(TrackRequests.of(FULL), length);
            try (FunctionInstance instance = FunctionInstance.start(function, logs, shift)) {
                shift.await(length.plusSeconds(60));
                instance.end();
            }
            Profile.of(recording).tell(report, window.multipliedBy(3).toMillis() / 1e3);
        }

        private void ratiosAndGoals() {
            for (int size : List.of(FULL, 25, 1)) {
                String at = "requests at " + size + " a request: ";
                report.ratio("warm at " + size + ", track / " + NODE, Better.HIGHER, at + TRACK, at + NODE);
                report.ratio("warm at " + size + ", track / " + NODE_BODY, Better.HIGHER, at + TRACK, at + NODE_BODY);
                report.goal("warm at " + size + ", track / " + NODE, 1.0);
            }
            String full = "requests at " + FULL + " a request: ";
            report.ratio("warm, track / " + PASS_THROUGH, Better.HIGHER, full + TRACK, full + PASS_THROUGH);
            report.ratio("warm, " + SECOND_COMPILER + " / track", Better.HIGHER, full + SECOND_COMPILER, full + TRACK);
            report.ratio("warm, " + BARE + " / track", Better.HIGHER, full + BARE, full + TRACK);
            for (String name : List.of(TRACK, ARCHIVED, RESTORED)) {
                String ratio = "first event, " + name + " / Node";
                report.ratio(ratio, Better.LOWER, "first event: " + name, "first event: " + NODE);
                report.goal(ratio, 4.0);
            }
            report.ratio("memory, track / Node", Better.LOWER, "memory, warm: " + TRACK, "memory, warm: " + NODE);
            for (String client : HTTP_CLIENTS) {
                if (!client.equals("apache")) {
                    report.ratio(
                            "warm, HTTP client " + client + " / apache",
                            Better.HIGHER,
                            full + "HTTP client " + client,
                            full + "HTTP client apache");
                    report.ratio(
                            "first event, HTTP client " + client + " / apache",
                            Better.LOWER,
                            "first event: HTTP client " + client,
                            "first event: HTTP client apache");
                }
            }
            costOfJudging();
            report.goal("events at " + FULL + " a request: " + TRACK, GOAL_EVENTS_PER_SECOND);
        }

        /** What the real function takes beyond the one that judges nothing. */
        private void costOfJudging() {
            String time = "processor time at " + FULL + " a request: ";
            List<Double> track = report.measure(time + TRACK).values();
            List<Double> without = report.measure(time + PASS_THROUGH).values();
            for (int round = 0; round < track.size(); round++) {
                report.add(
                        "judging, stamping and packing an event",
                        "us",
                        Better.LOWER,
                        (track.get(round) - without.get(round)) / FULL);
            }
        }
    }
}
