package dev.lolscale.local.frontdoor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A REST API with one stage, whose name is the first segment of every path. It unpacks requests in {@code gzip} and
 * {@code deflate} before anything else, and answers 415 to other codings.
 *
 * @param apiId the API's id
 * @param accountId the account, 12 digits
 * @param region the region, for the domain name in events
 * @param stage the stage's name
 * @param methods the methods of its resources
 * @param usagePlans the usage plans of the stage
 * @param throttle the limit of each method for all clients together, if any; without one API Gateway has the account's
 *     10,000 a second only
 * @param gatewayResponses what it adds to its own refusals
 * @param binaryMediaTypes the types whose bodies go to functions as base64, {@code *}{@code /*} for all. Other bodies go
 *     as text: bytes that aren't UTF-8 are lost, as on API Gateway
 * @param integrationTimeout how long a function may take to answer; beyond it clients get 504. API Gateway allows 50 ms
 *     to {@link #MAX_INTEGRATION_TIMEOUT}
 */
public record RestApi(
        String apiId,
        String accountId,
        String region,
        String stage,
        List<RestMethod> methods,
        List<UsagePlan> usagePlans,
        Optional<Throttle> throttle,
        List<GatewayResponse> gatewayResponses,
        List<String> binaryMediaTypes,
        Duration integrationTimeout) {

    /** API Gateway's quota for REST APIs, and its default: 29 s. */
    public static final Duration MAX_INTEGRATION_TIMEOUT = Duration.ofSeconds(29);

    /** Checks the timeout and the stage. */
    public RestApi {
        methods = List.copyOf(methods);
        usagePlans = List.copyOf(usagePlans);
        gatewayResponses = List.copyOf(gatewayResponses);
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
        Limits.checkIntegrationTimeout(integrationTimeout, MAX_INTEGRATION_TIMEOUT);
        if (!stage.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IllegalArgumentException(
                    "Stage name '" + stage + "' must be 1 to 128 letters, digits, hyphens or underscores.");
        }
    }
}
