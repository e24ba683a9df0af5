package dev.lolscale.local.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.frontdoor.ApiKey;
import dev.lolscale.local.frontdoor.GatewayResponse;
import dev.lolscale.local.frontdoor.Quota;
import dev.lolscale.local.frontdoor.RestApi;
import dev.lolscale.local.frontdoor.RestMethod;
import dev.lolscale.local.frontdoor.Throttle;
import dev.lolscale.local.frontdoor.UsagePlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the REST APIs of a stack graph. */
final class RestApis {

    static final String API = "aws:apigateway/restApi:RestApi";
    static final String RESOURCE = "aws:apigateway/resource:Resource";
    static final String METHOD = "aws:apigateway/method:Method";
    static final String INTEGRATION = "aws:apigateway/integration:Integration";
    static final String INTEGRATION_RESPONSE = "aws:apigateway/integrationResponse:IntegrationResponse";
    static final String GATEWAY_RESPONSE = "aws:apigateway/response:Response";
    static final String STAGE = "aws:apigateway/stage:Stage";
    static final String DEPLOYMENT = "aws:apigateway/deployment:Deployment";
    static final String METHOD_SETTINGS = "aws:apigateway/methodSettings:MethodSettings";
    static final String USAGE_PLAN = "aws:apigateway/usagePlan:UsagePlan";
    static final String USAGE_PLAN_KEY = "aws:apigateway/usagePlanKey:UsagePlanKey";

    private static final String HEADER = "method.response.header.";
    private static final String GATEWAY_HEADER = "gatewayresponse.header.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StackGraph graph;
    private final Functions functions;
    private final String account;
    private final String region;

    RestApis(StackGraph graph, Functions functions, String account, String region) {
        this.graph = graph;
        this.functions = functions;
        this.account = account;
        this.region = region;
    }

    List<RestApi> all() {
        return graph.ofType(API).stream().map(this::api).toList();
    }

    private RestApi api(GraphResource api) {
        String id = api.outputs().text("id");
        GraphResource stage = of(STAGE, "restApi", id).stream()
                .findFirst()
                .orElseThrow(
                        () -> new GraphException("REST API \"" + api.name() + "\" has no stage: nobody could call it"));
        String stageName = stage.inputs().text("stageName");
        return new RestApi(
                id,
                account,
                region,
                stageName,
                of(METHOD, "restApi", id).stream().map(this::method).toList(),
                usagePlans(id, stageName),
                throttle(id, stageName),
                of(GATEWAY_RESPONSE, "restApiId", id).stream()
                        .map(RestApis::gatewayResponse)
                        .toList(),
                api.inputs().texts("binaryMediaTypes"),
                integrationTimeout(id));
    }

    private List<GraphResource> of(String type, String key, String id) {
        return graph.ofType(type).stream()
                .filter(resource -> resource.inputs().text(key).equals(id))
                .toList();
    }

    private RestMethod method(GraphResource method) {
        Properties inputs = method.inputs();
        String authorization = inputs.text("authorization");
        if (!authorization.equals("NONE")) {
            throw new GraphException("method \"" + method.name() + "\" is authorized by " + authorization
                    + ", which this machine does not do; NONE with API keys it does");
        }
        GraphResource integration = same(INTEGRATION, inputs)
                .orElseThrow(() -> new GraphException("method \"" + method.name() + "\" has no integration"));
        return new RestMethod(
                inputs.text("httpMethod"),
                path(inputs.text("resourceId")),
                inputs.flag("apiKeyRequired"),
                integration(integration, inputs));
    }

    /** The resource of a type that belongs to the same method of the same API. */
    private Optional<GraphResource> same(String type, Properties method) {
        return of(type, "restApi", method.text("restApi")).stream()
                .filter(resource -> resource.inputs().text("resourceId").equals(method.text("resourceId"))
                        && resource.inputs().text("httpMethod").equals(method.text("httpMethod")))
                .findFirst();
    }

    private String path(String resourceId) {
        return graph.find(RESOURCE, "id", resourceId)
                .map(resource -> {
                    String parent = path(resource.inputs().text("parentId"));
                    return (parent.equals("/") ? "" : parent) + "/"
                            + resource.inputs().text("pathPart");
                })
                .orElse("/");
    }

    private RestMethod.Integration integration(GraphResource integration, Properties method) {
        String type = integration.inputs().text("type");
        return switch (type) {
            case "AWS_PROXY" ->
                new RestMethod.Proxy(functions.nameOf(integration.inputs().text("uri"), integration));
            case "MOCK" -> mock(integration, method);
            default ->
                throw new GraphException("integration \"" + integration.name() + "\" is of type " + type
                        + ", which this machine does not know; AWS_PROXY and MOCK it does");
        };
    }

    private RestMethod.Mock mock(GraphResource integration, Properties method) {
        Map<String, String> headers = same(INTEGRATION_RESPONSE, method)
                .map(response -> headers(response, HEADER))
                .orElse(Map.of());
        String template = integration.inputs().textsByKey("requestTemplates").getOrDefault("application/json", "{}");
        try {
            return new RestMethod.Mock(
                    JSON.readTree(template).path("statusCode").asInt(200), headers);
        } catch (JsonProcessingException e) {
            throw new GraphException("integration \"" + integration.name() + "\": its request template is not JSON", e);
        }
    }

    private static GatewayResponse gatewayResponse(GraphResource response) {
        String type = response.inputs().text("responseType");
        if (Stream.of(GatewayResponse.Type.values())
                .noneMatch(known -> known.name().equals(type))) {
            throw new GraphException("gateway response \"" + response.name() + "\" is for " + type
                    + ", which this machine does not know; DEFAULT_4XX and DEFAULT_5XX it does");
        }
        return new GatewayResponse(GatewayResponse.Type.valueOf(type), headers(response, GATEWAY_HEADER));
    }

    private static Map<String, String> headers(GraphResource response, String prefix) {
        Map<String, String> headers = new TreeMap<>();
        response.inputs()
                .textsByKey("responseParameters")
                .forEach((key, value) -> headers.put(
                        key.startsWith(prefix) ? key.substring(prefix.length()) : key,
                        // A literal in API Gateway's mapping expressions stands in single quotes.
                        value.replaceAll("^'|'$", "")));
        return headers;
    }

    private List<UsagePlan> usagePlans(String api, String stage) {
        return graph.ofType(USAGE_PLAN).stream()
                .filter(plan -> plan.inputs().objects("apiStages").stream()
                        .anyMatch(each -> each.text("apiId").equals(api)
                                && each.text("stage").equals(stage)))
                .map(plan -> new UsagePlan(
                        of(USAGE_PLAN_KEY, "usagePlanId", plan.outputs().text("id")).stream()
                                .map(key -> key(key.inputs().text("keyId")))
                                .toList(),
                        throttle(plan.inputs(), "throttleSettings.rateLimit", "throttleSettings.burstLimit"),
                        quota(plan.inputs())))
                .toList();
    }

    private ApiKey key(String id) {
        return new ApiKey(
                id,
                graph.find(ApiKeys.API_KEY, "id", id)
                        .orElseThrow(() -> new GraphException(
                                "a usage plan names the key " + id + ", which is none of this stack"))
                        .outputs()
                        .text("value"));
    }

    private Optional<Throttle> throttle(String api, String stage) {
        return of(METHOD_SETTINGS, "restApi", api).stream()
                .filter(settings -> settings.inputs().text("stageName").equals(stage))
                .findFirst()
                .flatMap(settings ->
                        throttle(settings.inputs(), "settings.throttlingRateLimit", "settings.throttlingBurstLimit"));
    }

    private static Optional<Throttle> throttle(Properties inputs, String rate, String burst) {
        return inputs.has(rate)
                ? Optional.of(new Throttle(inputs.decimal(rate), Math.toIntExact(inputs.number(burst, 1))))
                : Optional.empty();
    }

    private static Optional<Quota> quota(Properties plan) {
        return plan.has("quotaSettings")
                ? Optional.of(new Quota(
                        Math.toIntExact(plan.number("quotaSettings.limit")),
                        Quota.Period.valueOf(plan.text("quotaSettings.period"))))
                : Optional.empty();
    }

    private Duration integrationTimeout(String api) {
        return of(INTEGRATION, "restApi", api).stream()
                .filter(integration -> integration.inputs().has("timeoutMilliseconds"))
                .map(integration -> Duration.ofMillis(integration.inputs().number("timeoutMilliseconds")))
                .findFirst()
                .orElse(RestApi.MAX_INTEGRATION_TIMEOUT);
    }
}
