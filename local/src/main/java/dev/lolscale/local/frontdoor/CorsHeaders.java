package dev.lolscale.local.frontdoor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an HTTP API's {@link Cors} configuration does to answers. */
final class CorsHeaders {

    private static final String ALLOW = "access-control-";

    private final Cors cors;

    CorsHeaders(Cors cors) {
        this.cors = cors;
    }

    static boolean isPreflight(Exchange exchange) {
        return exchange.method().equals("OPTIONS")
                && exchange.header("Origin") != null
                && exchange.header("Access-Control-Request-Method") != null;
    }

    Answer preflight(Exchange exchange) {
        Map<String, String> headers = origin(exchange);
        if (!headers.isEmpty()) {
            put(headers, "Access-Control-Allow-Methods", cors.allowMethods());
            put(headers, "Access-Control-Allow-Headers", cors.allowHeaders());
            if (!cors.maxAge().isZero()) {
                headers.put(
                        "Access-Control-Max-Age", Long.toString(cors.maxAge().toSeconds()));
            }
        }
        return new Answer(204, List.copyOf(headers.entrySet()), new byte[0]);
    }

    /** The answer with the configured headers only: the function's own are dropped. */
    Answer apply(Exchange exchange, Answer answer) {
        List<Map.Entry<String, String>> kept = answer.headers().stream()
                .filter(header -> !header.getKey().toLowerCase(Locale.ROOT).startsWith(ALLOW))
                .toList();
        Map<String, String> headers = origin(exchange);
        if (!headers.isEmpty()) {
            put(headers, "Access-Control-Expose-Headers", cors.exposeHeaders());
        }
        return new Answer(answer.status(), kept, answer.body()).with(headers);
    }

    private Map<String, String> origin(Exchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        Optional.ofNullable(exchange.header("Origin")).flatMap(this::allowed).ifPresent(origin -> {
            headers.put("Access-Control-Allow-Origin", origin);
            if (!origin.equals("*")) {
                headers.put("Vary", "Origin");
            }
            if (cors.allowCredentials()) {
                headers.put("Access-Control-Allow-Credentials", "true");
            }
        });
        return headers;
    }

    private Optional<String> allowed(String origin) {
        if (cors.allowOrigins().contains("*")) {
            return Optional.of("*");
        }
        boolean named = cors.allowOrigins().contains(origin)
                || (origin.startsWith("https://") && cors.allowOrigins().contains("https://*"))
                || (origin.startsWith("http://") && cors.allowOrigins().contains("http://*"));
        return named ? Optional.of(origin) : Optional.empty();
    }

    private static void put(Map<String, String> headers, String name, List<String> values) {
        if (!values.isEmpty()) {
            headers.put(name, String.join(",", values));
        }
    }
}
