package dev.lolscale.local.frontdoor;

import java.util.Optional;

/**
 * A route of an HTTP API: requests that match go to a function with payload format 2.0.
 *
 * @param routeKey method and path, {@code POST /track}; the method may be {@code ANY}, the path may hold
 *     {@code {variable}} and end with {@code {greedy+}}; or {@code $default} for whatever matches nothing else
 * @param function the function's name
 * @param authorizer who is asked first, if anyone
 * @param throttle the route's limit, if any; without one API Gateway has the account's 10,000 a second only
 */
public record HttpRoute(
        String routeKey, String function, Optional<Authorizer> authorizer, Optional<Throttle> throttle) {

    static final String DEFAULT = "$default";

    /** Checks the route key. */
    public HttpRoute {
        if (!routeKey.equals(DEFAULT) && !routeKey.matches("[A-Z]+ /\\S*")) {
            throw new IllegalArgumentException(
                    "Route key '" + routeKey + "' must be a method and a path, as in 'POST /track', or '$default'.");
        }
    }
}
