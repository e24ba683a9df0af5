package dev.lolscale.local.frontdoor;

import java.time.Duration;

/**
 * A Lambda authorizer of type REQUEST with payload format 2.0 and simple responses.
 *
 * @param function the function's name
 * @param identitySource where the identity stands; requests without one are answered 401 and don't reach the authorizer
 * @param cacheTtl how long an answer holds for the same identity, whatever the route; zero asks each time. API Gateway
 *     allows up to an hour
 */
public record Authorizer(String function, IdentitySource identitySource, Duration cacheTtl) {

    /** Checks the time to live. */
    public Authorizer {
        if (cacheTtl.isNegative() || cacheTtl.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("Authorizer " + function + ": a time to live of " + cacheTtl.toSeconds()
                    + " s; API Gateway allows 0 to 3600.");
        }
    }
}
