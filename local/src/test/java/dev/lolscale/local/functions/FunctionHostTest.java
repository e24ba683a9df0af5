package dev.lolscale.local.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class FunctionHostTest {

    private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:probe:live";
    private static final String HANDLER = ProbeFunction.class.getName();
    private static final Map<String, String> ENDPOINTS =
            Map.of("AWS_ENDPOINT_URL_FIREHOSE", "http://127.0.0.1:1", "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:2");

    @TempDir
    Path directory;

    private Path jar;
    private FunctionHost host;

    @BeforeEach
    void deploy() throws IOException {
        jar = ProbeJar.in(directory);
    }

    @AfterEach
    void close() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void shouldAnswerFromTheDeployedJarOnAWarmInstance() throws IOException {
        start(Map.of(), Duration.ofSeconds(30), 1);

        assertThat(invoke("\"echo é\"").text()).isEqualTo("\"echo é\"");
        assertThat(invoke("\"count\"").text()).isEqualTo("2");
        assertThat(invoke("\"count\"").functionError()).isEmpty();
    }

    @Test
    void shouldRunInAFolderWhoseNameIsNotAscii() throws IOException {
        assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "this JVM's locale has no such names; ./lolscale takes one that has");
        HostSettings inGermany = new HostSettings(ProbeJar.RUNTIME, directory.resolve("Größe"), "eu-west-1", ENDPOINTS);
        host = FunctionHost.start(inGermany, List.of(function(jar)));

        assertThat(invoke("\"echo\"").text()).isEqualTo("\"echo\"");
    }

    @Test
    void shouldTakeAHandlerThatNamesItsMethod() throws IOException {
        host = FunctionHost.start(
                settings(ENDPOINTS),
                List.of(new FunctionSettings(
                        "probe", ARN, jar, HANDLER + "::handleRequest", Map.of(), 256, Duration.ofSeconds(30), 1)));

        assertThat(invoke("\"echo\"").text()).isEqualTo("\"echo\"");
    }

    @Test
    void shouldShowTheFunctionExactlyItsEnvironment() throws IOException {
        start(Map.of("STREAM_NAME", "events", "TZ", "UTC"), Duration.ofSeconds(30), 1);

        Map<String, String> environment =
                new JsonMapper().readValue(invoke("\"environment\"").payload(), new TypeReference<>() {});

        assertThat(environment.remove("AWS_LAMBDA_RUNTIME_API")).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(environment.remove("AWS_LAMBDA_LOG_STREAM_NAME"))
                .matches("\\d{4}/\\d\\d/\\d\\d/\\[\\$LATEST\\][0-9a-f]{32}");
        assertThat(environment.remove("LAMBDA_TASK_ROOT"))
                .startsWith(directory.resolve("work/functions/tasks").toString());
        assertThat(environment)
                .isEqualTo(Map.ofEntries(
                        Map.entry("STREAM_NAME", "events"),
                        Map.entry("TZ", "UTC"),
                        Map.entry("AWS_ENDPOINT_URL_FIREHOSE", "http://127.0.0.1:1"),
                        Map.entry("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:2"),
                        Map.entry("LANG", "en_US.UTF-8"),
                        Map.entry("PATH", "/usr/local/bin:/usr/bin/:/bin:/opt/bin"),
                        Map.entry("_HANDLER", HANDLER),
                        Map.entry("AWS_ACCESS_KEY_ID", "local"),
                        Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                        Map.entry("AWS_SESSION_TOKEN", "local"),
                        Map.entry("AWS_REGION", "eu-west-1"),
                        Map.entry("AWS_DEFAULT_REGION", "eu-west-1"),
                        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java21"),
                        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "probe"),
                        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
                        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                        Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/probe"),
                        Map.entry(
                                "LAMBDA_RUNTIME_DIR",
                                ProbeJar.RUNTIME.toAbsolutePath().toString())));
    }

    @Test
    void shouldGiveTheFunctionItsMemoryArnAndDeadline() throws IOException {
        start(Map.of(), Duration.ofSeconds(30), 1);

        Map<String, String> context =
                new JsonMapper().readValue(invoke("\"context\"").payload(), new TypeReference<>() {});

        assertThat(context).containsEntry("arn", ARN);
        assertThat(context).containsEntry("memory", "512");
        assertThat(context).containsEntry("remaining", "true");
        assertThat(context.get("id")).matches("[0-9a-f-]{36}");
        assertThat(context.get("home")).endsWith("functions/runtime/home");
        assertThat(FunctionProcess.heapKilobytes(512)).isEqualTo(445_645);
        // The serial collector keeps one of its survivor spaces out of what it calls the maximum.
        assertThat(Long.parseLong(context.get("heap"))).isBetween(400_000L, 446_000L);
    }

    @Test
    void shouldReportWhatTheFunctionThrows() throws IOException {
        start(Map.of(), Duration.ofSeconds(30), 1);

        InvocationResult result = invoke("\"throw bad day\"");

        assertThat(result.functionError()).contains("Unhandled");
        assertThat(error(result))
                .containsEntry("errorMessage", "bad day")
                .containsEntry("errorType", "java.lang.IllegalArgumentException")
                .containsKey("stackTrace");
        assertThat(invoke("\"count\"").text()).isEqualTo("2");
    }

    @Test
    void shouldEndAnInvocationAtItsTimeoutAndStartAfresh() throws IOException {
        start(Map.of(), Duration.ofSeconds(2), 1);

        InvocationResult result = invoke("\"hang " + directory.resolve("pid") + "\"");

        assertThat(result.functionError()).contains("Unhandled");
        assertThat((String) error(result).get("errorMessage"))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z [0-9a-f-]{36} Task timed out after 2\\.00 seconds");
        awaitEnd(Files.readString(directory.resolve("pid")));
        assertThat(invoke("\"count\"").text()).isEqualTo("1");
    }

    @Test
    void shouldReportACrashAndStartAfresh() throws IOException {
        start(Map.of(), Duration.ofSeconds(30), 1);

        InvocationResult halted = invoke("\"halt 3\"");
        InvocationResult left = invoke("\"exit 0\"");

        assertThat(halted.functionError()).contains("Unhandled");
        assertThat(error(halted)).containsEntry("errorType", "Runtime.ExitError");
        assertThat((String) error(halted).get("errorMessage"))
                .matches("RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3");
        assertThat((String) error(left).get("errorMessage"))
                .matches("RequestId: [0-9a-f-]{36} Error: Runtime exited without providing a reason");
        assertThat(invoke("\"count\"").text()).isEqualTo("1");
    }

    @Test
    void shouldReportAFunctionThatCannotBeLoaded() throws IOException {
        start(Map.of("FAIL_INIT", "no such stream"), Duration.ofSeconds(30), 1);

        InvocationResult result = invoke("\"echo\"");

        assertThat(result.functionError()).contains("Unhandled");
        assertThat(error(result))
                .containsEntry("errorMessage", "no such stream")
                .containsEntry("errorType", "java.lang.IllegalStateException");
        assertThat(error(invoke("\"echo\""))).containsEntry("errorMessage", "no such stream");
    }

    @Test
    void shouldReportAHandlerThatDoesNotExist() throws IOException {
        host = FunctionHost.start(
                settings(ENDPOINTS),
                List.of(new FunctionSettings(
                        "probe", ARN, jar, "com.example.Missing", Map.of(), 256, Duration.ofSeconds(30), 1)));

        assertThat(error(invoke("\"echo\"")))
                .containsEntry("errorMessage", "Class not found: com.example.Missing")
                .containsEntry("errorType", "java.lang.ClassNotFoundException");
    }

    @Test
    void shouldServeInvocationsAtOnceUpToTheConcurrency() throws IOException {
        start(Map.of(), Duration.ofSeconds(60), 2);
        Path meeting = Files.createDirectory(directory.resolve("meeting"));

        CompletableFuture<InvocationResult> first = send("\"meet " + meeting + "\"");
        CompletableFuture<InvocationResult> second = send("\"meet " + meeting + "\"");
        CompletableFuture<InvocationResult> third = send("\"count\"");

        assertThat(first.join().text()).isEqualTo("\"met\"");
        assertThat(second.join().text()).isEqualTo("\"met\"");
        assertThat(third.join().text()).isEqualTo("2");
    }

    @Test
    void shouldKeepOneInstanceForInvocationsOneAfterTheOther() throws IOException {
        start(Map.of(), Duration.ofSeconds(60), 2);

        String first = invoke("\"pid\"").text();

        for (int i = 0; i < 50; i++) {
            assertThat(invoke("\"pid\"").text()).isEqualTo(first);
        }
    }

    @Test
    void shouldKeepWhatTheFunctionPrintsWithinBounds() throws IOException {
        start(Map.of(), Duration.ofSeconds(60), 1);
        invoke("\"print-bytes 5000000\"");
        invoke("\"print-bytes 5000000\"");
        invoke("\"print the end\"");
        host.close();

        Path log = directory.resolve("work/logs/probe.log");
        assertThat(Files.readString(log)).endsWith("the end\n");
        assertThat(Files.size(log)).isLessThanOrEqualTo(FunctionLog.MAX_BYTES);
        assertThat(Files.size(log) + Files.size(directory.resolve("work/logs/probe.log.1")))
                .isGreaterThanOrEqualTo(10_000_000);
    }

    @Test
    void shouldRefusePayloadsAndAnswersBeyondSixMegabytes() throws IOException {
        start(Map.of(), Duration.ofSeconds(60), 1);
        byte[] largest =
                ("\"echo " + "x".repeat(Invoker.MAX_PAYLOAD_BYTES - 7) + "\"").getBytes(StandardCharsets.UTF_8);

        assertThat(host.invoke("probe", largest).join().payload()).hasSize(Invoker.MAX_PAYLOAD_BYTES);
        assertThat(host.invoke("probe", new byte[Invoker.MAX_PAYLOAD_BYTES + 1]))
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(PayloadTooLargeException.class);
        assertThat(error(invoke("\"large 6291555\"")))
                .containsEntry("errorType", "Function.ResponseSizeTooLarge")
                .containsEntry(
                        "errorMessage",
                        "Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).");
        assertThat(invoke("\"echo\"").text()).isEqualTo("\"echo\"");
    }

    @Test
    void shouldEndItsProcessesWhenClosed() throws IOException {
        start(Map.of(), Duration.ofSeconds(60), 2);
        String pid = invoke("\"pid\"").text();

        host.close();

        awaitEnd(pid);
        assertThat(host.invoke("probe", new byte[0])).isCompletedExceptionally();
    }

    @Test
    void shouldLeaveNoProcessBehindWhenItsOwnIsKilled() throws IOException, InterruptedException {
        Path hangs = directory.resolve("hangs");
        Process hosting = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        HostedProbe.class.getName(),
                        jar.toString(),
                        directory.resolve("hosted").toString(),
                        hangs.toString())
                .redirectError(directory.resolve("hosted.log").toFile())
                .start();
        String idle;
        try (BufferedReader lines = hosting.inputReader()) {
            idle = lines.lines()
                    .filter(line -> line.startsWith("idle "))
                    .findFirst()
                    .orElseThrow()
                    .substring("idle ".length());
            while (!Files.exists(hangs) || Files.size(hangs) == 0) {
                Thread.onSpinWait();
            }
            assertThat(ProcessHandle.of(Long.parseLong(idle))).isPresent();
            assertThat(ProcessHandle.of(Long.parseLong(Files.readString(hangs))))
                    .isPresent();
        } finally {
            hosting.destroyForcibly().waitFor();
        }

        awaitEnd(idle);
        awaitEnd(Files.readString(hangs));
    }

    @Test
    void shouldAnswerEveryInvocationWhileInstancesCrash() throws IOException {
        start(Map.of(), Duration.ofSeconds(60), 2);
        long seed = 20180404;
        Random random = new Random(seed);
        List<String> events = Stream.generate(
                        () -> random.nextInt(12) == 0 ? "\"halt 3\"" : "\"echo " + random.nextInt() + "\"")
                .limit(120)
                .toList();

        List<CompletableFuture<InvocationResult>> results =
                events.stream().map(this::send).toList();

        for (int i = 0; i < events.size(); i++) {
            String expected = events.get(i).startsWith("\"halt") ? "Runtime.ExitError" : events.get(i);
            assertThat(results.get(i).join().text())
                    .as("event %d of seed %d", i, seed)
                    .contains(expected);
        }
    }

    @Test
    void shouldRefuseAMissingJarAndWhatIsNoJar() throws IOException {
        Path missing = directory.resolve("missing.jar");
        Path text = Files.writeString(directory.resolve("text.jar"), "not a jar");

        assertThatThrownBy(() -> FunctionHost.start(settings(Map.of()), List.of(function(missing))))
                .isInstanceOf(IOException.class)
                .hasMessage("Function probe: there is no jar at " + missing + "; build it first.");
        assertThatThrownBy(() -> FunctionHost.start(settings(Map.of()), List.of(function(text))))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("Function probe: " + text + " is not a jar: [^\\n]+\\.");
    }

    @Test
    void shouldRefuseARuntimeWithoutItsClient() {
        HostSettings settings = new HostSettings(directory, directory.resolve("work"), "eu-west-1", Map.of());

        assertThatThrownBy(() -> FunctionHost.start(settings, List.of(function(jar))))
                .isInstanceOf(IOException.class)
                .hasMessage("There is no aws-lambda-java-runtime-interface-client jar in " + directory
                        + "; build the module local first.");
    }

    private void start(Map<String, String> environment, Duration timeout, int concurrency) throws IOException {
        FunctionSettings function =
                new FunctionSettings("probe", ARN, jar, HANDLER, environment, 512, timeout, concurrency);
        host = FunctionHost.start(settings(ENDPOINTS), List.of(function));
    }

    private HostSettings settings(Map<String, String> endpoints) {
        return new HostSettings(ProbeJar.RUNTIME, directory.resolve("work"), "eu-west-1", endpoints);
    }

    private static FunctionSettings function(Path code) {
        return new FunctionSettings("probe", ARN, code, HANDLER, Map.of(), 512, Duration.ofSeconds(3), 1);
    }

    private CompletableFuture<InvocationResult> send(String event) {
        return host.invoke("probe", event.getBytes(StandardCharsets.UTF_8));
    }

    private InvocationResult invoke(String event) {
        return send(event).join();
    }

    private static Map<String, Object> error(InvocationResult result) throws IOException {
        return new JsonMapper().readValue(result.payload(), new TypeReference<>() {});
    }

    /** Waits until a process runs no more; one that nobody reaps, in some containers, has no command line left. */
    private static void awaitEnd(String pid) {
        Path commandLine = Path.of("/proc", pid, "cmdline");
        try {
            while (Files.readAllBytes(commandLine).length > 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            assertThat(commandLine).doesNotExist();
        }
    }
}
