package dev.lolscale.platform;

import com.pulumi.aws.apigateway.Integration;
import com.pulumi.aws.apigateway.IntegrationArgs;
import com.pulumi.aws.apigateway.IntegrationResponse;
import com.pulumi.aws.apigateway.IntegrationResponseArgs;
import com.pulumi.aws.apigateway.Method;
import com.pulumi.aws.apigateway.MethodArgs;
import com.pulumi.aws.apigateway.MethodResponse;
import com.pulumi.aws.apigateway.MethodResponseArgs;
import com.pulumi.aws.apigateway.Response;
import com.pulumi.aws.apigateway.ResponseArgs;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a REST API needs for web pages of another origin: an answer to the preflight request without a function, and the
 * origin on the refusals that API Gateway makes itself. The function answers the rest.
 *
 * @param origin the one origin, or {@code *} for any
 * @param credentials whether its pages may send cookies
 */
record RestCors(String origin, boolean credentials) {

    private static final int NO_CONTENT = 204;

    /**
     * The one that the arguments ask for, if any.
     *
     * @throws RunException when there are several origins, or one that a fixed answer cannot match
     */
    static Optional<RestCors> of(IngestApiArgs args) {
        List<String> origins = args.corsOrigins();
        boolean pattern = origins.stream().anyMatch(origin -> origin.contains("*") && !origin.equals("*"));
        if (origins.size() > 1 || pattern) {
            throw new RunException("corsOrigins: " + String.join(", ", origins)
                    + " is not allowed with a REST front door, whose answer is fixed; "
                    + "allowed is one origin, or * for any");
        }
        return origins.stream().findFirst().map(origin -> new RestCors(origin, args.corsCredentials()));
    }

    /** The headers of the answer to a preflight request. */
    Map<String, String> preflightHeaders() {
        Map<String, String> headers = refusalHeaders();
        headers.put("Access-Control-Allow-Methods", CorsPolicy.METHOD);
        headers.put("Access-Control-Allow-Headers", String.join(",", CorsPolicy.REQUEST_HEADERS));
        headers.put("Access-Control-Max-Age", Integer.toString(CorsPolicy.MAX_AGE_SECONDS));
        return headers;
    }

    private Map<String, String> refusalHeaders() {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Access-Control-Allow-Origin", origin);
        if (credentials) {
            headers.put("Access-Control-Allow-Credentials", "true");
        }
        return headers;
    }

    /** Declares it and returns what must stand before the API is deployed. */
    List<Resource> create(String name, Resource parent, RestApi api, com.pulumi.aws.apigateway.Resource path) {
        Method method = new Method(
                name + "-preflight",
                MethodArgs.builder()
                        .restApi(api.id())
                        .resourceId(path.id())
                        .httpMethod("OPTIONS")
                        .authorization("NONE")
                        .apiKeyRequired(false)
                        .build(),
                Children.of(parent));
        Integration integration = new Integration(
                name + "-preflight-integration",
                IntegrationArgs.builder()
                        .restApi(api.id())
                        .resourceId(path.id())
                        .httpMethod(method.httpMethod())
                        .type("MOCK")
                        // The API takes every body as binary, which no template can read.
                        .contentHandling("CONVERT_TO_TEXT")
                        .requestTemplates(Map.of("application/json", Json.of(Map.of("statusCode", NO_CONTENT))))
                        .build(),
                Children.of(parent));
        Map<String, String> headers = mapped("method.response.header.", preflightHeaders());
        Map<String, Boolean> declared = new TreeMap<>();
        headers.keySet().forEach(header -> declared.put(header, true));
        MethodResponse methodResponse = new MethodResponse(
                name + "-preflight-method-response",
                MethodResponseArgs.builder()
                        .restApi(api.id())
                        .resourceId(path.id())
                        .httpMethod(method.httpMethod())
                        .statusCode(Integer.toString(NO_CONTENT))
                        .responseParameters(declared)
                        .build(),
                Children.of(parent));
        IntegrationResponse integrationResponse = new IntegrationResponse(
                name + "-preflight-response",
                IntegrationResponseArgs.builder()
                        .restApi(api.id())
                        .resourceId(path.id())
                        .httpMethod(method.httpMethod())
                        .statusCode(methodResponse.statusCode())
                        .responseParameters(headers)
                        .build(),
                Children.of(parent, integration));
        return List.of(
                integrationResponse,
                refusals(name + "-refusals-4xx", parent, api, "DEFAULT_4XX"),
                refusals(name + "-refusals-5xx", parent, api, "DEFAULT_5XX"));
    }

    private Response refusals(String name, Resource parent, RestApi api, String type) {
        return new Response(
                name,
                ResponseArgs.builder()
                        .restApiId(api.id())
                        .responseType(type)
                        .responseParameters(mapped("gatewayresponse.header.", refusalHeaders()))
                        .build(),
                Children.of(parent));
    }

    /** As API Gateway's mapping expressions want it: a literal stands in single quotes. */
    private static Map<String, String> mapped(String prefix, Map<String, String> headers) {
        Map<String, String> mapped = new TreeMap<>();
        headers.forEach((header, value) -> mapped.put(prefix + header, "'" + value + "'"));
        return mapped;
    }
}
