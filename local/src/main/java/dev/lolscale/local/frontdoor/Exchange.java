package dev.lolscale.local.frontdoor;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A request as it came: everything that events are made of. */
final class Exchange {

    /** Headers that are about the connection, not about the request. */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "transfer-encoding", "te", "upgrade", "expect", "proxy-connection");

    private final String method;
    private final String path;
    private final String query;
    private final String protocol;
    private final String sourceIp;
    private final int port;
    private final Instant time;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    Exchange(
            String method,
            String path,
            String query,
            String protocol,
            String sourceIp,
            int port,
            Instant time,
            List<Map.Entry<String, String>> headers,
            byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.protocol = protocol;
        this.sourceIp = sourceIp;
        this.port = port;
        this.time = time;
        this.headers = new ArrayList<>(headers);
        this.headers.removeIf(header -> HOP_BY_HOP.contains(header.getKey().toLowerCase(Locale.ROOT)));
        this.body = body;
    }

    /** The same request with another body; null for one that is too large. */
    Exchange withBody(byte[] other) {
        return new Exchange(method, path, query, protocol, sourceIp, port, time, headers, other);
    }

    String method() {
        return method;
    }

    /** The path as it came, still encoded. */
    String path() {
        return path;
    }

    /** The query string as it came, or the empty string. */
    String query() {
        return query;
    }

    String protocol() {
        return protocol;
    }

    String sourceIp() {
        return sourceIp;
    }

    Instant time() {
        return time;
    }

    /** The body, or null when it is beyond {@link Limits#MAX_BODY_BYTES}. */
    byte[] body() {
        return body;
    }

    /** The first header of that name, or null. */
    String header(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue();
            }
        }
        return null;
    }

    /** The values of all headers of that name, in order. */
    List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The headers for an event, in order: the client's, and those that the gateway adds. */
    List<Map.Entry<String, String>> eventHeaders() {
        List<Map.Entry<String, String>> all = new ArrayList<>(headers);
        all.add(Map.entry("X-Forwarded-For", sourceIp));
        all.add(Map.entry("X-Forwarded-Port", Integer.toString(port)));
        all.add(Map.entry("X-Forwarded-Proto", "http"));
        return all;
    }

    /** The parameters of the query string, decoded, each with all its values in order. */
    Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String parameter : query.split("&", -1)) {
            if (!parameter.isEmpty()) {
                int equals = parameter.indexOf('=');
                String name = equals < 0 ? parameter : parameter.substring(0, equals);
                String value = equals < 0 ? "" : parameter.substring(equals + 1);
                parameters
                        .computeIfAbsent(decode(name), key -> new ArrayList<>())
                        .add(decode(value));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
