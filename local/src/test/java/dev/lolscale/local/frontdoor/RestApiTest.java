package dev.lolscale.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.frontdoor.RawHttp.Received;
import dev.lolscale.local.frontdoor.RestMethod.Mock;
import dev.lolscale.local.frontdoor.RestMethod.Proxy;
import dev.lolscale.local.functions.InvocationResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RestApiTest {

    private static final String KEY = "x-api-key: the-key";
    private static final UsagePlan PLAN = plan(Optional.empty(), Optional.empty());
    private static final RestMethod TRACK = new RestMethod("POST", "/track", true, new Proxy("track"));

    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicLong millis =
            new AtomicLong(Instant.parse("2026-11-21T23:59:59Z").toEpochMilli());
    private final RecordingInvoker functions = new RecordingInvoker().answering("track", "{\"statusCode\":204}");
    private FrontDoor door;
    private RawHttp client;

    @AfterEach
    void close() throws IOException {
        client.close();
        door.close();
    }

    @Test
    void shouldMapARequestToAnEventOfPayloadFormat1() throws IOException {
        open(PLAN, List.of(), new RestMethod("POST", "/track/{source}", true, new Proxy("track")));
        String body = "{\"event\":\"LOGIN\",\"userId\":\"mårk3\",\"n\":1}\n";

        Received received = client.send(
                "POST",
                "/v1/track/web?tag=a&tag=b&note=x%2Cy",
                body,
                "Content-Type: application/json",
                "User-Agent: probe/1.0",
                "X-Api-Key: the-key",
                "X-Many: one",
                "X-Many: two",
                "Connection: keep-alive");

        ObjectNode event = (ObjectNode) functions.events("track").get(0);
        ObjectNode context = (ObjectNode) event.get("requestContext");
        assertThat(received.status()).isEqualTo(204);
        assertThat(received.headers())
                .containsEntry("x-amzn-requestid", context.get("requestId").textValue());
        assertThat(context.get("requestTime").textValue())
                .matches("\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000");
        context.put("requestId", "REQUEST_ID").put("extendedRequestId", "REQUEST_ID");
        context.put("requestTime", "TIME").put("requestTimeEpoch", 0).put("resourceId", "RESOURCE_ID");
        ((ObjectNode) event.get("headers")).put("Host", "HOST").put("X-Forwarded-Port", "PORT");
        ObjectNode multiple = (ObjectNode) event.get("multiValueHeaders");
        multiple.putArray("Host").add("HOST");
        multiple.putArray("X-Forwarded-Port").add("PORT");
        assertThat(event).isEqualTo(Fixtures.read("rest-api-event.json"));
        assertThat(Fixtures.fields(event)).isSubsetOf(Fixtures.fields(Fixtures.read("aws-docs-rest-api-1.0.json")));
    }

    @Test
    void shouldLeaveAbsentThingsNull() throws IOException {
        open(PLAN, List.of(), new RestMethod("GET", "/track", false, new Proxy("track")));

        client.send("GET", "/v1/track", "");

        JsonNode event = functions.events("track").get(0);
        for (String name :
                List.of("queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "body")) {
            assertThat(event.has(name)).isTrue();
            assertThat(event.get(name).isNull()).isTrue();
        }
        assertThat(event.at("/requestContext/identity/apiKey").isNull()).isTrue();
        assertThat(event.get("isBase64Encoded").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"*/*,text/plain,true", "application/gzip,application/gzip,true", "application/gzip,text/plain,false"})
    void shouldPassBinaryMediaTypesAsBase64(String configured, String sent, boolean base64) throws IOException {
        open(PLAN, List.of(configured), TRACK);
        byte[] body = {'a', 0x1f, (byte) 0x8b};

        client.send("POST", "/v1/track", body, KEY, "Content-Type: " + sent);

        JsonNode event = functions.events("track").get(0);
        assertThat(event.get("isBase64Encoded").booleanValue()).isEqualTo(base64);
        assertThat(event.get("body").textValue())
                .isEqualTo(base64 ? Base64.getEncoder().encodeToString(body) : "a\u001f\ufffd");
    }

    @Test
    void shouldDecodeABase64AnswerOnlyForBinaryMediaTypes() throws IOException {
        functions.answering("track", "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"AAEC\"}");
        open(PLAN, List.of("image/png"), TRACK);

        Received image = client.send("POST", "/v1/track", "", KEY, "Accept: image/png, */*");
        Received other = client.send("POST", "/v1/track", "", KEY);

        assertThat(image.body()).containsExactly(0, 1, 2);
        assertThat(other.text()).isEqualTo("AAEC");
    }

    @Test
    void shouldAnswerAsTheFunctionStates() throws IOException {
        functions.answering(
                "track",
                "{\"statusCode\":207,\"headers\":{\"X-One\":\"1\",\"X-Both\":\"no\"},"
                        + "\"multiValueHeaders\":{\"X-Two\":[\"a\",\"b\"],\"X-Both\":[\"yes\"]},\"body\":\"{}\"}");
        open(PLAN, List.of(), TRACK);

        Received received = client.send("POST", "/v1/track", "{}", KEY);

        assertThat(received.status()).isEqualTo(207);
        assertThat(received.text()).isEqualTo("{}");
        assertThat(received.headers())
                .containsEntry("x-one", "1")
                .containsEntry("x-two", "a|b")
                .containsEntry("x-both", "yes")
                .containsEntry("content-type", "application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"not json", "null", "\"text\"", "{\"message\":\"Hi\"}", "{\"statusCode\":200,\"body\":{\"a\":1}}"
            })
    void shouldAnswer502ToAMalformedResult(String result) throws IOException {
        functions.answering("track", result);
        open(PLAN, List.of(), TRACK);

        Received received = client.send("POST", "/v1/track", "{}", KEY);

        assertThat(received.status()).isEqualTo(502);
        assertThat(received.text()).isEqualTo("{\"message\":\"Internal server error\"}");
    }

    @Test
    void shouldAnswer502WhenTheFunctionFails() throws IOException {
        functions.with(
                "track",
                event -> CompletableFuture.completedFuture(InvocationResult.failed(
                        "{\"errorMessage\":\"Task timed out after 3.00 seconds\"}".getBytes(StandardCharsets.UTF_8))));
        open(PLAN, List.of(), TRACK);

        assertThat(client.send("POST", "/v1/track", "{}", KEY).status()).isEqualTo(502);
    }

    @Test
    void shouldAnswer504WhenTheFunctionTakesTooLong() throws IOException {
        functions.with("track", event -> new CompletableFuture<>());
        open(new RestApi(
                "abcdef123",
                "123456789012",
                "us-east-1",
                "v1",
                List.of(TRACK),
                List.of(PLAN),
                Optional.empty(),
                List.of(),
                List.of(),
                Duration.ofMillis(50)));

        Received received = client.send("POST", "/v1/track", "{}", KEY);

        assertThat(received.status()).isEqualTo(504);
        assertThat(received.text()).isEqualTo("{\"message\":\"Endpoint request timed out\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-other: 1", "x-api-key: wrong", "x-api-key:"})
    void shouldAnswer403WithoutAKeyOfTheUsagePlan(String header) throws IOException {
        open(PLAN, List.of(), TRACK);

        Received received = client.send("POST", "/v1/track", "{}", header);

        assertThat(received.status()).isEqualTo(403);
        assertThat(received.text()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(received.headers()).containsEntry("x-amzn-errortype", "ForbiddenException");
        assertThat(functions.events("track")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET,/v1/track", "POST,/v1/", "POST,/v1/track/more"})
    void shouldAnswer403ToWhatNoMethodMatches(String method, String path) throws IOException {
        open(PLAN, List.of(), TRACK);

        Received received = client.send(method, path, "", KEY);

        assertThat(received.status()).isEqualTo(403);
        assertThat(received.text()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
        assertThat(received.headers()).containsEntry("x-amzn-errortype", "MissingAuthenticationTokenException");
    }

    @Test
    void shouldAnswer403OutsideOfTheStage() throws IOException {
        open(PLAN, List.of(), TRACK);

        Received received = client.send("POST", "/track", "{}", KEY);

        assertThat(door.url()).hasPath("/v1");
        assertThat(received.status()).isEqualTo(403);
        assertThat(received.text()).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    @Test
    void shouldThrottleEachKeyByItself() throws IOException {
        open(plan(Optional.of(new Throttle(1, 1)), Optional.empty()), List.of(), TRACK);

        assertThat(client.send("POST", "/v1/track", "{}", KEY).status()).isEqualTo(204);
        Received received = client.send("POST", "/v1/track", "{}", KEY);

        assertThat(received.status()).isEqualTo(429);
        assertThat(received.text()).isEqualTo("{\"message\":\"Too Many Requests\"}");
        assertThat(client.send("POST", "/v1/track", "{}", "x-api-key: other-key")
                        .status())
                .isEqualTo(204);
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(client.send("POST", "/v1/track", "{}", KEY).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"DAY,1", "WEEK,1", "MONTH,864001"})
    void shouldCountAQuotaByThePeriodOfTheCalendar(Quota.Period period, long secondsToNext) throws IOException {
        open(plan(Optional.empty(), Optional.of(new Quota(2, period))), List.of(), TRACK);
        client.send("POST", "/v1/track", "{}", KEY);
        client.send("POST", "/v1/track", "{}", KEY);

        Received received = client.send("POST", "/v1/track", "{}", KEY);

        assertThat(received.status()).isEqualTo(429);
        assertThat(received.text()).isEqualTo("{\"message\":\"Limit Exceeded\"}");
        assertThat(received.headers()).containsEntry("x-amzn-errortype", "LimitExceededException");
        millis.addAndGet(Duration.ofSeconds(secondsToNext).toMillis());
        assertThat(client.send("POST", "/v1/track", "{}", KEY).status()).isEqualTo(204);
    }

    @Test
    void shouldThrottleAMethodForAllClientsTogether() throws IOException {
        open(new RestApi(
                "abcdef123",
                "123456789012",
                "us-east-1",
                "v1",
                List.of(TRACK),
                List.of(PLAN),
                Optional.of(new Throttle(1, 1)),
                List.of(),
                List.of(),
                RestApi.MAX_INTEGRATION_TIMEOUT));

        assertThat(client.send("POST", "/v1/track", "{}", KEY).status()).isEqualTo(204);
        assertThat(client.send("POST", "/v1/track", "{}", "x-api-key: other-key")
                        .status())
                .isEqualTo(429);
    }

    @Test
    void shouldAnswerMockIntegrationsItself() throws IOException {
        Mock mock = new Mock(200, Map.of("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "POST"));
        open(PLAN, List.of(), TRACK, new RestMethod("OPTIONS", "/track", false, mock));

        Received received = client.send("OPTIONS", "/v1/track", "", "Origin: https://example.com");

        assertThat(received.status()).isEqualTo(200);
        assertThat(received.body()).isEmpty();
        assertThat(received.headers())
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("access-control-allow-methods", "POST");
        assertThat(functions.events("track")).isEmpty();
    }

    @Test
    void shouldAnswer413ToABodyBeyondTenMegabytes() throws IOException {
        open(PLAN, List.of(), TRACK);

        Received received = client.send("POST", "/v1/track", new byte[Limits.MAX_BODY_BYTES + 1], KEY);

        assertThat(received.status()).isEqualTo(413);
        assertThat(received.text()).isEqualTo("{\"message\":\"Request Too Long\"}");
        assertThat(functions.events("track")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate"})
    void shouldUnpackARequestInACodingThatItKnows(String coding) throws IOException {
        open(PLAN, List.of(), TRACK);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream packing =
                coding.equals("deflate") ? new DeflaterOutputStream(packed) : new GZIPOutputStream(packed)) {
            packing.write("{\"event\":\"LOGIN\"}".getBytes(StandardCharsets.UTF_8));
        }

        Received received = client.send("POST", "/v1/track", packed.toByteArray(), KEY, "Content-Encoding: " + coding);

        assertThat(received.status()).isEqualTo(204);
        assertThat(functions.events("track").get(0).get("body").textValue()).isEqualTo("{\"event\":\"LOGIN\"}");
        assertThat(functions.events("track").get(0).get("isBase64Encoded").booleanValue())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "gzip, gzip"})
    void shouldAnswer415ToWhatItCannotUnpack(String coding) throws IOException {
        open(PLAN, List.of(), TRACK);

        Received received = client.send("POST", "/v1/track", "{}", KEY, "Content-Encoding: " + coding);

        assertThat(received.status()).isEqualTo(415);
        assertThat(received.text()).isEqualTo("{\"message\":\"Unsupported Media Type\"}");
        assertThat(functions.events("track")).isEmpty();
        assertThat(client.send("POST", "/v1/track", "{}", KEY, "Content-Encoding: identity")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void shouldAnswer413ToABodyThatUnpacksBeyondTenMegabytes() throws IOException {
        open(PLAN, List.of(), TRACK);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(new byte[Limits.MAX_BODY_BYTES + 1]);
        }

        Received received = client.send("POST", "/v1/track", packed.toByteArray(), KEY, "Content-Encoding: gzip");

        assertThat(received.status()).isEqualTo(413);
        assertThat(functions.events("track")).isEmpty();
    }

    @Test
    void shouldAddTheHeadersOfGatewayResponsesToItsOwnRefusalsOnly() throws IOException {
        Map<String, String> headers = Map.of("Access-Control-Allow-Origin", "https://example.com");
        open(new RestApi(
                "abcdef123",
                "123456789012",
                "us-east-1",
                "v1",
                List.of(TRACK, new RestMethod("POST", "/broken", true, new Proxy("broken"))),
                List.of(PLAN),
                Optional.empty(),
                List.of(
                        new GatewayResponse(GatewayResponse.Type.DEFAULT_4XX, headers),
                        new GatewayResponse(GatewayResponse.Type.DEFAULT_5XX, Map.of("X-Fault", "ours"))),
                List.of(),
                RestApi.MAX_INTEGRATION_TIMEOUT));
        functions.answering("broken", "not json").answering("track", "{\"statusCode\":400}");

        assertThat(client.send("POST", "/v1/track", "{}").headers())
                .containsEntry("access-control-allow-origin", "https://example.com")
                .doesNotContainKey("x-fault");
        assertThat(client.send("POST", "/v1/broken", "{}", KEY).headers())
                .containsEntry("x-fault", "ours")
                .doesNotContainKey("access-control-allow-origin");
        assertThat(client.send("POST", "/v1/track", "{}", KEY).headers())
                .doesNotContainKeys("access-control-allow-origin", "x-fault");
    }

    private void open(UsagePlan plan, List<String> binaryMediaTypes, RestMethod... methods) throws IOException {
        open(new RestApi(
                "abcdef123",
                "123456789012",
                "us-east-1",
                "v1",
                List.of(methods),
                List.of(plan),
                Optional.empty(),
                List.of(),
                binaryMediaTypes,
                RestApi.MAX_INTEGRATION_TIMEOUT));
    }

    private void open(RestApi api) throws IOException {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(millis.get());
            }
        };
        door = FrontDoor.open(new RestApiDoor(api, functions, nanoTime::get, clock), 0);
        client = new RawHttp(door.port());
    }

    private static UsagePlan plan(Optional<Throttle> throttle, Optional<Quota> quota) {
        return new UsagePlan(
                List.of(new ApiKey("first", "the-key"), new ApiKey("second", "other-key")), throttle, quota);
    }
}
