package dev.lolscale.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.local.deploy.LocalFolder;
import dev.lolscale.local.deploy.LocalPlatform;
import dev.lolscale.local.deploy.LocalSettings;
import dev.lolscale.platform.stack.Main;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console of a platform that is up, by HTTP. Its tables are declared, so that no job need run first. */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SCRIPT = "<script>alert(1)</script>";

    /** Four events and three lines that are none. */
    private static final String LINES = """
            {"eventId":"e1","event":"LOGIN","userId":"mark3","dateTime":"2026-11-01 12:00:00"}
            {"eventId":"e2","event":"<script>alert(1)</script>","userId":"<img src=x onerror=alert(1)>","dateTime":"2026-11-01 12:00:00"}
            {"eventId":"e3","event":"VIEW","userId":"mark3","dateTime":"2026-11-01 12:00:00"}
            {"eventId":"e4","event":"VIEW","userId":"anna1","dateTime":"2026-11-01 12:00:00"}
            {"event":"VIEW","userId":"anna1"}
            {"event":"VIEW","userId":"anna1"}
            mark logged in
            """;

    @TempDir
    private static Path directory;

    private static StackGraph graph;
    private static LocalFolder folder;
    private static LocalPlatform platform;
    private static ConsolePages pages;
    private static Console console;

    @BeforeAll
    static void bringUp() throws Exception {
        StackConfiguration dev = StackConfiguration.read(ROOT, "dev");
        Map<String, String> values = new HashMap<>(dev.values());
        values.put("lolscale:discovery", "projection");
        StackConfiguration declared = new StackConfiguration(dev.project(), dev.stack(), values, dev.secretKeys());
        StackGraph recorded = Recorder.record(declared, Recorder.Mode.UPDATE, Main::stack);
        String workgroup =
                recorded.ofType("aws:athena/workgroup:Workgroup").get(0).urn();
        graph = recorded.withInput(workgroup, "configuration.bytesScannedCutoffPerQuery", 1_000L);
        folder = LocalFolder.open(directory.resolve("lake"), "dev");
        platform = LocalPlatform.start(graph, folder, LocalSettings.of(ROOT, "us-east-1", 0));
        pages = ConsolePages.prepare(ROOT, step -> {});
        console = Console.open(ROOT, declared, graph, platform, pages, 0);
        HttpRequest events = HttpRequest.newBuilder(platform.trackUrl())
                .header("x-api-key", platform.apiKey())
                .header("content-type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(LINES))
                .build();
        assertThat(CLIENT.send(events, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        assertThat(platform.drain(PATIENCE)).isTrue();
    }

    @AfterAll
    static void end() throws Exception {
        console.close();
        platform.close();
        folder.close();
    }

    @Test
    @Order(1)
    void shouldCountWhatTheDoorAndTheDiskHave() throws Exception {
        JsonNode snapshot = get("api/snapshot");

        assertThat(snapshot.path("live").path("requests").path("200").asLong()).isEqualTo(1);
        assertThat(snapshot.path("live").path("accepted").asLong()).isEqualTo(4);
        assertThat(snapshot.path("live").path("rejected"))
                .isEqualTo(JSON.readTree("{\"missing_field\": 2, \"not_json\": 1}"));
        assertThat(snapshot.path("live").path("objects").asLong()).isEqualTo(1);
        assertThat(snapshot.path("rawLines").asLong()).isEqualTo(4);
        assertThat(snapshot.path("awaitingJob").asLong()).isEqualTo(4);
        assertThat(snapshot.path("rows").asLong()).isZero();
        assertThat(snapshot.path("problem").isNull()).as(snapshot.toString()).isTrue();
    }

    @Test
    void shouldDrawThePipelineOfTheGraph() throws Exception {
        JsonNode stack = get("api/stack");

        assertThat(stack.path("resources").asInt()).isEqualTo(graph.resources().size());
        assertThat(stack.path("cutoffBytes").asLong()).isEqualTo(1_000);
        assertThat(stack.path("pipeline").path("nodes"))
                .extracting(node -> node.path("id").asText())
                .containsExactly(
                        "client", "door", "track", "stream", "raw", "job", "table", "athena", "rejected", "quarantine");
        assertThat(stack.path("pipeline").path("nodes"))
                .extracting(node -> node.path("resource").asText())
                .contains("ingest-api", "ingest-track", "delivery-stream", "lakehouse-job");
    }

    @Test
    void shouldSendSnapshotsAsTheyCome() throws Exception {
        HttpRequest request = request("api/live").build();
        HttpResponse<InputStream> response = CLIENT.send(request, BodyHandlers.ofInputStream());

        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            int events = 0;
            while (events < 2) {
                String line = lines.readLine();
                if (line.startsWith("data: ")) {
                    assertThat(JSON.readTree(line.substring(6)).path("rawLines").asLong())
                            .isGreaterThanOrEqualTo(4);
                    events++;
                }
            }
        }
    }

    @Test
    void shouldAnswerSqlWithItsPrice() throws Exception {
        JsonNode answer = query(
                "SELECT event, count(*) AS events FROM analytics_raw WHERE event IN ('LOGIN', 'VIEW') GROUP BY event"
                        + " ORDER BY 1");

        assertThat(answer.path("columns")).isEqualTo(JSON.readTree("[\"event\", \"events\"]"));
        assertThat(answer.path("rows")).isEqualTo(JSON.readTree("[[\"LOGIN\", 1], [\"VIEW\", 2]]"));
        assertThat(answer.path("more").asBoolean()).isFalse();
        assertThat(answer.path("scannedBytes").asLong()).isPositive();
        assertThat(answer.path("usd").asDouble()).isEqualTo(0.00005);
    }

    @Test
    void shouldGiveMarkupAsText() throws Exception {
        HttpResponse<String> response =
                post("query", "{\"sql\": \"SELECT event FROM analytics_raw WHERE event LIKE '<%'\"}");

        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(JSON.readTree(response.body()).path("rows").path(0).path(0).asText())
                .isEqualTo(SCRIPT);
    }

    @Test
    void shouldGiveNoMoreRowsThanAPageShows() throws Exception {
        JsonNode answer = query("SELECT n FROM UNNEST(sequence(1, 5000)) AS t (n) ORDER BY n DESC");

        assertThat(answer.path("rows")).hasSize(1000);
        assertThat(answer.path("rows").path(999).path(0).asInt()).isEqualTo(4001);
        assertThat(answer.path("more").asBoolean()).isTrue();
    }

    @Test
    void shouldKeepTheWorkgroupsLimit() throws Exception {
        String again = " UNION ALL SELECT event FROM analytics_raw";

        HttpResponse<String> response =
                post("query", "{\"sql\": \"SELECT event FROM analytics_raw" + again.repeat(20) + "\"}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(response.body()).path("kind").asText()).isEqualTo("LIMIT");
        assertThat(response.body()).contains("its workgroup allows 1000");
    }

    @Test
    void shouldCancelAQuery() throws Exception {
        String endless = "WITH n AS (SELECT x FROM UNNEST(sequence(1, 10000)) AS t (x))"
                + " SELECT count(*) FROM n AS a CROSS JOIN n AS b CROSS JOIN n AS c WHERE a.x * b.x + c.x < 0";
        CompletableFuture<HttpResponse<String>> answer = CLIENT.sendAsync(
                posting(console.url(), "query", "{\"id\": \"q1\", \"sql\": \"" + endless + "\"}"),
                BodyHandlers.ofString());

        // Until it has begun, there is none to cancel.
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (post("cancel", "{\"id\": \"q1\"}").statusCode() != 200 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertThat(answer.get().statusCode()).isEqualTo(422);
        assertThat(answer.get().body()).contains("CANCELLED").contains("the query was cancelled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_text('OUTSIDE')",
                "SELECT * FROM TABLE(read_text('OUTSIDE'))",
                "SELECT * FROM TABLE(glob('/*'))",
                "SELECT * FROM read_csv('OUTSIDE')",
                "SELECT * FROM 'OUTSIDE'",
                "SELECT * FROM \"OUTSIDE\"",
                "SELECT read_text('OUTSIDE')",
                "SELECT getenv('HOME')",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_secrets",
                "SELECT * FROM information_schema.tables",
                "SELECT query('SELECT 1')",
                "SELECT (SELECT * FROM read_blob('OUTSIDE'))",
                "WITH x AS (SELECT * FROM TABLE(read_csv('OUTSIDE'))) SELECT * FROM x",
                "SELECT 1) TO 'OUTSIDE'; --",
                "COPY (SELECT 1) TO 'OUTSIDE'",
                "EXPORT DATABASE 'OUTSIDE'",
                "ATTACH 'OUTSIDE'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "PRAGMA database_list",
                "SET enable_external_access = true",
                "RESET lock_configuration",
                "CREATE TABLE t AS SELECT 1",
                "CREATE EXTERNAL TABLE t (a int) LOCATION 's3://x/'",
                "INSERT INTO analytics_raw VALUES ('a')",
                "DELETE FROM analytics_raw",
                "DROP TABLE analytics_raw",
                "UNLOAD (SELECT 1) TO 's3://x/' WITH (format = 'JSON')",
                "SELECT 1; DROP TABLE analytics_raw",
                "/* a */ COPY (SELECT 1) TO 'OUTSIDE'",
                "FROM read_text('OUTSIDE')",
            })
    void shouldLetNoSqlOut(String attempt) throws Exception {
        Path outside = directory.resolve("outside.csv");
        Files.writeString(outside, "secret\nhunter2\n");
        String sql = attempt.replace("OUTSIDE", outside.toString());

        HttpResponse<String> response =
                post("query", JSON.createObjectNode().put("sql", sql).toString());

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(response.body()).path("kind").asText()).isIn("SYNTAX", "REFUSED", "UNKNOWN_TABLE");
        assertThat(response.body()).doesNotContain("hunter2");
        assertThat(Files.readString(outside)).isEqualTo("secret\nhunter2\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET  /api/snapshot  | Host: evil.example            | the console answers to
                    GET  /              | Host: evil.example            | the console answers to
                    GET  /              | Host: 127.0.0.1:1             | the console answers to
                    GET  /api/snapshot  | Host: OWN;Origin: http://evil.example            | the console answers no other site
                    GET  /api/snapshot  | Host: OWN;Sec-Fetch-Site: cross-site             | the console answers no other site
                    GET  /app.js        | Host: OWN;Sec-Fetch-Site: cross-site             | the console answers no other site
                    POST /api/send      | Host: OWN;Content-Type: application/json         | what changes anything needs
                    POST /api/send      | Host: OWN;X-Lolscale-Console: 1;Content-Type: text/plain                  | what changes anything needs
                    POST /api/workflow  | Host: OWN;X-Lolscale-Console: 1;Content-Type: application/json;Origin: null    | the console answers no other site
                    POST /api/query     | Host: OWN;X-Lolscale-Console: 1;Content-Type: application/json;Sec-Fetch-Site: none | the console answers no other site
                    OPTIONS /api/query  | Host: OWN;Origin: http://evil.example;Access-Control-Request-Method: POST      | the console answers no other site
                    """)
    void shouldAnswerNobodyElse(String line, String headers, String refusal) throws Exception {
        String own = "127.0.0.1:" + console.url().getPort();
        String answer = raw(line.replaceAll(" +", " ") + " HTTP/1.1\r\n"
                + headers.replace("OWN", own).replace(";", "\r\n") + "\r\nContent-Length: 0\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 403 ")
                .contains(refusal)
                .doesNotContainIgnoringCase("access-control-allow");
    }

    @Test
    void shouldOpenAtALinkAndUnderItsOtherName() throws Exception {
        int port = console.url().getPort();

        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldRunAndLoadNothingButItsOwn() throws Exception {
        HttpResponse<String> page = CLIENT.send(request("").build(), BodyHandlers.ofString());

        String policy = page.headers().firstValue("content-security-policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'none'")
                .contains("script-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        String nonce = policy.replaceFirst(".*'nonce-([^']+)'.*", "$1");
        assertThat(page.body()).contains("content=\"" + nonce + "\"").doesNotContain("=\"http", "=\"//");
        assertThat(page.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void shouldShowTheBillOfTheWorkloadThatCostTakesWithoutOptions() throws Exception {
        JsonNode workload = get("api/bill").path("workload");

        assertThat(workload.path("events").asLong()).isEqualTo(200_000_000);
        assertThat(workload.path("eventBytes").asInt()).isEqualTo(200);
        assertThat(workload.path("batch").asInt()).isEqualTo(25);
        assertThat(workload.path("queriesPerDay").asInt()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app.js",
                "api/stack",
                "api/snapshot",
                "api/schema",
                "api/saved",
                "api/bill",
                "api/bill?events=1000&eventBytes=100&batch=10&queriesPerDay=1"
            })
    void shouldNeverGiveTheKeyAway(String path) throws Exception {
        HttpResponse<String> response = CLIENT.send(request(path).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).doesNotContain(platform.apiKey());
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void shouldSendSampleEventsThroughTheDoor() throws Exception {
        assertThat(post("send", "{\"events\": 100001}").body()).contains("events is 100001; allowed is 1 to 100000");

        assertThat(post("send", "{\"events\": 200}").statusCode()).isEqualTo(202);

        JsonNode live;
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            live = get("api/snapshot").path("live");
        } while (live.path("sending").asLong() > 0 && System.nanoTime() < end);
        long rejected = 0;
        for (JsonNode count : live.path("rejected")) {
            rejected += count.asLong();
        }
        assertThat(live.path("accepted").asLong() + rejected).isEqualTo(7 + 200);
        assertThat(live.path("problem").isNull()).isTrue();
    }

    @Test
    void shouldRefuseAPortThatIsInUse() {
        int port = console.url().getPort();

        assertThatThrownBy(() -> Console.open(ROOT, StackConfiguration.read(ROOT, "dev"), graph, platform, pages, port))
                .isInstanceOf(IOException.class)
                .hasMessage("the console's port " + port
                        + " on 127.0.0.1 is in use; take another with --console-port, or 0 for a free one");
    }

    @Test
    void shouldWeighLittle() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (String file : List.of("index.html", "app.js", "app.css")) {
                gzip.write(pages.file(file));
            }
        }

        assertThat(packed.size()).isLessThan(500_000);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(console.url().resolve(path)).timeout(PATIENCE);
    }

    private static JsonNode get(String path) throws Exception {
        return JSON.readTree(
                CLIENT.send(request(path).build(), BodyHandlers.ofString()).body());
    }

    private static HttpRequest posting(URI url, String path, String body) {
        return HttpRequest.newBuilder(url.resolve("api/" + path))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .header("x-lolscale-console", "1")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return CLIENT.send(posting(console.url(), path, body), BodyHandlers.ofString());
    }

    private static JsonNode query(String sql) throws Exception {
        HttpResponse<String> response =
                post("query", JSON.createObjectNode().put("sql", sql).toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** A request that Java's own client would not send. */
    private static String raw(String head) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByAddress(LOOPBACK), console.url().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write((head + "Connection: close\r\n\r\n").getBytes(UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
