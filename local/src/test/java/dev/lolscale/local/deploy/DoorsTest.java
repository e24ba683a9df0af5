package dev.lolscale.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.FrontDoor;
import dev.lolscale.platform.stack.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same requests at both front doors, each with its real functions, and what each door answers. It runs the built
 * jar of the functions.
 */
@Timeout(300)
class DoorsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ORIGIN = "https://app.example.com";
    private static final String EVENT =
            "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2026-04-04 12:00:00\"}";

    /** What an answer must have; {@code body} is a part of it, or empty for no body. */
    private record Expected(int status, String body, Map<String, String> headers) {

        static Expected of(int status, String body) {
            return new Expected(status, body, Map.of());
        }

        static Expected message(int status, String message) {
            return of(status, "{\"message\":\"" + message + "\"}");
        }

        Expected with(Map<String, String> more) {
            return new Expected(status, body, more);
        }
    }

    private static final Expected ACCEPTED = Expected.of(204, "");
    private static final Expected UNAUTHORIZED = Expected.message(401, "Unauthorized");
    private static final Expected FORBIDDEN = Expected.message(403, "Forbidden");
    private static final Expected NOT_FOUND = Expected.message(404, "Not Found");
    private static final Expected NO_SUCH_METHOD = Expected.message(403, "Missing Authentication Token");
    private static final Expected TOO_LARGE = Expected.message(413, "Request Entity Too Large");
    private static final Expected TOO_LONG = Expected.message(413, "Request Too Long");

    /** One request, and what each door answers. {@code FIRST} and {@code SECOND} stand for the keys. */
    private record Case(
            String name,
            String method,
            String path,
            List<String> headers,
            BodyPublisher body,
            Expected http,
            Expected rest,
            int accepted) {

        static Case post(String name, String path, byte[] body, Expected http, Expected rest, String... headers) {
            return new Case(name, "POST", path, List.of(headers), BodyPublishers.ofByteArray(body), http, rest, 0);
        }

        static Case track(String name, byte[] body, Expected http, Expected rest, String... headers) {
            List<String> all = new ArrayList<>(List.of("x-api-key: FIRST"));
            all.addAll(List.of(headers));
            return post(name, "/track", body, http, rest, all.toArray(String[]::new));
        }

        /** The same with this many lines that land. */
        Case landing(int lines) {
            return new Case(name, method, path, headers, body, http, rest, lines);
        }

        Expected expected(FrontDoor door) {
            return door == FrontDoor.HTTP ? http : rest;
        }

        int landed(FrontDoor door) {
            return expected(door).status() < 300 ? accepted : 0;
        }
    }

    @TempDir
    Path directory;

    private static List<Case> cases() throws IOException {
        byte[] event = bytes(EVENT);
        byte[] notUtf8 = event.clone();
        notUtf8[11] = (byte) 0xff;
        return List.of(
                // Keys.
                Case.post("no key", "/track", event, UNAUTHORIZED, FORBIDDEN),
                Case.post("empty key", "/track", event, UNAUTHORIZED, FORBIDDEN, "x-api-key:"),
                Case.post("wrong key", "/track", event, FORBIDDEN, FORBIDDEN, "x-api-key: wrong"),
                Case.post("good key", "/track", event, ACCEPTED, ACCEPTED, "x-api-key: FIRST")
                        .landing(1),
                Case.post("second key", "/track", event, ACCEPTED, ACCEPTED, "X-API-Key: SECOND")
                        .landing(1),
                Case.post("both keys", "/track", event, FORBIDDEN, FORBIDDEN, "x-api-key: FIRST,SECOND"),
                Case.post("key in the query string", "/track?key=FIRST", event, UNAUTHORIZED, FORBIDDEN),
                Case.post("x-api-key in the query string", "/track?x-api-key=FIRST", event, UNAUTHORIZED, FORBIDDEN),
                // Routes.
                new Case(
                        "GET",
                        "GET",
                        "/track",
                        List.of("x-api-key: FIRST"),
                        BodyPublishers.noBody(),
                        NOT_FOUND,
                        NO_SUCH_METHOD,
                        0),
                new Case(
                        "PUT",
                        "PUT",
                        "/track",
                        List.of("x-api-key: FIRST"),
                        BodyPublishers.ofByteArray(event),
                        NOT_FOUND,
                        NO_SUCH_METHOD,
                        0),
                Case.post("wrong path", "/tracks", event, NOT_FOUND, NO_SUCH_METHOD, "x-api-key: FIRST"),
                Case.post("path below", "/track/more", event, NOT_FOUND, NO_SUCH_METHOD, "x-api-key: FIRST"),
                Case.post("path in upper case", "/TRACK", event, NOT_FOUND, NO_SUCH_METHOD, "x-api-key: FIRST"),
                Case.track("query string besides", event, ACCEPTED, ACCEPTED).landing(1),
                // Beacons: an HTTP front door's only.
                Case.post("beacon", "/beacon?key=FIRST", event, ACCEPTED, NO_SUCH_METHOD, "content-type: text/plain")
                        .landing(1),
                Case.post(
                                "beacon of a page",
                                "/beacon?key=SECOND",
                                bytes(EVENT + "\n" + EVENT + "\n"),
                                ACCEPTED.with(Map.of("access-control-allow-origin", ORIGIN)),
                                NO_SUCH_METHOD,
                                "content-type: text/plain;charset=UTF-8",
                                "origin: " + ORIGIN)
                        .landing(2),
                Case.post("beacon without key", "/beacon", event, UNAUTHORIZED, NO_SUCH_METHOD),
                Case.post("beacon with an empty key", "/beacon?key=", event, UNAUTHORIZED, NO_SUCH_METHOD),
                Case.post("beacon with a wrong key", "/beacon?key=wrong", event, FORBIDDEN, NO_SUCH_METHOD),
                Case.post("beacon with two keys", "/beacon?key=FIRST&key=SECOND", event, FORBIDDEN, NO_SUCH_METHOD),
                Case.post(
                        "beacon with the key in the header only",
                        "/beacon",
                        event,
                        UNAUTHORIZED,
                        NO_SUCH_METHOD,
                        "x-api-key: FIRST"),
                Case.post(
                        "beacon that is no event",
                        "/beacon?key=FIRST",
                        bytes("a=b"),
                        Expected.of(400, "\"reason\":\"not_json\""),
                        NO_SUCH_METHOD,
                        "content-type: text/plain"),
                // Pages of other origins.
                new Case(
                        "preflight",
                        "OPTIONS",
                        "/track",
                        List.of("origin: " + ORIGIN, "access-control-request-method: POST"),
                        BodyPublishers.noBody(),
                        Expected.of(204, "").with(preflight("access-control-allow-origin", ORIGIN)),
                        Expected.of(204, "").with(preflight("access-control-allow-origin", ORIGIN)),
                        0),
                Case.track("page", event, ACCEPTED.with(answered()), ACCEPTED.with(answered()), "origin: " + ORIGIN)
                        .landing(1),
                Case.post(
                        "page without key",
                        "/track",
                        event,
                        UNAUTHORIZED.with(credentials()),
                        FORBIDDEN.with(credentials()),
                        "origin: " + ORIGIN),
                // A REST API names its one origin to everybody: the browser of another page sees that it is not meant.
                Case.track(
                                "page of an origin that is not named",
                                event,
                                ACCEPTED.with(Map.of("access-control-allow-origin", "")),
                                ACCEPTED.with(Map.of("access-control-allow-origin", ORIGIN)),
                                "origin: https://evil.example")
                        .landing(1),
                // Bodies.
                Case.track("some lines", bytes(EVENT + "\nnonsense\n" + EVENT), some(), some())
                        .landing(2),
                Case.track("gzip", gzip(event), ACCEPTED, ACCEPTED, "content-encoding: gzip")
                        .landing(1),
                Case.track("gzip that nobody mentions", gzip(event), ACCEPTED, ACCEPTED)
                        .landing(1),
                Case.track("gzip as such", gzip(event), ACCEPTED, ACCEPTED, "content-type: application/gzip")
                        .landing(1),
                Case.track(
                                "gzip that is none",
                                event,
                                ACCEPTED,
                                Expected.message(415, "Unsupported Media Type"),
                                "content-encoding: gzip")
                        .landing(1),
                Case.track(
                        "another coding",
                        event,
                        Expected.of(415, "Content-Encoding must be gzip or absent"),
                        Expected.message(415, "Unsupported Media Type"),
                        "content-encoding: br"),
                Case.track(
                        "not UTF-8",
                        notUtf8,
                        Expected.of(400, "\"reason\":\"not_utf8\""),
                        Expected.of(400, "\"reason\":\"not_utf8\""),
                        "content-type: application/json"),
                Case.track("empty", new byte[0], nothing(), nothing()),
                Case.track(
                        "garbage",
                        bytes("nonsense"),
                        Expected.of(400, "\"rejected\":[{\"line\":1,\"reason\":\"not_json\",\"field\":\"\"}]"),
                        Expected.of(400, "\"rejected\":[{\"line\":1,\"reason\":\"not_json\",\"field\":\"\"}]")),
                Case.track(
                        "random bytes",
                        random(2_000),
                        Expected.of(400, "\"accepted\":0"),
                        Expected.of(400, "\"accepted\":0"),
                        "content-type: application/octet-stream"),
                Case.track(
                        "form",
                        event,
                        Expected.of(415, "\"accepted\":0"),
                        Expected.of(415, "\"accepted\":0"),
                        "content-type: application/x-www-form-urlencoded"),
                // Sizes: Lambda's 6 MB, API Gateway's 10 MB, the function's 20 MiB inflated.
                Case.track("beyond what a function takes", new byte[7_000_000], TOO_LARGE, TOO_LONG),
                Case.track("beyond what a door takes", new byte[10 * 1024 * 1024 + 1], TOO_LARGE, TOO_LONG),
                Case.track(
                        "inflated beyond what is taken",
                        gzip(new byte[21 * 1024 * 1024]),
                        Expected.of(413, "once inflated"),
                        TOO_LONG,
                        "content-encoding: gzip"),
                // And the doors are as before.
                Case.track("good key at the end", event, ACCEPTED, ACCEPTED).landing(1));
    }

    private static Expected some() {
        return Expected.of(200, "{\"accepted\":2,\"rejected\":[{\"line\":2,\"reason\":\"not_json\",\"field\":\"\"}]}");
    }

    private static Expected nothing() {
        return Expected.of(400, "\"accepted\":0,\"rejected\":[]");
    }

    private static Map<String, String> credentials() {
        return Map.of("access-control-allow-origin", ORIGIN, "access-control-allow-credentials", "true");
    }

    private static Map<String, String> answered() {
        return Map.of(
                "access-control-allow-origin", ORIGIN,
                "access-control-allow-credentials", "true",
                "access-control-expose-headers", "retry-after");
    }

    private static Map<String, String> preflight(String header, String value) {
        return Map.of(
                header,
                value,
                "access-control-allow-credentials",
                "true",
                "access-control-allow-methods",
                "POST",
                "access-control-allow-headers",
                "content-type,content-encoding,x-api-key",
                "access-control-max-age",
                "86400");
    }

    @ParameterizedTest
    @EnumSource(FrontDoor.class)
    void shouldAnswerEachRequestAsThisDoorDoes(FrontDoor frontDoor) throws Exception {
        StackGraph graph = record(frontDoor);
        List<Case> cases = cases();
        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = LocalPlatform.start(graph, folder, LocalSettings.of(ROOT, "us-east-1", 0))) {
            SoftAssertions answers = new SoftAssertions();
            for (Case each : cases) {
                Expected expected = each.expected(frontDoor);
                HttpResponse<String> answer = send(platform, graph, each);
                String said = frontDoor + ", " + each.name() + ": " + answer.body();
                answers.assertThat(answer.statusCode()).as(said).isEqualTo(expected.status());
                if (expected.body().isEmpty()) {
                    answers.assertThat(answer.body()).as(said).isEmpty();
                } else {
                    answers.assertThat(answer.body()).as(said).contains(expected.body());
                }
                expected.headers().forEach((header, value) -> answers.assertThat(
                                answer.headers().firstValue(header).orElse(""))
                        .as(said + " " + header)
                        .isEqualTo(value));
            }
            answers.assertAll();

            assertThat(platform.drain(PATIENCE)).isTrue();
            assertThat(rawLines(folder))
                    .hasSize(cases.stream()
                            .mapToInt(each -> each.landed(frontDoor))
                            .sum())
                    .allSatisfy(line -> assertThat(line).startsWith(EVENT.substring(0, EVENT.length() - 1)));
            assertThat(filesWith(key(graph, "first"))).isEmpty();
            assertThat(filesWith(key(graph, "second"))).isEmpty();
        }
    }

    @Test
    void shouldThrottleEachRouteOfAnHttpDoorForAllKeysTogether() throws Exception {
        StackGraph graph = record(FrontDoor.HTTP);
        String stage = graph.resource(HttpApis.STAGE, "ingest-stage").urn();
        // So slow that no token comes back while the test runs.
        StackGraph slow = graph.withInput(stage, "defaultRouteSettings.throttlingRateLimit", 0.0001)
                .withInput(stage, "defaultRouteSettings.throttlingBurstLimit", 2L);

        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = LocalPlatform.start(slow, folder, LocalSettings.of(ROOT, "us-east-1", 0))) {
            assertThat(statuses(platform, slow, "first", 2)).containsExactly(204, 204);
            HttpResponse<String> throttled = send(platform, slow, Case.track("", bytes(EVENT), ACCEPTED, ACCEPTED));

            assertThat(throttled.statusCode()).isEqualTo(429);
            assertThat(throttled.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
            assertThat(statuses(platform, slow, "second", 1)).containsExactly(429);
            for (int expected : List.of(204, 204, 429)) {
                Case beacon = Case.post("", "/beacon?key=FIRST", bytes(EVENT), ACCEPTED, ACCEPTED);
                assertThat(send(platform, slow, beacon).statusCode()).isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldThrottleAndCountEachKeyOfARestDoorByItself() throws Exception {
        StackGraph graph = Recorder.record(
                configuration(FrontDoor.REST).with("requestsPerMonth", "2"), Recorder.Mode.UPDATE, Main::stack);
        String plan = graph.resource(RestApis.USAGE_PLAN, "ingest-usage-plan").urn();
        StackGraph slow = graph.withInput(plan, "throttleSettings.rateLimit", 0.0001)
                .withInput(plan, "throttleSettings.burstLimit", 3L);

        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = LocalPlatform.start(slow, folder, LocalSettings.of(ROOT, "us-east-1", 0))) {
            Case track = Case.track("", bytes(EVENT), ACCEPTED, ACCEPTED);
            assertThat(statuses(platform, slow, "first", 2)).containsExactly(204, 204);
            HttpResponse<String> counted = send(platform, slow, track);
            HttpResponse<String> throttled = send(platform, slow, track);

            assertThat(counted.statusCode()).isEqualTo(429);
            assertThat(counted.body()).isEqualTo("{\"message\":\"Limit Exceeded\"}");
            assertThat(throttled.statusCode()).isEqualTo(429);
            assertThat(throttled.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
            assertThat(statuses(platform, slow, "second", 3)).containsExactly(204, 204, 429);
        }
    }

    @Test
    void shouldThrottleARestDoorForAllKeysTogether() throws Exception {
        StackGraph graph = record(FrontDoor.REST);
        String settings = graph.resource(RestApis.METHOD_SETTINGS, "ingest-method-settings")
                .urn();
        StackGraph slow = graph.withInput(settings, "settings.throttlingRateLimit", 0.0001)
                .withInput(settings, "settings.throttlingBurstLimit", 1L);

        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = LocalPlatform.start(slow, folder, LocalSettings.of(ROOT, "us-east-1", 0))) {
            assertThat(statuses(platform, slow, "first", 1)).containsExactly(204);
            assertThat(statuses(platform, slow, "second", 1)).containsExactly(429);
        }
    }

    @ParameterizedTest
    @EnumSource(FrontDoor.class)
    void shouldBeReachedOnThisMachineAlsoWhenItHasADomainName(FrontDoor frontDoor) throws Exception {
        StackGraph graph = Recorder.record(
                configuration(frontDoor)
                        .with("domainName", "events.example.com")
                        .with("certificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/c1")
                        .with("hostedZoneId", "Z1"),
                Recorder.Mode.UPDATE,
                Main::stack);

        assertThat(graph.outputs().text("url")).isEqualTo("https://events.example.com/track");
        assertThat(NotRun.of(graph).values()).contains(List.of("ingest-domain"), List.of("ingest-domain-record"));
        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = LocalPlatform.start(graph, folder, LocalSettings.of(ROOT, "us-east-1", 0))) {
            assertThat(statuses(platform, graph, "first", 1)).containsExactly(204);
        }
    }

    private static StackGraph record(FrontDoor frontDoor) {
        return Recorder.record(configuration(frontDoor), Recorder.Mode.UPDATE, Main::stack);
    }

    private static StackConfiguration configuration(FrontDoor frontDoor) {
        return StackConfiguration.read(ROOT, "dev")
                .with("frontDoor", frontDoor.value())
                .with("beacon", Boolean.toString(frontDoor == FrontDoor.HTTP))
                .with("apiKeyNames", "[\"first\",\"second\"]")
                .with("corsOrigins", "[\"" + ORIGIN + "\"]")
                .with("corsCredentials", "true");
    }

    private static String key(StackGraph graph, String name) {
        return graph.resource(ApiKeys.API_KEY, "ingest-key-" + name).outputs().text("value");
    }

    private static List<Integer> statuses(LocalPlatform platform, StackGraph graph, String key, int requests)
            throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            Case track = Case.post("", "/track", bytes(EVENT), ACCEPTED, ACCEPTED, "x-api-key: " + key(graph, key));
            statuses.add(send(platform, graph, track).statusCode());
        }
        return statuses;
    }

    private static HttpResponse<String> send(LocalPlatform platform, StackGraph graph, Case each) throws Exception {
        String door = platform.trackUrl().toString().replaceFirst("/track$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(door + withKeys(graph, each.path())))
                .timeout(PATIENCE)
                .method(each.method(), each.body());
        for (String header : each.headers()) {
            String[] nameAndValue = header.split(":\\s*", 2);
            request.header(nameAndValue[0], withKeys(graph, nameAndValue[1]));
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String withKeys(StackGraph graph, String text) {
        return text.replace("FIRST", key(graph, "first")).replace("SECOND", key(graph, "second"));
    }

    private List<String> rawLines(LocalFolder folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.buckets())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".gz")).toList()) {
                try (GZIPInputStream object = new GZIPInputStream(Files.newInputStream(file))) {
                    new String(object.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .forEach(lines::add);
                }
            }
        }
        return lines;
    }

    /** The files of the platform, logs among them, that hold a text. */
    private List<Path> filesWith(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(bytes);
        }
        return packed.toByteArray();
    }
}
