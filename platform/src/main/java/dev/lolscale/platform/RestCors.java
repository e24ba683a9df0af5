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
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a REST API needs for web pages of another origin: an answer to the preflight request without a function, and the
 * origin on the refusals that API Gateway makes itself. The function answers the rest.
 */
final class RestCors {

    private static final int NO_CONTENT = 204;
    private static final String HEADERS = "content-type,content-encoding,x-api-key";

    private RestCors() {}

    /** Declares it and returns what must stand before the API is deployed. */
    static List<Resource> create(
            String name, Resource parent, RestApi api, com.pulumi.aws.apigateway.Resource path, String origin) {
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
                        .requestTemplates(Map.of("application/json", Json.of(Map.of("statusCode", NO_CONTENT))))
                        .build(),
                Children.of(parent));
        Map<String, String> headers = new TreeMap<>(Map.of(
                "method.response.header.Access-Control-Allow-Origin", quoted(origin),
                "method.response.header.Access-Control-Allow-Methods", quoted("POST"),
                "method.response.header.Access-Control-Allow-Headers", quoted(HEADERS)));
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
                refusals(name + "-refusals-4xx", parent, api, "DEFAULT_4XX", origin),
                refusals(name + "-refusals-5xx", parent, api, "DEFAULT_5XX", origin));
    }

    private static Response refusals(String name, Resource parent, RestApi api, String type, String origin) {
        return new Response(
                name,
                ResponseArgs.builder()
                        .restApiId(api.id())
                        .responseType(type)
                        .responseParameters(
                                Map.of("gatewayresponse.header.Access-Control-Allow-Origin", quoted(origin)))
                        .build(),
                Children.of(parent));
    }

    // API Gateway's mapping expressions write a literal in single quotes.
    private static String quoted(String literal) {
        return "'" + literal + "'";
    }
}
