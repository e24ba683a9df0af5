package dev.lolscale.local.frontdoor;

import java.time.Duration;

/** Quotas that both kinds of API have. */
final class Limits {

    /** The largest body of a request, in bytes: 10 MB. */
    static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    /** The largest header section of a request, in bytes. */
    static final int MAX_HEADER_BYTES = 10_240;

    private static final Duration MIN_INTEGRATION_TIMEOUT = Duration.ofMillis(50);

    private Limits() {}

    static void checkIntegrationTimeout(Duration timeout, Duration max) {
        if (timeout.compareTo(MIN_INTEGRATION_TIMEOUT) < 0 || timeout.compareTo(max) > 0) {
            throw new IllegalArgumentException("An integration timeout of " + timeout.toMillis()
                    + " ms; API Gateway allows " + MIN_INTEGRATION_TIMEOUT.toMillis() + " to " + max.toMillis() + ".");
        }
    }
}
