package dev.lolscale.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * A bucket on this machine: the job sees {@code s3://} URIs, whose keys are files of a folder. All of it is
 * configuration of Spark and Hadoop, set from outside as a deployment does.
 */
final class LocalLake {

    /** What a run of the job left behind. */
    record Run(int exitCode, String out, String err) {

        /** The metrics on the last line of standard output. */
        JsonNode metrics() throws IOException {
            List<String> lines = out.lines().toList();
            return new ObjectMapper().readTree(lines.get(lines.size() - 1));
        }
    }

    private static final long FORK_SECONDS = 120;

    private final Path folder;
    private final String bucket = "lake-" + UUID.randomUUID();
    private final String tableFormat;
    private final Map<String, String> configuration = new LinkedHashMap<>();

    LocalLake(Path folder, String tableFormat) throws IOException {
        this.folder = folder;
        this.tableFormat = tableFormat;
        Files.createDirectories(root());
        configuration.put("spark.master", "local[2]");
        configuration.put("spark.app.name", "event-job");
        configuration.put("spark.ui.enabled", "false");
        configuration.put("spark.driver.host", "127.0.0.1");
        configuration.put("spark.driver.bindAddress", "127.0.0.1");
        configuration.put("spark.log.level", "ERROR");
        configuration.put("spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme");
        configuration.put(
                "spark.hadoop.fs.viewfs.mounttable." + bucket + ".linkFallback",
                root().toUri().toString());
        // Without the files of checksums that Hadoop's other local file system writes.
        configuration.put("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        if (tableFormat.equals("iceberg")) {
            configuration.put("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
            configuration.put("spark.sql.catalog.lake.catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
            // JdbcCatalog leaves a statement open, which in SQLite's other journal mode locks out the stream's session.
            configuration.put(
                    "spark.sql.catalog.lake.uri", "jdbc:sqlite:" + folder.resolve("catalog.db") + "?journal_mode=WAL");
            configuration.put("spark.sql.catalog.lake.jdbc.schema-version", "V1");
            configuration.put("spark.sql.catalog.lake.warehouse", uri("warehouse"));
            configuration.put("spark.sql.catalog.lake.io-impl", "org.apache.iceberg.hadoop.HadoopFileIO");
        }
    }

    String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }

    Path file(String key) {
        return root().resolve(key);
    }

    private Path root() {
        return folder.resolve("s3").resolve(bucket);
    }

    void configure(String name, String value) {
        configuration.put(name, value);
    }

    void unconfigure(String prefix) {
        configuration.keySet().removeIf(name -> name.startsWith(prefix));
    }

    /** Puts a gzip object into the raw zone, under a key below its prefix. */
    void put(String key, String lines) throws IOException {
        put(key, gzip(lines.getBytes(StandardCharsets.UTF_8)));
    }

    void put(String key, byte[] bytes) throws IOException {
        Path file = file("analytics_raw/" + key);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** As {@link #put(String, String)}, to be called by a {@link FaultPoint.Listener}. */
    void putUnchecked(String key, String lines) {
        try {
            put(key, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }

    /** Runs the job in this process. */
    Run run(String... more) {
        return run(FaultPoint.Listener.NONE, more);
    }

    /** Runs the job in this process, where {@code faults} can do something while it runs. */
    Run run(FaultPoint.Listener faults, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = configured(() -> EventJob.run(
                arguments(more),
                faults,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a main class in a process of its own, with the flags of this one. */
    Run fork(Class<?> mainClass, String classPath, List<String> flags, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-XX"))
                .forEach(command::add);
        configuration.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, mainClass.getName()));
        command.addAll(Arrays.asList(arguments(more)));
        Path out = Files.createTempFile(folder, "out", null);
        Path err = Files.createTempFile(folder, "err", null);
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(FORK_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the job did not end: " + Files.readString(err));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Runs the job in a process that halts at {@code point}; a Hive table's has no Iceberg on its class path. */
    Run halt(FaultPoint point, String... more) throws IOException, InterruptedException {
        return fork(HaltingEventJob.class, classPath(), List.of("-Dhalt.at=" + point), more);
    }

    /** Runs the job to its end in a process of its own. */
    Run fork(String... more) throws IOException, InterruptedException {
        return fork(EventJob.class, classPath(), List.of(), more);
    }

    /** As {@link #fork(String...)}, to be called by a {@link FaultPoint.Listener}. */
    Run forkUnchecked(String... more) {
        try {
            return fork(more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The class path of this process; for Hive tables without Iceberg and its catalog. */
    String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> tableFormat.equals("iceberg") || !entry.matches(".*(iceberg|sqlite)[^/]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String[] arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--raw", uri("analytics_raw/"),
                "--output", uri("analytics_data/"),
                "--quarantine", uri("analytics_quarantine/"),
                "--checkpoint", uri("job_state/checkpoint/"),
                "--database", "analytics",
                "--table_format", tableFormat,
                "--shuffle_partitions", "2"));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray(String[]::new);
    }

    List<Row> events(String... columns) {
        return rows("analytics_data", columns);
    }

    List<Row> quarantined(String... columns) {
        return rows("analytics_quarantine", columns);
    }

    private List<Row> rows(String table, String... columns) {
        return query(spark -> rows(spark, table, columns));
    }

    /** The rows of a table, in an order of their own. */
    List<Row> rows(SparkSession spark, String table, String... columns) {
        return (tableFormat.equals("iceberg")
                        ? spark.table("lake.analytics." + table)
                        : spark.read().option("basePath", uri(table)).parquet(uri(table)))
                .selectExpr(columns).collectAsList().stream()
                        .sorted(Comparator.comparing(Row::toString))
                        .toList();
    }

    /** The lines of a raw object. */
    String raw(String key) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file("analytics_raw/" + key)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Answers one column of a query, sorted. */
    List<String> strings(String sql) {
        return query(spark -> spark.sql(sql).collectAsList().stream()
                .map(row -> String.valueOf(row.get(0)))
                .sorted()
                .toList());
    }

    /** Tags a table's current snapshot. */
    void tag(String table, String tag) {
        query(spark -> {
            try {
                Table loaded = Spark3Util.loadIcebergTable(spark, "lake.analytics." + table);
                loaded.manageSnapshots()
                        .createTag(tag, loaded.currentSnapshot().snapshotId())
                        .commit();
                return loaded;
            } catch (ParseException | NoSuchTableException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** How many rows a table has now; none when it is not there yet. */
    long rowsOnDisk(String table) {
        if (tableFormat.equals("iceberg")) {
            return query(spark -> spark.table("lake.analytics." + table).count());
        }
        List<String> files = !Files.exists(file(table))
                ? List.of()
                : keys(table).stream()
                        .filter(key -> !key.contains("/_"))
                        .map(this::uri)
                        .toList();
        return files.isEmpty()
                ? 0
                : query(spark ->
                        spark.read().parquet(files.toArray(String[]::new)).count());
    }

    /** Answers from a session that is configured as the job's. */
    <T> T query(Function<SparkSession, T> question) {
        return configured(() -> {
            try (SparkSession spark = SparkSession.builder()
                    .config("spark.sql.session.timeZone", "UTC")
                    .config("spark.sql.sources.partitionColumnTypeInference.enabled", false)
                    // Arrow needs memory access that JDK 24 and newer refuse by default; the job itself never reads.
                    .config("spark.sql.iceberg.vectorization.enabled", false)
                    .getOrCreate()) {
                return question.apply(spark);
            }
        });
    }

    /** The keys below a prefix, sorted. */
    List<String> keys(String prefix) {
        try (Stream<Path> files = Files.walk(file(prefix))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root().relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T configured(java.util.function.Supplier<T> action) {
        configuration.forEach(System::setProperty);
        try {
            return action.get();
        } finally {
            configuration.keySet().forEach(System::clearProperty);
        }
    }
}
