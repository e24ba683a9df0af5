package dev.lolscale.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.frontdoor.RawHttp.Received;
import dev.lolscale.local.functions.InvocationResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpApiTest {

    private static final String KEY = "x-api-key: the-key";
    private static final String ALLOWED = "{\"isAuthorized\":true,\"context\":{\"keyName\":\"first\"}}";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong nanoTime = new AtomicLong();
    private final RecordingInvoker functions =
            new RecordingInvoker().answering("authorizer", ALLOWED).answering("track", "{\"statusCode\":204}");
    private FrontDoor door;
    private RawHttp client;

    @AfterEach
    void close() throws IOException {
        client.close();
        door.close();
    }

    @Test
    void shouldMapARequestToAnEventOfPayloadFormat2() throws IOException {
        open(route("POST /track/{source}", Duration.ZERO));
        String body = "{\"event\":\"LOGIN\",\"userId\":\"mårk3\",\"n\":1}\n";

        Received received = client.send(
                "POST",
                "/track/web%20site?tag=a&tag=b&note=x%2Cy",
                body,
                "Content-Type: application/json",
                "User-Agent: probe/1.0",
                "X-Api-Key: the-key",
                "X-Many: one",
                "X-Many: two",
                "Connection: keep-alive",
                "Cookie: session=1; theme=dark");

        ObjectNode event = (ObjectNode) functions.events("track").get(0);
        ObjectNode context = (ObjectNode) event.get("requestContext");
        assertThat(received.status()).isEqualTo(204);
        assertThat(received.headers())
                .containsEntry("apigw-requestid", context.get("requestId").textValue());
        assertThat(context.get("time").textValue()).matches("\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000");
        assertThat(context.get("timeEpoch").longValue()).isCloseTo(System.currentTimeMillis(), within(60_000L));
        context.put("requestId", "REQUEST_ID").put("time", "TIME").put("timeEpoch", 0);
        ObjectNode headers = (ObjectNode) event.get("headers");
        assertThat(headers.get("host").textValue()).isEqualTo("127.0.0.1:" + door.port());
        assertThat(headers.get("x-forwarded-port").textValue()).isEqualTo(Integer.toString(door.port()));
        headers.put("host", "HOST").put("x-forwarded-port", "PORT");
        assertThat(event).isEqualTo(Fixtures.read("http-api-event.json"));
        assertThat(Fixtures.fields(event)).isSubsetOf(Fixtures.fields(Fixtures.read("aws-docs-http-api-2.0.json")));
    }

    @Test
    void shouldAskTheAuthorizerWithTheRequestWithoutItsBody() throws IOException {
        open(route("POST /track/{source}", Duration.ZERO));

        client.send("POST", "/track/web?tag=a", "secret", KEY, "Cookie: a=b");

        JsonNode event = functions.events("authorizer").get(0);
        assertThat(event.get("type").textValue()).isEqualTo("REQUEST");
        assertThat(event.get("routeArn").textValue())
                .isEqualTo("arn:aws:execute-api:us-east-1:123456789012:abcdef123/$default/POST/track/web");
        assertThat(event.get("identitySource").toString()).isEqualTo("[\"the-key\"]");
        assertThat(event.toString()).doesNotContain("secret");
        assertThat(Fixtures.fields(event)).isSubsetOf(Fixtures.fields(Fixtures.read("aws-docs-authorizer-2.0.json")));
        assertThat(Fixtures.fields(event)).contains("version", "routeKey", "rawPath", "requestContext.http.sourceIp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain; charset=utf-8", "application/vnd.api+json"})
    void shouldPassTextTypesAsText(String type) throws IOException {
        open(route("POST /track", Duration.ZERO));

        client.send("POST", "/track", "{}", KEY, "Content-Type: " + type);

        JsonNode event = functions.events("track").get(0);
        assertThat(event.get("body").textValue()).isEqualTo("{}");
        assertThat(event.get("isBase64Encoded").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"application/octet-stream,identity", "application/json,gzip", "image/png,identity"})
    void shouldPassBinaryAndCompressedBodiesAsBase64(String type, String encoding) throws IOException {
        open(route("POST /track", Duration.ZERO));
        byte[] body = gzip("{\"event\":\"LOGIN\"}");

        client.send("POST", "/track", body, KEY, "Content-Type: " + type, "Content-Encoding: " + encoding);

        JsonNode event = functions.events("track").get(0);
        assertThat(Base64.getDecoder().decode(event.get("body").textValue())).isEqualTo(body);
        assertThat(event.get("isBase64Encoded").booleanValue()).isTrue();
    }

    @Test
    void shouldPassInvalidTextAsBase64() throws IOException {
        open(route("POST /track", Duration.ZERO));

        client.send("POST", "/track", new byte[] {(byte) 0xff, 'a'}, KEY, "Content-Type: text/plain");

        assertThat(functions.events("track").get(0).get("isBase64Encoded").booleanValue())
                .isTrue();
    }

    @Test
    void shouldAnswerAsTheFunctionStates() throws IOException {
        functions.answering(
                "track",
                "{\"statusCode\":207,\"headers\":{\"Content-Type\":\"application/json\",\"X-Count\":3},"
                        + "\"cookies\":[\"a=1\",\"b=2\"],\"body\":\"{\\\"accepted\\\":1}\"}");
        open(route("POST /track", Duration.ZERO));

        Received received = client.send("POST", "/track", "{}", KEY);

        assertThat(received.status()).isEqualTo(207);
        assertThat(received.text()).isEqualTo("{\"accepted\":1}");
        assertThat(received.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("x-count", "3")
                .containsEntry("set-cookie", "a=1|b=2");
    }

    @Test
    void shouldDecodeABase64Answer() throws IOException {
        functions.answering("track", "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"AAEC\"}");
        open(route("POST /track", Duration.ZERO));

        Received received = client.send("POST", "/track", "{}", KEY);

        assertThat(received.body()).containsExactly(0, 1, 2);
        assertThat(received.headers()).containsEntry("content-type", "text/plain;charset=UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {"\"Hello from Lambda!\"|Hello from Lambda!", "{ \"message\": \"Hi\" }|{ \"message\": \"Hi\" }"})
    void shouldInferAnAnswerThatStatesNoStatus(String result, String body) throws IOException {
        functions.answering("track", result);
        open(route("POST /track", Duration.ZERO));

        Received received = client.send("POST", "/track", "{}", KEY);

        assertThat(received.status()).isEqualTo(200);
        assertThat(received.headers()).containsEntry("content-type", "application/json");
        assertThat(received.text()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{\"statusCode\":\"many\"}",
                "{\"statusCode\":200,\"body\":{\"a\":1}}",
                "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"*\"}"
            })
    void shouldAnswer500ToAMalformedResult(String result) throws IOException {
        functions.answering("track", result);
        open(route("POST /track", Duration.ZERO));

        Received received = client.send("POST", "/track", "{}", KEY);

        assertThat(received.status()).isEqualTo(500);
        assertThat(received.text()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    @Test
    void shouldAnswer500WhenTheFunctionFails() throws IOException {
        functions.with(
                "track",
                event -> CompletableFuture.completedFuture(
                        InvocationResult.failed("{\"errorMessage\":\"bad day\"}".getBytes(StandardCharsets.UTF_8))));
        open(route("POST /track", Duration.ZERO));

        Received received = client.send("POST", "/track", "{}", KEY);

        assertThat(received.status()).isEqualTo(500);
        assertThat(received.text()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    @Test
    void shouldAnswer503WhenTheFunctionTakesTooLong() throws IOException {
        functions.with("track", event -> new CompletableFuture<>());
        open(api(Duration.ofMillis(50), Optional.empty(), route("POST /track", Duration.ZERO)));

        Received received = client.send("POST", "/track", "{}", KEY);

        assertThat(received.status()).isEqualTo(503);
        assertThat(received.text()).isEqualTo("{\"message\":\"Service Unavailable\"}");
    }

    @Test
    void shouldAnswer401WithoutTheKeyAndAskNobody() throws IOException {
        open(route("POST /track", Duration.ZERO));

        Received without = client.send("POST", "/track", "{}");
        Received empty = client.send("POST", "/track", "{}", "x-api-key:");

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.text()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(empty.status()).isEqualTo(401);
        assertThat(functions.events("authorizer")).isEmpty();
        assertThat(functions.events("track")).isEmpty();
    }

    @Test
    void shouldAnswer403WhenTheAuthorizerRefuses() throws IOException {
        functions.answering("authorizer", "{\"isAuthorized\":false}");
        open(route("POST /track", Duration.ZERO));

        Received received = client.send("POST", "/track", "{}", KEY);

        assertThat(received.status()).isEqualTo(403);
        assertThat(received.text()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(functions.events("track")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{}", "{\"isAuthorized\":\"true\"}"})
    void shouldAnswer500WhenTheAuthorizerIsNotUnderstoodAndAskAgain(String result) throws IOException {
        functions.answering("authorizer", result);
        open(route("POST /track", SECOND));

        Received received = client.send("POST", "/track", "{}", KEY);
        functions.answering("authorizer", ALLOWED);

        assertThat(received.status()).isEqualTo(500);
        assertThat(received.text()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(client.send("POST", "/track", "{}", KEY).status()).isEqualTo(204);
    }

    @Test
    void shouldKeepAnAuthorizersAnswerPerKeyForItsTimeToLive() throws IOException {
        open(route("POST /track", SECOND));

        client.send("POST", "/track", "{}", KEY);
        client.send("POST", "/track", "{}", KEY);
        client.send("POST", "/track", "{}", "x-api-key: other");
        assertThat(functions.events("authorizer")).hasSize(2);

        functions.answering("authorizer", "{\"isAuthorized\":false}");
        nanoTime.addAndGet(SECOND.toNanos() - 1);
        assertThat(client.send("POST", "/track", "{}", KEY).status()).isEqualTo(204);
        nanoTime.addAndGet(1);
        assertThat(client.send("POST", "/track", "{}", KEY).status()).isEqualTo(403);
        assertThat(functions.events("authorizer")).hasSize(3);
    }

    @Test
    void shouldAskTheAuthorizerEachTimeWithoutTimeToLive() throws IOException {
        open(route("POST /track", Duration.ZERO));

        client.send("POST", "/track", "{}", KEY);
        client.send("POST", "/track", "{}", KEY);

        assertThat(functions.events("authorizer")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"GET,/track", "POST,/", "POST,/track/", "POST,/Track", "POST,/track/more"})
    void shouldAnswer404ToWhatNoRouteMatches(String method, String path) throws IOException {
        open(route("POST /track", Duration.ZERO));

        Received received = client.send(method, path, "", KEY);

        assertThat(received.status()).isEqualTo(404);
        assertThat(received.text()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/a/b,GET /a/b",
        "POST,/a/b,ANY /a/b",
        "GET,/a/c,GET /a/{x}",
        "GET,/a/c/d,GET /a/{rest+}",
        "GET,/elsewhere,$default"
    })
    void shouldPreferTheMostSpecificRoute(String method, String path, String expected) throws IOException {
        functions.answering("track", "{\"statusCode\":204}");
        open(api(
                HttpApi.MAX_INTEGRATION_TIMEOUT,
                Optional.empty(),
                open("$default"),
                open("GET /a/{rest+}"),
                open("ANY /a/b"),
                open("GET /a/{x}"),
                open("GET /a/b")));

        client.send(method, path, "");

        assertThat(functions.events("track").get(0).get("routeKey").textValue()).isEqualTo(expected);
    }

    @Test
    void shouldPrefixPathsWithANamedStage() throws IOException {
        HttpApi named = new HttpApi(
                "abcdef123",
                "123456789012",
                "us-east-1",
                "dev",
                List.of(open("POST /track")),
                Optional.empty(),
                HttpApi.MAX_INTEGRATION_TIMEOUT);
        open(named);

        assertThat(door.url()).hasPath("/dev");
        assertThat(client.send("POST", "/dev/track", "{}").status()).isEqualTo(204);
        assertThat(client.send("POST", "/track", "{}").status()).isEqualTo(404);
        assertThat(functions.events("track").get(0).get("rawPath").textValue()).isEqualTo("/dev/track");
    }

    @Test
    void shouldAnswer429BeyondTheRoutesBurstUntilTokensAreBack() throws IOException {
        open(api(
                HttpApi.MAX_INTEGRATION_TIMEOUT,
                Optional.empty(),
                new HttpRoute("POST /track", "track", Optional.empty(), Optional.of(new Throttle(2, 3)))));

        for (int i = 0; i < 3; i++) {
            assertThat(client.send("POST", "/track", "{}").status()).isEqualTo(204);
        }
        Received received = client.send("POST", "/track", "{}");
        nanoTime.addAndGet(Duration.ofMillis(500).toNanos());

        assertThat(received.status()).isEqualTo(429);
        assertThat(received.text()).isEqualTo("{\"message\":\"Too Many Requests\"}");
        assertThat(client.send("POST", "/track", "{}").status()).isEqualTo(204);
        assertThat(client.send("POST", "/track", "{}").status()).isEqualTo(429);
        assertThat(functions.events("track")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/beacon", "/beacon?", "/beacon?key", "/beacon?key=", "/beacon?KEY=the-key", "/beacon?a=key"})
    void shouldAnswer401WithoutTheParameterThatIsTheIdentity(String target) throws IOException {
        open(beacon(Duration.ZERO));

        Received received = client.send("POST", target, "{}", KEY, "key: the-key");

        assertThat(received.status()).isEqualTo(401);
        assertThat(received.text()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(functions.events("authorizer")).isEmpty();
        assertThat(functions.events("track")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"key=the-key,the-key", "a=b&key=the%2Dkey&c,the-key", "key=a&key=b,'a,b'"})
    void shouldGiveTheAuthorizerTheParameterAsIdentity(String query, String identity) throws IOException {
        open(beacon(Duration.ZERO));

        assertThat(client.send("POST", "/beacon?" + query, "{}").status()).isEqualTo(204);

        JsonNode event = functions.events("authorizer").get(0);
        assertThat(event.get("identitySource")).hasSize(1);
        assertThat(event.get("identitySource").get(0).textValue()).isEqualTo(identity);
        assertThat(event.get("rawQueryString").textValue()).isEqualTo(query);
    }

    @Test
    void shouldKeepTheAnswersOfEachAuthorizerApart() throws IOException {
        functions.with(
                "authorizer",
                event -> CompletableFuture.completedFuture(RecordingInvoker.answered(
                        event.get("routeKey").textValue().equals("POST /track")
                                ? ALLOWED
                                : "{\"isAuthorized\":false}")));
        open(api(HttpApi.MAX_INTEGRATION_TIMEOUT, Optional.empty(), route("POST /track", SECOND), beacon(SECOND)));

        for (int i = 0; i < 2; i++) {
            assertThat(client.send("POST", "/track", "{}", KEY).status()).isEqualTo(204);
            assertThat(client.send("POST", "/beacon?key=the-key", "{}").status())
                    .isEqualTo(403);
        }
        assertThat(functions.events("authorizer")).hasSize(2);
        client.send("POST", "/beacon?key=other", "{}");
        assertThat(functions.events("authorizer")).hasSize(3);
        nanoTime.addAndGet(SECOND.toNanos());
        client.send("POST", "/beacon?key=the-key", "{}");
        assertThat(functions.events("authorizer")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$request.body", "$context.identity.sourceIp", "$request.header.", "x-api-key"})
    void shouldKnowOnlyHeadersAndParametersAsIdentitySources(String expression) throws IOException {
        open(beacon(Duration.ZERO));

        assertThat(IdentitySource.parse(expression)).isEmpty();
        assertThat(IdentitySource.parse("$request.header.x-api-key"))
                .contains(new IdentitySource(IdentitySource.Place.HEADER, "x-api-key"));
        assertThat(IdentitySource.parse("$request.querystring.key"))
                .contains(new IdentitySource(IdentitySource.Place.QUERY_STRING, "key"));
    }

    @Test
    void shouldAnswer413ToABodyBeyondTenMegabytesAndKeepTheConnection() throws IOException {
        open(route("POST /track", Duration.ZERO));

        Received received = client.send("POST", "/track", new byte[Limits.MAX_BODY_BYTES + 1], KEY);

        assertThat(received.status()).isEqualTo(413);
        assertThat(received.text()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
        assertThat(functions.events("track")).isEmpty();
        assertThat(client.send("POST", "/track", "{}", KEY).status()).isEqualTo(204);
    }

    @Test
    void shouldAnswerPreflightRequestsItself() throws IOException {
        Cors cors = new Cors(
                List.of("https://example.com"),
                List.of("POST", "OPTIONS"),
                List.of("content-type", "x-api-key"),
                List.of(),
                Duration.ofMinutes(5),
                false);
        open(api(HttpApi.MAX_INTEGRATION_TIMEOUT, Optional.of(cors), route("POST /track", Duration.ZERO)));

        Received allowed = client.send(
                "OPTIONS", "/track", "", "Origin: https://example.com", "Access-Control-Request-Method: POST");
        Received other = client.send(
                "OPTIONS", "/track", "", "Origin: https://example.org", "Access-Control-Request-Method: POST");

        assertThat(allowed.status()).isEqualTo(204);
        assertThat(allowed.headers())
                .containsEntry("access-control-allow-origin", "https://example.com")
                .containsEntry("access-control-allow-methods", "POST,OPTIONS")
                .containsEntry("access-control-allow-headers", "content-type,x-api-key")
                .containsEntry("access-control-max-age", "300");
        assertThat(other.status()).isEqualTo(204);
        assertThat(other.headers()).doesNotContainKey("access-control-allow-origin");
        assertThat(functions.events("authorizer")).isEmpty();
    }

    @Test
    void shouldAllowCredentialsToOriginsThatAreNamed() throws IOException {
        Cors cors = new Cors(
                List.of("https://example.com"),
                List.of("POST"),
                List.of("x-api-key"),
                List.of("retry-after"),
                Duration.ZERO,
                true);
        open(api(HttpApi.MAX_INTEGRATION_TIMEOUT, Optional.of(cors), route("POST /track", Duration.ZERO)));

        Received preflight = client.send(
                "OPTIONS", "/track", "", "Origin: https://example.com", "Access-Control-Request-Method: POST");
        Received answer = client.send("POST", "/track", "{}", KEY, "Origin: https://example.com");
        Received other = client.send("POST", "/track", "{}", KEY, "Origin: https://example.org");

        assertThat(preflight.headers())
                .containsEntry("access-control-allow-origin", "https://example.com")
                .containsEntry("access-control-allow-credentials", "true");
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", "https://example.com")
                .containsEntry("access-control-allow-credentials", "true")
                .containsEntry("access-control-expose-headers", "retry-after");
        assertThat(other.headers())
                .doesNotContainKeys("access-control-allow-origin", "access-control-allow-credentials");
    }

    @Test
    void shouldPutItsCorsHeadersInPlaceOfTheFunctions() throws IOException {
        functions.answering(
                "track", "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"https://evil.example\"}}");
        Cors cors = new Cors(List.of("*"), List.of("*"), List.of("*"), List.of("date"), Duration.ZERO, false);
        open(api(HttpApi.MAX_INTEGRATION_TIMEOUT, Optional.of(cors), route("POST /track", Duration.ZERO)));

        Received accepted = client.send("POST", "/track", "{}", KEY, "Origin: https://example.com");
        Received refused = client.send("POST", "/track", "{}", "Origin: https://example.com");
        Received direct = client.send("POST", "/track", "{}", KEY);

        assertThat(accepted.headers())
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("access-control-expose-headers", "date");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).containsEntry("access-control-allow-origin", "*");
        assertThat(direct.headers()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void shouldSayThatThePortIsInUse() throws IOException {
        open(route("POST /track", Duration.ZERO));

        assertThatThrownBy(() ->
                        FrontDoor.open(api(HttpApi.MAX_INTEGRATION_TIMEOUT, Optional.empty()), door.port(), functions))
                .isInstanceOf(IOException.class)
                .hasMessage("Port " + door.port() + " on 127.0.0.1 is in use; take another, or 0 for a free one.");
    }

    private void open(HttpRoute route) throws IOException {
        open(api(HttpApi.MAX_INTEGRATION_TIMEOUT, Optional.empty(), route));
    }

    private void open(HttpApi api) throws IOException {
        door = FrontDoor.open(new HttpApiDoor(api, functions, nanoTime::get), 0);
        client = new RawHttp(door.port());
    }

    private static HttpApi api(Duration timeout, Optional<Cors> cors, HttpRoute... routes) {
        return new HttpApi("abcdef123", "123456789012", "us-east-1", "$default", List.of(routes), cors, timeout);
    }

    private static HttpRoute route(String key, Duration ttl) {
        return route(key, IdentitySource.Place.HEADER, "x-api-key", ttl);
    }

    private static HttpRoute route(String key, IdentitySource.Place place, String name, Duration ttl) {
        Authorizer authorizer = new Authorizer("authorizer", new IdentitySource(place, name), ttl);
        return new HttpRoute(key, "track", Optional.of(authorizer), Optional.empty());
    }

    private static HttpRoute beacon(Duration ttl) {
        return route("POST /beacon", IdentitySource.Place.QUERY_STRING, "key", ttl);
    }

    private static HttpRoute open(String key) {
        return new HttpRoute(key, "track", Optional.empty(), Optional.empty());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
