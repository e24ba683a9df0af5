package dev.lolscale.local.frontdoor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an authorizer's identity stands in a request.
 *
 * @param place the part of the request
 * @param name the header's name, in any case, or the parameter's, in exactly this case
 */
public record IdentitySource(Place place, String name) {

    private static final Pattern EXPRESSION = Pattern.compile("\\$request\\.(header|querystring)\\.(\\S+)");

    /** The parts of a request that can be looked into. */
    public enum Place {
        /** {@code $request.header.NAME}. */
        HEADER,
        /** {@code $request.querystring.NAME}. */
        QUERY_STRING
    }

    /** Reads one of API Gateway's selection expressions, {@code $request.header.x-api-key}; empty for any other. */
    public static Optional<IdentitySource> parse(String expression) {
        Matcher matcher = EXPRESSION.matcher(expression);
        return matcher.matches()
                ? Optional.of(new IdentitySource(
                        matcher.group(1).equals("header") ? Place.HEADER : Place.QUERY_STRING, matcher.group(2)))
                : Optional.empty();
    }

    /**
     * The identity in a request, unless it is missing or empty. Several values are one, with commas between them, as in
     * the headers and parameters of an event.
     */
    Optional<String> of(Exchange exchange) {
        List<String> values = place == Place.HEADER
                ? exchange.headers(name)
                : exchange.parameters().getOrDefault(name, List.of());
        return Optional.of(String.join(",", values)).filter(identity -> !identity.isEmpty());
    }
}
