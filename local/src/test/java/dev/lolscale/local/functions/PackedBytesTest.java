package dev.lolscale.local.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.cost.Capacity;
import dev.lolscale.graph.cost.CostModel;
import dev.lolscale.graph.cost.Measurements;
import dev.lolscale.graph.cost.Workload;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the cost model says of records and log lines is what the deployed function makes. */
@Timeout(180)
class PackedBytesTest {

    private static final Path ROOT = Path.of("..");
    private static final Path JAR = Path.of("../handlers/target/lolscale-handlers.jar");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long STEP = 5_120;

    /** Events in a request, and bytes of each: one record, several steps, several records. */
    private static final int[][] REQUESTS = {{1, 100}, {25, 200}, {100, 200}, {36, 67}, {400, 9_000}, {60, 60_000}};

    @TempDir
    private Path directory;

    private FirehoseStub firehose;

    @BeforeEach
    void startFirehose() throws IOException {
        firehose = new FirehoseStub();
    }

    @AfterEach
    void stopFirehose() {
        firehose.close();
    }

    @Test
    void shouldPackAndBillAsTheDeployedFunctionDoes() throws IOException {
        StackGraph graph = Recorder.record(StackConfiguration.read(ROOT, "dev"), Recorder.Mode.UPDATE, Main::stack);
        try (FunctionHost host = start("10")) {
            for (int[] request : REQUESTS) {
                firehose.forget();

                assertThat(send(host, request[0], request[1])).contains("\"statusCode\":204");

                Capacity model =
                        Capacity.of(graph, new Workload(1_000_000, request[1], request[0], 0), CostModel.standard());
                List<Long> records = firehose.records();
                assertThat(records)
                        .as(request[0] + " events of " + request[1] + " bytes")
                        .hasSize(model.recordsOfARequest());
                assertThat(records.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(Math.round(model.landedBytesOfAnEvent() * request[0]));
                assertThat(records.stream()
                                .mapToLong(bytes -> (bytes + STEP - 1) / STEP * STEP)
                                .sum())
                        .isEqualTo(model.billedBytesOfARequest());
            }
        }
    }

    @Test
    void shouldLogAsMuchAsTheDeployedFunctionDoes() throws IOException {
        try (FunctionHost host = start("10")) {
            for (int i = 0; i < 10; i++) {
                send(host, 25, 200);
            }
        }
        List<String> lines = Files.readAllLines(directory.resolve("work/logs/ingest-track-2bee2e2.log"));
        Measurements measured = Measurements.standard();
        double expected = measured.number("track.logLineBytes") + 10 * measured.number("track.logBytesPerInvocation");

        String line = lines.stream()
                .filter(each -> each.contains("\"_aws\""))
                .findFirst()
                .orElseThrow();
        // A key's name, and milliseconds of one digit or three, make the difference.
        assertThat((double) line.length() + 1).isBetween(expected * 0.9, expected * 1.1);
        assertThat(JSON.readTree(line)
                        .path("_aws")
                        .path("CloudWatchMetrics")
                        .get(0)
                        .path("Metrics"))
                .hasSize((int) measured.number("track.metricsPerKey"));
    }

    private FunctionHost start(String invocationsPerLogLine) throws IOException {
        return FunctionHost.start(
                new HostSettings(
                        ProbeJar.RUNTIME,
                        directory.resolve("work"),
                        "us-east-1",
                        Map.of("AWS_ENDPOINT_URL_FIREHOSE", firehose.endpoint())),
                List.of(new FunctionSettings(
                        "ingest-track-2bee2e2",
                        "arn:aws:lambda:us-east-1:123456789012:function:ingest-track-2bee2e2",
                        JAR,
                        "dev.lolscale.handlers.TrackHandler",
                        Map.of("STREAM_NAME", "events", "INVOCATIONS_PER_LOG_LINE", invocationsPerLogLine),
                        512,
                        Duration.ofSeconds(30),
                        1)));
    }

    private static String send(FunctionHost host, int events, int bytes) throws IOException {
        String head = "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-04 12:00:00\"";
        String event = bytes == head.length() + 1
                ? head + "}"
                : head + ",\"x\":\"" + "a".repeat(bytes - head.length() - 8) + "\"}";
        assertThat(event).hasSize(bytes);
        byte[] invocation = JSON.writeValueAsBytes(Map.of(
                "version",
                "2.0",
                "headers",
                Map.of("content-type", "application/x-ndjson"),
                "requestContext",
                Map.of("authorizer", Map.of("lambda", Map.of("keyName", "ClientAPIKey-dev"))),
                "isBase64Encoded",
                false,
                "body",
                (event + "\n").repeat(events)));
        return host.invoke("ingest-track-2bee2e2", invocation)
                .orTimeout(120, TimeUnit.SECONDS)
                .join()
                .text();
    }
}
