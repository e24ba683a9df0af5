package dev.lolscale.local.command;

import static dev.lolscale.local.command.Ran.lastLine;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One {@code up}, and the other commands beside it until it is asked to end, and after. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpCommandTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static Path folder;

    private static Process up;
    private static BufferedReader output;
    private static JsonNode ready;

    @BeforeAll
    static void bringUp() throws IOException {
        folder = directory.resolve("my lake");
        up = LolscaleProcess.of(ROOT, "up", "--json", "--port", "0", "--dir", folder.toString())
                .redirectError(directory.resolve("up.err").toFile())
                .start();
        output = up.inputReader(UTF_8);
        ready = JSON.readTree(output.readLine());
    }

    @AfterAll
    static void end() throws Exception {
        output.close();
        up.destroyForcibly().waitFor();
    }

    @Test
    @Order(1)
    void shouldSayInOneLineWhereItIs() {
        assertThat(ready.fieldNames()).toIterable().containsExactly("url", "apiKey", "s3", "console", "dir");
        assertThat(ready.path("dir").asText()).isEqualTo(folder.toString());
        assertThat(ready.path("url").asText()).matches("http://127\\.0\\.0\\.1:\\d+/track");
    }

    @Test
    @Order(2)
    void shouldRefuseASecondOneInItsFolder() throws Exception {
        Ran second = run("up", "--json", "--port", "0", "--dir", folder.toString());

        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.out()).isEmpty();
        assertThat(lastLine(second.err()))
                .isEqualTo("lolscale: the folder " + folder
                        + " is in use by another lolscale; end it, or name another folder with --dir");
    }

    @Test
    @Order(2)
    void shouldSayThatItsPortIsInUse() throws Exception {
        int port = URI.create(ready.path("url").asText()).getPort();

        Ran second = run(
                "up",
                "--port",
                Integer.toString(port),
                "--dir",
                directory.resolve("second").toString());

        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.out()).isEmpty();
        assertThat(lastLine(second.err()))
                .isEqualTo("lolscale: Port " + port + " on 127.0.0.1 is in use; take another, or 0 for a free one.");
    }

    @Test
    @Order(3)
    void shouldRunTheWorkflowForAnotherCommand() throws Exception {
        assertThat(post(3, "first")).isEqualTo(204);

        Ran ran = run("workflow", "--json", "--dir", folder.toString());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode report = JSON.readTree(ran.out());
        assertThat(report.path("raw").asLong()).isEqualTo(3);
        assertThat(report.path("rows").asLong()).isEqualTo(3);
        assertThat(up.isAlive()).isTrue();
    }

    @Test
    @Order(3)
    void shouldObeyNobodyWithoutItsToken() throws Exception {
        Path file = folder.resolve("control.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        URI address =
                URI.create(JSON.readTree(Files.readString(file)).path("url").asText());

        for (String token : List.of("", "0".repeat(48))) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(address).timeout(LONG).POST(BodyPublishers.ofString("{}"));
            if (!token.isEmpty()) {
                request.header("x-lolscale-token", token);
            }
            assertThat(CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    @Order(4)
    void shouldShowOnItsConsoleWhatLiesOnDisk() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(ready.path("console").asText() + "api/snapshot"))
                .timeout(LONG)
                .build();

        JsonNode snapshot =
                JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());

        assertThat(snapshot.path("rawLines").asLong()).isEqualTo(3);
        assertThat(snapshot.path("rows").asLong()).isEqualTo(3);
        assertThat(snapshot.path("awaitingJob").asLong()).isZero();
        assertThat(snapshot.path("runs")).hasSize(1);
        assertThat(snapshot.path("runs").path(0).path("rows").asLong()).isEqualTo(3);
        assertThat(snapshot.path("problem").isNull()).as(snapshot.toString()).isTrue();
        for (JsonNode zone : snapshot.path("zones")) {
            Path bucket = folder.resolve("s3");
            long[] onDisk = {0, 0};
            try (Stream<Path> files = Files.walk(bucket)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String key = bucket.relativize(file).toString().replaceFirst("^[^/]+/", "");
                    if (key.startsWith(zone.path("prefix").asText())) {
                        onDisk[0]++;
                        onDisk[1] += Files.size(file);
                    }
                }
            }
            assertThat(zone.path("files").asLong()).as(zone.toString()).isEqualTo(onDisk[0]);
            assertThat(zone.path("bytes").asLong()).as(zone.toString()).isEqualTo(onDisk[1]);
        }
    }

    @Test
    @Order(4)
    void shouldReportBesideIt() throws Exception {
        Path file = directory.resolve("report.html");

        Ran ran = run("report", "--json", "--dir", folder.toString(), "--out", file.toString());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(JSON.readTree(ran.out()).path("file").asText()).isEqualTo(file.toString());
        assertThat(Files.readString(file))
                .contains("\"rows\":3")
                .doesNotContain(ready.path("apiKey").asText())
                .doesNotContain("src=")
                .doesNotContain("<link");
    }

    @Test
    @Order(5)
    void shouldDeliverWhatItTookBeforeItEnds() throws Exception {
        assertThat(post(5, "second")).isEqualTo(204);

        // What Ctrl-C does, but for the signal's number.
        up.destroy();

        assertThat(up.waitFor()).isEqualTo(128 + 15);
        assertThat(Files.readString(directory.resolve("up.err"))).contains("draining the stream  all delivered");
        assertThat(folder.resolve("control.json")).doesNotExist();
    }

    @Test
    @Order(6)
    void shouldLeaveALakeThatOtherCommandsGoOnWith() throws Exception {
        Ran workflow = run("workflow", "--json", "--dir", folder.toString());
        assertThat(workflow.exitCode()).as(workflow.err()).isZero();
        assertThat(JSON.readTree(workflow.out()).path("raw").asLong()).isEqualTo(5);

        Ran query = run("query", "--json", "--dir", folder.toString(), "SELECT eventid FROM analytics_data ORDER BY 1");
        assertThat(query.exitCode()).as(query.err()).isZero();
        assertThat(JSON.readTree(query.out()).path("rows"))
                .extracting(row -> row.path(0).asText())
                .containsExactly(
                        "first-0", "first-1", "first-2", "second-0", "second-1", "second-2", "second-3", "second-4");
    }

    @Test
    @Order(7)
    void shouldGiveAPipeEveryRowInFull() throws Exception {
        Ran query = run(
                "query",
                "--dir",
                folder.toString(),
                "SELECT n, rpad('x', 150, 'y') AS long FROM UNNEST(sequence(1, 250)) AS t (n) ORDER BY n");

        assertThat(query.exitCode()).as(query.err()).isZero();
        assertThat(query.out().lines()).hasSize(2 + 250);
        assertThat(query.out().lines().skip(2)).allMatch(line -> line.endsWith("x" + "y".repeat(149)));
        assertThat(query.err()).startsWith("250 rows in ");
    }

    private static int post(int events, String prefix) throws Exception {
        StringBuilder body = new StringBuilder();
        IntStream.range(0, events).forEach(i -> body.append("{\"eventId\":\"")
                .append(prefix)
                .append('-')
                .append(i)
                .append("\",\"event\":\"LOGIN\",\"userId\":\"u\",\"dateTime\":\"2026-11-01 12:00:00\"}\n"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(ready.path("url").asText()))
                .timeout(LONG)
                .header("x-api-key", ready.path("apiKey").asText())
                .header("content-type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static Ran run(String... arguments) throws Exception {
        Path err = directory.resolve("err.txt");
        Process process =
                LolscaleProcess.of(ROOT, arguments).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ran(process.waitFor(), out, Files.readString(err));
    }
}
