package dev.lolscale.local.frontdoor;

import java.util.Map;

/**
 * A method on a resource of a REST API.
 *
 * @param method the HTTP method, or {@code ANY}
 * @param resourcePath the resource, {@code /track}; it may hold {@code {variable}} and end with {@code {greedy+}}
 * @param apiKeyRequired whether clients must send a key of a usage plan
 * @param integration what answers
 */
public record RestMethod(String method, String resourcePath, boolean apiKeyRequired, Integration integration) {

    /** Checks the path. */
    public RestMethod {
        if (!resourcePath.startsWith("/")) {
            throw new IllegalArgumentException("Resource path '" + resourcePath + "' must begin with a slash.");
        }
    }

    /** What answers a request. */
    public sealed interface Integration {}

    /**
     * A Lambda proxy integration: the function gets events of payload format 1.0.
     *
     * @param function the function's name
     */
    public record Proxy(String function) implements Integration {}

    /**
     * A mock integration: the same answer to every request, as for CORS preflight requests.
     *
     * @param status the HTTP status
     * @param headers the headers
     */
    public record Mock(int status, Map<String, String> headers) implements Integration {

        /** Copies the headers. */
        public Mock {
            headers = Map.copyOf(headers);
        }
    }
}
