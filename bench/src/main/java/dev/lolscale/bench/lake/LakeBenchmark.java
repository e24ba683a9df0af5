package dev.lolscale.bench.lake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lolscale.bench.Benchmark;
import dev.lolscale.bench.Measure.Better;
import dev.lolscale.bench.Report;
import dev.lolscale.bench.RunningPlatform;
import dev.lolscale.bench.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The job that loads a month of raw events, beside plain Spark that parses the same lines with the same parser, and beside
 * DuckDB; then the queries of the write-up of 2018 on the raw JSON and on the table. All peers are processes of their own,
 * take turns in each round, and must have written every line.
 */
public final class LakeBenchmark implements Benchmark {

    private static final String JOB = "job";
    private static final String DEDUPLICATING = "job that drops repeats";
    private static final String SPARK = "plain Spark";
    private static final String DUCKDB = "DuckDB";
    private static final List<String> MEASURED_BESIDE_SPARK = List.of(JOB, DEDUPLICATING, DUCKDB);

    private static final String BOTH_COMPILERS = "-XX:TieredStopAtLevel=4";

    private static final long MILLION = 1_000_000;
    private static final long QUICK_LINES = 60_000;

    /** Below that, most of the time is the start of the JVMs. */
    private static final long LEAST_WITH_GOALS = 10 * MILLION;

    @Override
    public String name() {
        return "lake";
    }

    @Override
    public String description() {
        return "the job beside plain Spark and DuckDB, by millions of events; queries on raw JSON and on the table";
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

        Run(Settings settings, Report report) throws IOException {
            this.settings = settings;
            this.report = report;
            this.directory = Files.createDirectories(settings.target().resolve("lake"));
        }

        void all() throws IOException, InterruptedException {
            List<Long> sizes = settings.quick()
                    ? List.of(QUICK_LINES)
                    : settings.millions().stream().map(each -> each * MILLION).toList();
            for (long size : sizes) {
                report.progress("writing " + text(size) + " raw events");
                RawMonth month = RawMonth.in(directory, size);
                report.note(String.format(
                        "%s: %,d lines in %,d objects of together %,d MB; of 200 lines one is an event once more.",
                        text(size), month.lines(), month.objects().size(), month.bytes() / MILLION));
                for (int round = 1; round <= settings.rounds(); round++) {
                    boolean last = size == sizes.get(sizes.size() - 1) && round == settings.rounds();
                    round(size, month, round, last);
                }
                ratios(size);
            }
            flatness(sizes.get(sizes.size() - 1), sizes);
        }

        private void round(long size, RawMonth month, int round, boolean last)
                throws IOException, InterruptedException {
            String where = text(size) + " events, round " + round + " of " + settings.rounds() + ": ";
            report.progress(where + DEDUPLICATING);
            try (RunningPlatform platform = platform()) {
                month.linkInto(rawZone(platform));
                add(size, DEDUPLICATING, Job.load(platform, 1, month).run(), month);
            }
            report.progress(where + JOB);
            try (RunningPlatform platform = platform()) {
                month.linkInto(rawZone(platform));
                Job job = Job.load(platform, 0, month);
                add(size, JOB, job.run(), month);
                // While the platform is there, beside which the job ran, too: its jar holds the parser.
                report.progress(where + SPARK);
                add(size, SPARK, plainSpark(job).convert(month), month);
                if (last) {
                    report.progress("queries on " + text(size) + " events");
                    new WriteUpQueries(platform, month, report).run();
                }
                versions(job);
            }
            report.progress(where + DUCKDB);
            add(size, DUCKDB, duckDb().convert(month), month);
        }

        private RunningPlatform platform() throws IOException {
            // This variable holds over the command line that the platform gives to the job's JVM.
            Map<String, String> environment =
                    settings.secondCompiler() ? Map.of("_JAVA_OPTIONS", BOTH_COMPILERS) : Map.of();
            return RunningPlatform.start(settings, "lake", environment);
        }

        /** The platform's one raw zone: the stack's own outputs say where. */
        private static Path rawZone(RunningPlatform platform) throws IOException, InterruptedException {
            JsonNode outputs = platform.lolscale("graph").path("outputs");
            return platform.folder()
                    .resolve("s3")
                    .resolve(outputs.path("bucketName").asText())
                    .resolve(outputs.path("rawPrefix").asText());
        }

        /** With what the job's JVM was told, and its class path. */
        private Peer plainSpark(Job job) {
            Path work = directory.resolve("work");
            List<String> options = new ArrayList<>(job.javaOptions());
            if (settings.secondCompiler()) {
                options.add(BOTH_COMPILERS);
            }
            options.addAll(List.of(
                    "-Dspark.app.name=plain",
                    "-Dspark.ui.enabled=false",
                    "-Dspark.driver.bindAddress=127.0.0.1",
                    "-Dspark.driver.host=127.0.0.1",
                    "-Dspark.local.dir=" + work,
                    "-Djava.io.tmpdir=" + work,
                    "-cp",
                    job.classPath() + File.pathSeparator + settings.target().resolve("lolscale-bench.jar")));
            return new Peer(PlainSpark.class, options, List.of(), work);
        }

        private Peer duckDb() {
            return new Peer(
                    DuckDbConversion.class,
                    List.of("-Xmx64m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")),
                    List.of(Integer.toString(Runtime.getRuntime().availableProcessors())),
                    directory.resolve("work"));
        }

        private void versions(Job job) {
            String jars = job.classPath() + File.pathSeparator + System.getProperty("java.class.path");
            for (String library : List.of("spark-sql_2.12", "iceberg-spark-runtime-3.5_2.12", "duckdb_jdbc")) {
                Matcher jar = Pattern.compile("/" + Pattern.quote(library) + "-([0-9.]+)\\.jar")
                        .matcher(jars);
                if (jar.find()) {
                    report.version(library, jar.group(1));
                }
            }
            String over = settings.secondCompiler() ? ", and over it " + BOTH_COMPILERS : "";
            report.version("the job's JVM, and plain Spark's,", job.optionsText() + over);
        }

        private void add(long size, String peer, ProcessRun run, RawMonth month) {
            report.add(seconds(size, peer), "s", Better.LOWER, run.seconds());
            report.add(rate(size, peer), "events/s", Better.HIGHER, month.lines() / run.seconds());
            report.add(memory(size, peer), "MB", Better.LOWER, run.peakMegabytes());
        }

        private void ratios(long size) {
            for (String peer : MEASURED_BESIDE_SPARK) {
                report.ratio(beside(size, peer), Better.LOWER, seconds(size, peer), seconds(size, SPARK));
            }
            if (size >= LEAST_WITH_GOALS) {
                report.goal(beside(size, JOB), 1.15);
                report.goal(beside(size, DEDUPLICATING), 1.6);
                report.goal(rate(size, JOB), 350_000);
            }
        }

        /** Whether more events need more memory. */
        private void flatness(long most, List<Long> sizes) {
            if (most == LEAST_WITH_GOALS || !sizes.contains(LEAST_WITH_GOALS)) {
                return;
            }
            for (String peer : List.of(JOB, DEDUPLICATING)) {
                String name = "memory, " + text(most) + " / " + text(LEAST_WITH_GOALS) + ": " + peer;
                report.ratio(name, Better.LOWER, memory(most, peer), memory(LEAST_WITH_GOALS, peer));
                report.goal(name, 1.1);
            }
        }

        private static String beside(long size, String peer) {
            return text(size) + ": time, " + peer + " / " + SPARK;
        }

        private static String seconds(long size, String peer) {
            return text(size) + ": time, " + peer;
        }

        private static String rate(long size, String peer) {
            return text(size) + ": rate, " + peer;
        }

        private static String memory(long size, String peer) {
            return text(size) + ": most memory, " + peer;
        }

        private static String text(long events) {
            return events % MILLION == 0 ? events / MILLION + " M" : String.format("%,d", events);
        }
    }
}
