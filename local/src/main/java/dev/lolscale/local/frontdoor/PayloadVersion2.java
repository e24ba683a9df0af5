package dev.lolscale.local.frontdoor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.functions.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Payload format 2.0 of HTTP APIs: requests as events, functions' results as answers. */
final class PayloadVersion2 {

    private final HttpApi api;

    PayloadVersion2(HttpApi api) {
        this.api = api;
    }

    /** The event for the function of a route; {@code context} is the authorizer's, or null without an authorizer. */
    byte[] event(
            Exchange exchange,
            String routeKey,
            Map<String, String> pathParameters,
            String requestId,
            JsonNode context) {
        ObjectNode event = common(exchange, routeKey, requestId);
        if (context != null) {
            ((ObjectNode) event.get("requestContext")).putObject("authorizer").set("lambda", context);
        }
        if (!pathParameters.isEmpty()) {
            event.set("pathParameters", EventJson.object(pathParameters));
        }
        Optional<String> text = isText(exchange) ? EventJson.text(exchange.body()) : Optional.empty();
        if (exchange.body().length > 0) {
            event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(exchange.body())));
        }
        event.put("isBase64Encoded", exchange.body().length > 0 && text.isEmpty());
        return EventJson.bytes(event);
    }

    /** The event for an authorizer: the request without its body. */
    byte[] authorizerEvent(
            Exchange exchange, String routeKey, Map<String, String> pathParameters, String requestId, String identity) {
        ObjectNode event = common(exchange, routeKey, requestId);
        event.put("type", "REQUEST");
        event.put(
                "routeArn",
                "arn:aws:execute-api:" + api.region() + ":" + api.accountId() + ":" + api.apiId() + "/" + api.stage()
                        + "/" + exchange.method() + exchange.path());
        event.putArray("identitySource").add(identity);
        if (!pathParameters.isEmpty()) {
            event.set("pathParameters", EventJson.object(pathParameters));
        }
        return EventJson.bytes(event);
    }

    private ObjectNode common(Exchange exchange, String routeKey, String requestId) {
        ObjectNode event = EventJson.object();
        event.put("version", "2.0");
        event.put("routeKey", routeKey);
        event.put("rawPath", exchange.path());
        event.put("rawQueryString", exchange.query());
        headers(exchange, event);
        Map<String, List<String>> parameters = exchange.parameters();
        if (!parameters.isEmpty()) {
            ObjectNode joined = event.putObject("queryStringParameters");
            parameters.forEach((name, values) -> joined.put(name, String.join(",", values)));
        }
        ObjectNode context = event.putObject("requestContext");
        context.put("accountId", api.accountId());
        context.put("apiId", api.apiId());
        context.put("domainName", api.apiId() + ".execute-api." + api.region() + ".amazonaws.com");
        context.put("domainPrefix", api.apiId());
        context.putObject("http")
                .put("method", exchange.method())
                .put("path", exchange.path())
                .put("protocol", exchange.protocol())
                .put("sourceIp", exchange.sourceIp())
                .put(
                        "userAgent",
                        Optional.ofNullable(exchange.header("User-Agent")).orElse(""));
        context.put("requestId", requestId);
        context.put("routeKey", routeKey);
        context.put("stage", api.stage());
        context.put("time", EventJson.time(exchange.time()));
        context.put("timeEpoch", exchange.time().toEpochMilli());
        return event;
    }

    private static void headers(Exchange exchange, ObjectNode event) {
        Map<String, String> joined = new LinkedHashMap<>();
        List<String> cookies = new ArrayList<>();
        for (Map.Entry<String, String> header : exchange.eventHeaders()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("cookie")) {
                cookies.addAll(List.of(header.getValue().split(";\\s*", -1)));
            } else {
                joined.merge(name, header.getValue(), (first, next) -> first + "," + next);
            }
        }
        if (!cookies.isEmpty()) {
            ArrayNode array = event.putArray("cookies");
            cookies.forEach(array::add);
        }
        event.set("headers", EventJson.object(joined));
    }

    /** Text types go as text; what is compressed, or of any other type, as base64. */
    private static boolean isText(Exchange exchange) {
        String encoding = exchange.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        String type = exchange.header("Content-Type");
        if (type == null) {
            return true;
        }
        String media = type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return media.startsWith("text/")
                || media.equals("application/json")
                || media.equals("application/xml")
                || media.equals("application/javascript")
                || media.endsWith("+json")
                || media.endsWith("+xml");
    }

    /** The client's answer, or nothing when the function failed or its result isn't understood. */
    static Optional<Answer> answer(InvocationResult result) {
        if (result.functionError().isPresent()) {
            return Optional.empty();
        }
        return EventJson.read(result.payload()).flatMap(json -> {
            if (json.isObject() && json.has("statusCode")) {
                return stated(json);
            }
            return Optional.of(inferred(json, result.payload()));
        });
    }

    private static Answer inferred(JsonNode json, byte[] payload) {
        byte[] body = json.isTextual() ? json.textValue().getBytes(StandardCharsets.UTF_8) : payload;
        return new Answer(200, List.of(Map.entry("Content-Type", "application/json")), body);
    }

    private static Optional<Answer> stated(JsonNode json) {
        Optional<Answer> answer = ProxyAnswer.read(json, "text/plain;charset=UTF-8", true);
        JsonNode cookies = json.path("cookies");
        if (answer.isEmpty() || cookies.isMissingNode() || cookies.isNull()) {
            return answer;
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>(answer.get().headers());
        cookies.forEach(cookie -> headers.add(Map.entry("Set-Cookie", cookie.asText())));
        return Optional.of(
                new Answer(answer.get().status(), headers, answer.get().body()));
    }
}
