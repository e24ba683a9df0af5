package dev.lolscale.local.frontdoor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP API with one stage.
 *
 * @param apiId the API's id
 * @param accountId the account, 12 digits
 * @param region the region, for the domain name in events
 * @param stage {@code $default}, or a name that then prefixes every path
 * @param routes the routes
 * @param cors the CORS configuration, if any
 * @param integrationTimeout how long a function may take to answer; beyond it clients get 503. API Gateway allows 50 ms
 *     to {@link #MAX_INTEGRATION_TIMEOUT}
 */
public record HttpApi(
        String apiId,
        String accountId,
        String region,
        String stage,
        List<HttpRoute> routes,
        Optional<Cors> cors,
        Duration integrationTimeout) {

    /** API Gateway's quota for HTTP APIs, and its default: 30 s. */
    public static final Duration MAX_INTEGRATION_TIMEOUT = Duration.ofSeconds(30);

    /** Checks the timeout. */
    public HttpApi {
        routes = List.copyOf(routes);
        Limits.checkIntegrationTimeout(integrationTimeout, MAX_INTEGRATION_TIMEOUT);
    }
}
