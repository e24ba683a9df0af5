package dev.lolscale.local.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The deployed functions as SnapStart starts them: what they do before the snapshot is real, the snapshot is not. */
@Timeout(180)
class SnapStartTest {

    private static final Path JAR = Path.of("../handlers/target/lolscale-handlers.jar");

    /** The runtime uses it when all hooks have run: what is loaded before is in the snapshot. */
    private static final String SNAPSHOT = "com.amazonaws.services.lambda.crac.DNSManager ";

    private static final String TRACK_EVENT = """
            {"version":"2.0","headers":{"content-type":"application/json"},"isBase64Encoded":false,
             "body":"{\\"event\\":\\"LOGIN\\",\\"userId\\":\\"mark3\\",\\"dateTime\\":\\"2018-04-04 12:00:00\\"}"}
            """;

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
    void shouldHaveAllOfTrackInTheSnapshot() throws IOException {
        List<String> late = loadedByTheFirstInvocation(
                "dev.lolscale.handlers.TrackHandler",
                Map.of("STREAM_NAME", "events"),
                TRACK_EVENT,
                "\"statusCode\":204");

        assertThat(late).isEmpty();
        assertThat(firehose.calls())
                .as("the rehearsal reaches no Firehose but its own")
                .isEqualTo(1);
    }

    @Test
    void shouldRunWithoutSnapStartAsBefore() throws IOException {
        try (FunctionHost host = start("dev.lolscale.handlers.TrackHandler", Map.of("STREAM_NAME", "events"), false)) {
            assertThat(answer(host, TRACK_EVENT)).contains("\"statusCode\":204");
        }
        assertThat(loaded()).noneMatch(name -> name.startsWith("dev.lolscale.handlers.TrackRehearsal "));
    }

    @Test
    void shouldNotPublishAVersionWhoseRehearsalFails() throws IOException {
        // A proxy that is not there keeps the rehearsal from its Firehose.
        Map<String, String> environment =
                Map.of("STREAM_NAME", "events", "JAVA_TOOL_OPTIONS", "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=1");
        try (FunctionHost host = start("dev.lolscale.handlers.TrackHandler", environment, true)) {
            assertThat(answer(host, TRACK_EVENT)).contains("CheckpointException");
        }
        assertThat(Files.readString(directory.resolve("work/logs/probe.log")))
                .contains("the rehearsal before the snapshot was answered: {\"statusCode\":503");
    }

    private List<String> loadedByTheFirstInvocation(
            String handler, Map<String, String> environment, String event, String expected) throws IOException {
        try (FunctionHost host = start(handler, environment, true)) {
            assertThat(answer(host, event)).contains(expected);
        }
        List<String> all = loaded();
        assertThat(all).anyMatch(name -> name.startsWith(SNAPSHOT));
        return all.stream()
                .dropWhile(name -> !name.startsWith(SNAPSHOT))
                .filter(name -> name.startsWith("dev.lolscale.") || name.startsWith("software.amazon."))
                // The one that hands over the invocation's remaining time; a rehearsal has another.
                .filter(name -> !name.startsWith("dev.lolscale.handlers.TrackHandler$$Lambda"))
                .toList();
    }

    /** The classes in the order in which they were loaded, {@code name source: where}. */
    private List<String> loaded() throws IOException {
        return Files.readAllLines(directory.resolve("classes.log"));
    }

    private FunctionHost start(String handler, Map<String, String> environment, boolean snapStart) throws IOException {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putIfAbsent(
                "JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + directory.resolve("classes.log") + ":none");
        return FunctionHost.start(
                new HostSettings(
                        ProbeJar.RUNTIME,
                        directory.resolve("work"),
                        "us-east-1",
                        Map.of("AWS_ENDPOINT_URL_FIREHOSE", firehose.endpoint())),
                List.of(new FunctionSettings(
                        "probe",
                        "arn:aws:lambda:us-east-1:123456789012:function:probe",
                        JAR,
                        handler,
                        variables,
                        512,
                        Duration.ofSeconds(30),
                        1,
                        snapStart)));
    }

    private static String answer(FunctionHost host, String event) {
        return host.invoke("probe", event.getBytes(StandardCharsets.UTF_8))
                .orTimeout(120, TimeUnit.SECONDS)
                .join()
                .text();
    }
}
