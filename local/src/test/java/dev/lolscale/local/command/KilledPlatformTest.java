package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.local.deploy.Control;
import dev.lolscale.local.deploy.Lake;
import dev.lolscale.local.deploy.LocalFolder;
import dev.lolscale.local.deploy.LocalPlatform;
import dev.lolscale.local.deploy.LocalSettings;
import dev.lolscale.local.glue.Step;
import dev.lolscale.platform.stack.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code up} is killed again and again, at random moments, once in the middle of the workflow; nothing may be lost. */
class KilledPlatformTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int ROUNDS = 3;
    private static final int SENDERS = 3;
    private static final int EVENTS_IN_A_REQUEST = 10;
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @ValueSource(strings = {"dev", "classic"})
    void shouldLoseNothingAndKeepNothingTwice(String stack) throws Exception {
        long seed = Long.getLong("lolscale.seed", System.nanoTime());
        System.out.println("KilledPlatformTest " + stack + " seed " + seed + ", again with -Dlolscale.seed=" + seed);
        Random random = new Random(seed);

        for (int round = 0; round < ROUNDS; round++) {
            sendAndKill(stack, round, random);
        }

        StackGraph graph = Recorder.record(StackConfiguration.read(ROOT, stack), Recorder.Mode.UPDATE, Main::stack);
        try (LocalFolder folder = LocalFolder.open(directory, stack);
                LocalPlatform platform = LocalPlatform.start(graph, folder, LocalSettings.of(ROOT, "us-east-1", 0))) {
            assertThat(platform.drain(LONG)).as("seed " + seed).isTrue();
            assertThat(platform.runWorkflow())
                    .as("seed " + seed)
                    .extracting(Step::state)
                    .containsOnly(Step.State.SUCCEEDED);
            List<String> ids = new Lake(graph, folder)
                    .query("SELECT eventid FROM analytics_data").rows().stream()
                            .map(row -> String.valueOf(row.get(0)))
                            .toList();
            assertThat(ids).as("seed " + seed).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(sent).as("seed " + seed).containsAll(ids);
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * EVENTS_IN_A_REQUEST);
        }
    }

    private void sendAndKill(String stack, int round, Random random) throws Exception {
        Process up = LolscaleProcess.of(
                        ROOT, "up", "--json", "--stack", stack, "--port", "0", "--dir", directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Thread> threads = new ArrayList<>();
        try (BufferedReader output = up.inputReader(StandardCharsets.UTF_8)) {
            JsonNode ready = JSON.readTree(output.readLine());
            Semaphore answers = new Semaphore(0);
            for (int i = 0; i < SENDERS; i++) {
                String prefix = round + "-" + i + "-";
                threads.add(new Thread(() -> sendUntilKilled(ready, prefix, answers)));
            }
            threads.forEach(Thread::start);
            assertThat(answers.tryAcquire(1 + random.nextInt(40), LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            if (round == 1) {
                Thread workflow = new Thread(this::runWorkflowUntilKilled);
                threads.add(workflow);
                workflow.start();
            }
            // Any moment will do: this only waits for one.
            assertThat(up.waitFor(random.nextInt(round == 1 ? 9_000 : 400), TimeUnit.MILLISECONDS))
                    .isFalse();
        } finally {
            // Its functions end by themselves; a job that runs on is ended by the next one.
            up.destroyForcibly().waitFor();
            for (Thread thread : threads) {
                thread.join(LONG.toMillis());
            }
        }
    }

    private void sendUntilKilled(JsonNode ready, String prefix, Semaphore answers) {
        HttpClient client = HttpClient.newHttpClient();
        for (int number = 0; ; number++) {
            List<String> ids = new ArrayList<>();
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < EVENTS_IN_A_REQUEST; i++) {
                String id = prefix + number + "-" + i;
                ids.add(id);
                body.append("{\"eventId\":\"")
                        .append(id)
                        .append("\",\"event\":\"LOGIN\",\"userId\":\"u\",\"dateTime\":\"2026-11-01 12:00:00\"}\n");
            }
            sent.addAll(ids);
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(ready.path("url").asText()))
                    .timeout(LONG)
                    .header("x-api-key", ready.path("apiKey").asText())
                    .header("content-type", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(body.toString()))
                    .build();
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 204) {
                    acknowledged.addAll(ids);
                    answers.release();
                }
            } catch (IOException e) {
                // Killed: whether this request was taken nobody knows, so it is sent no more.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void runWorkflowUntilKilled() {
        try (LocalFolder beside = LocalFolder.read(directory, stackOf(directory))) {
            Control.runWorkflow(beside, Map.of());
        } catch (IOException e) {
            // Killed while it ran, which is the point.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String stackOf(Path directory) throws IOException {
        return Files.readString(directory.resolve("lolscale.folder")).strip().split(" ", 2)[1];
    }
}
