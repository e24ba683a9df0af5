package dev.lolscale.local.frontdoor;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The result of a function in proxy format: status, headers and body. */
final class ProxyAnswer {

    /** What the gateway states itself. */
    private static final Set<String> OWN = Set.of("content-length", "connection", "transfer-encoding", "keep-alive");

    private ProxyAnswer() {}

    /**
     * Reads a result, or nothing when it is malformed.
     *
     * @param defaultContentType the type of a body that states none
     * @param decode whether a body that says it is base64 is decoded
     */
    static Optional<Answer> read(JsonNode json, String defaultContentType, boolean decode) {
        JsonNode status = json.path("statusCode");
        boolean stated =
                status.isInt() || (status.isTextual() && status.textValue().matches("\\d{3}"));
        int code = status.asInt();
        JsonNode body = json.path("body");
        boolean hasBody = !body.isMissingNode() && !body.isNull();
        if (!json.isObject() || !stated || code < 200 || code > 599 || (hasBody && !body.isTextual())) {
            return Optional.empty();
        }
        List<Map.Entry<String, String>> headers = headers(json);
        byte[] content = new byte[0];
        if (hasBody) {
            try {
                content = decode && json.path("isBase64Encoded").asBoolean()
                        ? Base64.getDecoder().decode(body.textValue())
                        : body.textValue().getBytes(StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        Answer answer = new Answer(code, headers, content);
        return Optional.of(
                answer.hasHeader("Content-Type") || content.length == 0
                        ? answer
                        : answer.with(Map.of("Content-Type", defaultContentType)));
    }

    /** Both kinds of headers; where a name is in both, the one with many values wins. */
    private static List<Map.Entry<String, String>> headers(JsonNode json) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        JsonNode multiple = json.path("multiValueHeaders");
        for (Map.Entry<String, JsonNode> header : multiple.properties()) {
            header.getValue().forEach(value -> headers.add(Map.entry(header.getKey(), value.asText())));
        }
        for (Map.Entry<String, JsonNode> header : json.path("headers").properties()) {
            if (!multiple.has(header.getKey())) {
                headers.add(Map.entry(header.getKey(), header.getValue().asText()));
            }
        }
        headers.removeIf(header -> OWN.contains(header.getKey().toLowerCase(Locale.ROOT)));
        return headers;
    }
}
