package dev.lolscale.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.local.glue.Step.State;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkJobTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Path buckets;
    private Path report;

    @BeforeEach
    void deployTheJar() throws IOException {
        buckets = Files.createDirectories(folder.resolve("s3"));
        report = folder.resolve("report.txt");
        Files.createDirectories(buckets.resolve("artifacts"));
        String name = ProbeJob.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(buckets.resolve("artifacts/probe.jar")));
                InputStream code = ProbeJob.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            code.transferTo(out);
            out.closeEntry();
        }
    }

    @Test
    void shouldHandTheJobItsArgumentsAndKeepGluesOwn() throws IOException {
        Step step = run(
                Map.of(
                        "--raw", "s3://landing/analytics raw/*",
                        "--note", "a \"quoted\" $HOME 'x' \\ word",
                        "--empty", "",
                        "--conf", "spark.x=1",
                        "--datalake-formats", "iceberg",
                        "--job-language", "scala",
                        "--enable-metrics", "true",
                        "--TempDir", "s3://landing/tmp/"),
                "arguments",
                report.toString());

        assertThat(step.problem()).isEmpty();
        assertThat(Files.readAllLines(report))
                .containsExactly(
                        "--JOB_NAME",
                        "transform",
                        "--do",
                        "arguments",
                        "--empty",
                        "",
                        "--note",
                        "a \"quoted\" $HOME 'x' \\ word",
                        "--raw",
                        "s3://landing/analytics raw/*",
                        "--with",
                        report.toString());
    }

    @Test
    void shouldPutFoldersAndAFileInThePlaceOfAws() throws IOException {
        Files.createDirectories(buckets.resolve("landing"));
        Files.writeString(buckets.resolve("no-bucket"), "a file");

        run(
                Map.of(
                        "--conf",
                        "spark.sql.extensions=org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions"
                                + " --conf spark.sql.catalog.lake=org.apache.iceberg.spark.SparkCatalog"
                                + " --conf spark.sql.catalog.lake.catalog-impl=org.apache.iceberg.aws.glue.GlueCatalog"
                                + " --conf spark.sql.catalog.lake.type=glue"
                                + " --conf spark.sql.catalog.lake.io-impl=org.apache.iceberg.aws.s3.S3FileIO"
                                + " --conf spark.sql.catalog.lake.warehouse=s3://landing"
                                + " --conf spark.master=yarn"
                                + " --conf  spark.driver.extraJavaOptions=-Da=b -Dc=d"),
                "properties",
                report.toString());

        Map<String, String> properties = properties();
        assertThat(properties)
                // The job's own.
                .containsEntry(
                        "spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                .containsEntry("spark.driver.extraJavaOptions", "-Da=b -Dc=d")
                .containsEntry("spark.sql.catalog.lake.warehouse", "s3://landing")
                // The catalog: a file.
                .containsEntry("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog")
                .containsEntry("spark.sql.catalog.lake.catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog")
                .hasEntrySatisfying("spark.sql.catalog.lake.uri", uri -> assertThat(uri)
                        .startsWith("jdbc:sqlite:" + folder.resolve("catalog.sqlite")))
                .containsEntry("spark.sql.catalog.lake.io-impl", "org.apache.iceberg.hadoop.HadoopFileIO")
                .containsEntry("spark.sql.catalog.lake.cache-enabled", "false")
                .doesNotContainKey("spark.sql.catalog.lake.type")
                // The buckets: folders.
                .containsEntry("spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme")
                .containsEntry("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem")
                .containsEntry(
                        "spark.hadoop.fs.viewfs.mounttable.landing.linkFallback",
                        buckets.resolve("landing").toUri().toString())
                .containsEntry(
                        "spark.hadoop.fs.viewfs.mounttable.artifacts.linkFallback",
                        buckets.resolve("artifacts").toUri().toString())
                .doesNotContainKey("spark.hadoop.fs.viewfs.mounttable.no-bucket.linkFallback")
                // The machine.
                .containsEntry("spark.master", "local[3]")
                .containsEntry("spark.app.name", "transform")
                .containsEntry("spark.ui.enabled", "false")
                .containsEntry("spark.driver.bindAddress", "127.0.0.1")
                .containsEntry("spark.driver.host", "127.0.0.1");
        assertThat(Path.of(properties.get("java.io.tmpdir"))).startsWithRaw(folder.resolve("work"));
        assertThat(properties.get("spark.local.dir")).isEqualTo(properties.get("java.io.tmpdir"));
    }

    @Test
    void shouldHaveAWarehouseWhenTheJobNamesNone() throws IOException {
        run(Map.of(), "properties", report.toString());

        assertThat(properties())
                .containsEntry(
                        "spark.sql.catalog.lake.warehouse", buckets.toUri().toString());
    }

    @Test
    void shouldGiveTheJvmTheHeapAndTheDoorsThatSparkNeeds() throws IOException {
        run(Map.of(), "flags", report.toString());

        assertThat(Files.readAllLines(report)).contains("-Xmx64m", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    }

    @Test
    void shouldPutTheJobsJarsBeforeTheProvidedOnes() throws IOException {
        Files.copy(buckets.resolve("artifacts/probe.jar"), buckets.resolve("artifacts/more.jar"));

        run(
                Map.of("--extra-jars", "s3://artifacts/probe.jar,s3://artifacts/more.jar"),
                "properties",
                report.toString());

        assertThat(properties().get("java.class.path").split(java.io.File.pathSeparator, -1))
                .containsExactly(
                        buckets.resolve("artifacts/probe.jar").toString(),
                        buckets.resolve("artifacts/more.jar").toString(),
                        folder.resolve("spark.jar").toString());
    }

    @Test
    void shouldTakeTheLastLineThatIsJsonForTheMetrics() {
        Step step = run(
                Map.of(),
                "print",
                "{\"rows\":1}\nsome log line\n{\"rows\":5,\"seconds\":1.5}\n{ no JSON\nthe end\u00e9\n");

        assertThat(step.state()).isEqualTo(State.SUCCEEDED);
        assertThat(step.kind()).isEqualTo(Step.Kind.JOB);
        assertThat(step.name()).isEqualTo("transform");
        assertThat(step.problem()).isEmpty();
        assertThat(step.seconds()).isPositive();
        assertThat(step.details()).hasToString("{\"rows\":5,\"seconds\":1.5}");
    }

    @Test
    void shouldSucceedWithoutMetrics() {
        Step step = run(Map.of(), "print", "nothing to tell");

        assertThat(step.state()).isEqualTo(State.SUCCEEDED);
        assertThat(step.details()).isEmpty();
    }

    @Test
    void shouldSayWhyTheJobFailedAndWhereToReadMore() throws IOException {
        Step step = run(Map.of(), "fail", "26/11/23 INFO starting\nEventJob: failed: no such table\n\u00e9 stopped\n");

        assertThat(step.state()).isEqualTo(State.FAILED);
        assertThat(step.problem())
                .isEqualTo("it ended with exit code 7: EventJob: failed: no such table; see " + log());
        assertThat(Files.readAllBytes(log())).isNotEmpty();
    }

    @Test
    void shouldSayWhatWasThrown() {
        Step step = run(Map.of(), "throw", "no such bucket");

        assertThat(step.state()).isEqualTo(State.FAILED);
        assertThat(step.problem())
                .isEqualTo("it ended with exit code 1: Exception in thread \"main\""
                        + " java.lang.IllegalStateException: no such bucket; see " + log());
    }

    @Test
    void shouldSayThatTheClassIsMissing() {
        Step step = run(Map.of("--class", "dev.lolscale.Nobody"), "print", "");

        assertThat(step.state()).isEqualTo(State.FAILED);
        assertThat(step.problem())
                .isEqualTo("it ended with exit code 1: Error: Could not find or load main class dev.lolscale.Nobody;"
                        + " see " + log());
    }

    @Test
    void shouldSayThatTheJarIsMissing() {
        Step step = run(Map.of("--extra-jars", "s3://artifacts/probe.jar,s3://artifacts/nobody.jar"), "print", "");

        assertThat(step.state()).isEqualTo(State.FAILED);
        assertThat(step.problem()).isEqualTo("its jar " + buckets.resolve("artifacts/nobody.jar") + " is not there");
    }

    @Test
    void shouldRefuseAJobThatIsNoJar() {
        JobSettings job = new JobSettings("transform", Map.of("--extra-jars", "s3://artifacts/probe.jar"), LONG, 0);

        assertThatThrownBy(() -> new SparkJob(job, spark()).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("job transform has no argument --class, without which neither Glue nor this machine can run"
                        + " a Spark job from a jar");
    }

    @Test
    void shouldTryAgainAsOftenAsItMay() throws IOException {
        Path attempts = folder.resolve("attempts");

        Step step = new SparkJob(job(Map.of(), "fail-until", "3 " + attempts, LONG, 2), spark()).run();

        assertThat(step.state()).isEqualTo(State.SUCCEEDED);
        assertThat(step.details()).hasToString("{\"attempt\":3}");
        assertThat(Files.readAllLines(attempts)).hasSize(3);
    }

    @Test
    void shouldGiveUpAfterTheLastRetry() throws IOException {
        Path attempts = folder.resolve("attempts");

        Step step = new SparkJob(job(Map.of(), "fail-until", "9 " + attempts, LONG, 1), spark()).run();

        assertThat(step.state()).isEqualTo(State.FAILED);
        assertThat(step.problem()).startsWith("it ended with exit code 3; see ");
        assertThat(step.details()).hasToString("{\"attempt\":2}");
        assertThat(Files.readAllLines(attempts)).hasSize(2);
    }

    @Test
    void shouldEndAJobThatRunsTooLong() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            JobSettings job =
                    job(Map.of(), "hang", Integer.toString(server.getLocalPort()), Duration.ofMillis(1500), 3);

            Step step = new SparkJob(job, spark()).run();

            assertThat(step.state()).isEqualTo(State.TIMEOUT);
            assertThat(step.problem())
                    .startsWith("it ran longer than its timeout of ")
                    .endsWith("; see " + log());
            assertThat(ProcessHandle.current().children()).noneMatch(child -> child.info().arguments().stream()
                    .flatMap(Stream::of)
                    .anyMatch(ProbeJob.class.getName()::equals));
        }
    }

    @Test
    void shouldEndTheJobWhenNobodyWaitsForItAnyMore() throws Exception {
        ExecutorService waiting = Executors.newSingleThreadExecutor();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            JobSettings job = job(Map.of(), "hang", Integer.toString(server.getLocalPort()), LONG, 3);
            CompletableFuture<Step> step = new CompletableFuture<>();
            Future<?> running = waiting.submit(() -> step.complete(new SparkJob(job, spark()).run()));
            try (Socket life = server.accept()) {
                assertThat(life.getInputStream().read()).isEqualTo('!');
                running.cancel(true);

                assertThat(step.get(1, TimeUnit.MINUTES).state()).isEqualTo(State.FAILED);
                assertThat(step.get().problem()).isEqualTo("it was interrupted");
                assertThat(ends(life)).isTrue();
            }
        } finally {
            waiting.shutdownNow();
        }
    }

    @Test
    void shouldEndTheJobWithTheProcessThatRanIt() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ProbeJobRunner.class.getName(),
                            buckets.toString(),
                            Integer.toString(server.getLocalPort()))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("runner.txt").toFile())
                    .start();
            try (Socket life = server.accept()) {
                assertThat(life.getInputStream().read()).isEqualTo('!');
                process.destroy();

                assertThat(ends(life)).isTrue();
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void shouldLeaveNothingBehindButTheLog() throws IOException {
        run(Map.of(), "litter", "");

        try (Stream<Path> left = Files.list(folder.resolve("work"))) {
            assertThat(left).isEmpty();
        }
        assertThat(log()).exists();
    }

    private Step run(Map<String, String> arguments, String command, String with) {
        return new SparkJob(job(arguments, command, with, LONG, 0), spark()).run();
    }

    private static JobSettings job(
            Map<String, String> arguments, String command, String with, Duration timeout, int retries) {
        Map<String, String> all = new HashMap<>(Map.of(
                "--class",
                ProbeJob.class.getName(),
                "--extra-jars",
                "s3://artifacts/probe.jar",
                "--do",
                command,
                "--with",
                with));
        all.putAll(arguments);
        return new JobSettings("transform", all, timeout, retries);
    }

    private SparkSettings spark() {
        return new SparkSettings(
                List.of(folder.resolve("spark.jar")),
                buckets,
                folder.resolve("catalog.sqlite"),
                folder.resolve("work"),
                folder.resolve("logs"),
                3,
                64);
    }

    private Path log() {
        return folder.resolve("logs/transform.log");
    }

    private Map<String, String> properties() throws IOException {
        Map<String, String> properties = new HashMap<>();
        for (String line : Files.readAllLines(report)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return properties;
    }

    /** Waits until the process at the other end of the connection is gone. */
    private static boolean ends(Socket life) throws IOException {
        life.setSoTimeout(60_000);
        try {
            return life.getInputStream().read() < 0;
        } catch (SocketException e) {
            // The dead process's connection was reset.
            return true;
        }
    }
}
