package dev.lolscale.local.glue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stands in for Glue's job runner: starts the job's own jar, with the job's own arguments, in a JVM of its own. Spark
 * configuration that the job passes by {@code --conf} holds; over it lies what this machine provides in the place of AWS:
 * folders for buckets, and a file for the catalog of Iceberg tables.
 */
public final class SparkJob {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Arguments that Glue itself reads and that mean nothing to the job's code. */
    private static final Set<String> OF_GLUE = Set.of(
            "--class",
            "--extra-jars",
            "--conf",
            "--datalake-formats",
            "--job-language",
            "--enable-metrics",
            "--enable-observability-metrics",
            "--enable-continuous-cloudwatch-log",
            "--continuous-log-logGroup",
            "--enable-spark-ui",
            "--spark-event-logs-path",
            "--enable-auto-scaling",
            "--TempDir");

    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar");

    private static final List<String> OWN_WORDS = List.of("lolscale", "EventJob", "Exception in thread", "Error: ");

    private final JobSettings job;
    private final SparkSettings spark;

    /** A job on this machine's Spark. */
    public SparkJob(JobSettings job, SparkSettings spark) {
        this.job = job;
        this.spark = spark;
    }

    /**
     * Ends the job that a killed lolscale has left running, if there is one.
     *
     * @param workFolder the {@link SparkSettings#workFolder()} that it ran in
     */
    public static void endOrphan(Path workFolder) throws IOException {
        RunningJob.endOrphan(workFolder);
    }

    /** Runs the job to its end, again as often as its retries allow. Never throws for a job that fails. */
    public Step run() {
        long start = System.nanoTime();
        Step step = runOnce(start);
        for (int retry = 0; retry < job.maxRetries() && mayTryAgain(step); retry++) {
            step = runOnce(start);
        }
        return step;
    }

    private static boolean mayTryAgain(Step step) {
        return step.state() == Step.State.FAILED && !Thread.currentThread().isInterrupted();
    }

    private Step runOnce(long start) {
        Path log = spark.logFolder().resolve(job.name() + ".log");
        try {
            for (Path jar : extraJars()) {
                if (!Files.isRegularFile(jar)) {
                    return failed(start, "its jar " + jar + " is not there");
                }
            }
            Files.createDirectories(spark.logFolder());
            Files.createDirectories(spark.workFolder());
            RunningJob.endOrphan(spark.workFolder());
            Path work = Files.createTempDirectory(spark.workFolder(), "run");
            try {
                return run(work, log, start);
            } finally {
                delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("job " + job.name() + " cannot be run: " + e.getMessage(), e);
        }
    }

    private Step run(Path work, Path log, long start) throws IOException {
        Path output = work.resolve("output.txt");
        Process process = new ProcessBuilder(command(work))
                .redirectOutput(output.toFile())
                .redirectError(log.toFile())
                .start();
        RunningJob.remember(spark.workFolder(), process);
        // A job must not go on writing once nobody waits for it.
        Thread stopWithUs = new Thread(process::destroyForcibly);
        boolean ended;
        try {
            Runtime.getRuntime().addShutdownHook(stopWithUs);
            ended = process.waitFor(job.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(start, "it was interrupted");
        } catch (IllegalStateException e) {
            return failed(start, "lolscale was stopped");
        } finally {
            process.destroyForcibly().onExit().join();
            RunningJob.forget(spark.workFolder());
            removeHook(stopWithUs);
        }
        ObjectNode metrics = lastJsonLine(output);
        if (!ended) {
            return step(
                    Step.State.TIMEOUT,
                    start,
                    metrics,
                    "it ran longer than its timeout of " + job.timeout().toMinutes() + " min; see " + log);
        }
        if (process.exitValue() != 0) {
            return step(Step.State.FAILED, start, metrics, problem(log, process.exitValue()));
        }
        return step(Step.State.SUCCEEDED, start, metrics, "");
    }

    private List<String> command(Path work) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + spark.heapMegabytes() + "m");
        // A short job ends before the second compiler pays: half the time and a quarter less memory.
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:-UsePerfData");
        OPENED.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
        int feature = Runtime.version().feature();
        if (feature >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Djava.io.tmpdir=" + work);
        sparkConfiguration(work).forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-cp");
        command.add(Stream.concat(extraJars().stream(), spark.classPath().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(required("--class"));
        command.add("--JOB_NAME");
        command.add(job.name());
        new TreeMap<>(job.arguments()).forEach((name, value) -> {
            if (!OF_GLUE.contains(name)) {
                command.add(name);
                command.add(value);
            }
        });
        return command;
    }

    private List<Path> extraJars() {
        return Stream.of(required("--extra-jars").split(",", -1))
                .map(spark::file)
                .toList();
    }

    private String required(String argument) {
        String value = job.arguments().get(argument);
        if (value == null) {
            throw new IllegalArgumentException("job " + job.name() + " has no argument " + argument
                    + ", without which neither Glue nor this machine can run a Spark job from a jar");
        }
        return value;
    }

    private Map<String, String> sparkConfiguration(Path work) {
        Map<String, String> configuration = new TreeMap<>();
        // Glue's own way to pass several: "a=1 --conf b=2".
        for (String pair : job.arguments().getOrDefault("--conf", "").split("\\s+--conf\\s+|^--conf\\s+", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                configuration.put(
                        pair.substring(0, equals).trim(),
                        pair.substring(equals + 1).trim());
            }
        }
        configuration.put("spark.master", "local[" + spark.cores() + "]");
        configuration.put("spark.app.name", job.name());
        configuration.put("spark.ui.enabled", "false");
        configuration.put("spark.driver.bindAddress", "127.0.0.1");
        configuration.put("spark.driver.host", "127.0.0.1");
        configuration.put("spark.local.dir", work.toString());
        configuration.put("spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme");
        // Plain files: a checksum file beside each would be an object that nobody put.
        configuration.put("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        try (Stream<Path> buckets = Files.list(spark.buckets())) {
            buckets.filter(Files::isDirectory)
                    .forEach(bucket -> configuration.put(
                            "spark.hadoop.fs.viewfs.mounttable." + bucket.getFileName() + ".linkFallback",
                            bucket.toUri().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(spark.buckets() + " cannot be listed", e);
        }
        configuration.remove("spark.sql.catalog.lake.type");
        configuration.put("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
        configuration.put("spark.sql.catalog.lake.catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
        configuration.put("spark.sql.catalog.lake.uri", "jdbc:sqlite:" + spark.catalogFile() + "?journal_mode=WAL");
        configuration.put("spark.sql.catalog.lake.jdbc.schema-version", "V1");
        configuration.put("spark.sql.catalog.lake.io-impl", "org.apache.iceberg.hadoop.HadoopFileIO");
        configuration.put("spark.sql.catalog.lake.cache-enabled", "false");
        configuration.putIfAbsent(
                "spark.sql.catalog.lake.warehouse", spark.buckets().toUri().toString());
        return configuration;
    }

    private Step step(Step.State state, long start, ObjectNode details, String problem) {
        return new Step(job.name(), Step.Kind.JOB, state, (System.nanoTime() - start) / 1e9, details, problem);
    }

    private Step failed(long start, String problem) {
        return step(Step.State.FAILED, start, JsonNodeFactory.instance.objectNode(), problem);
    }

    private static ObjectNode lastJsonLine(Path output) throws IOException {
        ObjectNode last = JsonNodeFactory.instance.objectNode();
        for (String line : lines(output)) {
            if (line.startsWith("{")) {
                last = json(line).orElse(last);
            }
        }
        return last;
    }

    /** Empty for a line that only looks like JSON: it is not the job's word. */
    private static Optional<ObjectNode> json(String line) {
        try {
            return Optional.of((ObjectNode) JSON.readTree(line));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The lines of what a process has printed, which may be anything: what is no UTF-8 stands as a question mark. */
    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path entry : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    /** The job's or the JVM's own last words, without Spark's log lines. */
    private static String problem(Path log, int exitCode) throws IOException {
        String lastWords = "";
        for (String line : lines(log)) {
            if (OWN_WORDS.stream().anyMatch(line::startsWith)) {
                lastWords = line;
            }
        }
        return "it ended with exit code " + exitCode + (lastWords.isEmpty() ? "" : ": " + lastWords) + "; see " + log;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // We are going down already: then the hook does its work.
            return;
        }
    }
}
