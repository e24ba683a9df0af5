package dev.lolscale.local.deploy;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.frontdoor.Authorizer;
import dev.lolscale.local.frontdoor.Cors;
import dev.lolscale.local.frontdoor.HttpApi;
import dev.lolscale.local.frontdoor.HttpRoute;
import dev.lolscale.local.frontdoor.IdentitySource;
import dev.lolscale.local.frontdoor.Throttle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the HTTP APIs of a stack graph. */
final class HttpApis {

    static final String API = "aws:apigatewayv2/api:Api";
    static final String ROUTE = "aws:apigatewayv2/route:Route";
    static final String INTEGRATION = "aws:apigatewayv2/integration:Integration";
    static final String AUTHORIZER = "aws:apigatewayv2/authorizer:Authorizer";
    static final String STAGE = "aws:apigatewayv2/stage:Stage";

    private final StackGraph graph;
    private final Functions functions;
    private final String account;
    private final String region;

    HttpApis(StackGraph graph, Functions functions, String account, String region) {
        this.graph = graph;
        this.functions = functions;
        this.account = account;
        this.region = region;
    }

    List<HttpApi> all() {
        return graph.ofType(API).stream().map(this::httpApi).toList();
    }

    private HttpApi httpApi(GraphResource api) {
        String id = api.outputs().text("id");
        GraphResource stage = graph.ofType(STAGE).stream()
                .filter(candidate -> candidate.inputs().text("apiId").equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new GraphException("HTTP API \"" + api.name() + "\" has no stage: nobody could call it"));
        return new HttpApi(
                id,
                account,
                region,
                stage.outputs().text("name"),
                graph.ofType(ROUTE).stream()
                        .filter(route -> route.inputs().text("apiId").equals(id))
                        .map(route -> route(route, stage.inputs()))
                        .toList(),
                cors(api.inputs()),
                integrationTimeout(id));
    }

    private HttpRoute route(GraphResource route, Properties stage) {
        String target = route.inputs().text("target");
        GraphResource integration = graph.find(INTEGRATION, "id", target.replaceFirst("^integrations/", ""))
                .orElseThrow(() -> new GraphException("route \"" + route.name() + "\" goes to " + target
                        + ", which is no integration of this stack"));
        String type = integration.inputs().text("integrationType");
        String format =
                integration.inputs().optionalText("payloadFormatVersion").orElse("1.0");
        if (!type.equals("AWS_PROXY") || !format.equals("2.0")) {
            throw new GraphException("integration \"" + integration.name() + "\" is " + type + " with payload format "
                    + format + "; this machine knows AWS_PROXY with 2.0");
        }
        return new HttpRoute(
                route.inputs().text("routeKey"),
                functions.nameOf(integration.inputs().text("integrationUri"), integration),
                authorizer(route),
                throttle(route.inputs().text("routeKey"), stage));
    }

    private Optional<Authorizer> authorizer(GraphResource route) {
        String kind = route.inputs().optionalText("authorizationType").orElse("NONE");
        if (kind.equals("NONE")) {
            return Optional.empty();
        }
        String id = route.inputs().text("authorizerId");
        GraphResource authorizer = graph.find(AUTHORIZER, "id", id)
                .orElseThrow(() -> new GraphException("route \"" + route.name() + "\" is guarded by " + id
                        + ", which is no authorizer of this stack"));
        Properties inputs = authorizer.inputs();
        List<String> sources = inputs.texts("identitySources");
        Optional<IdentitySource> source = sources.size() == 1 ? IdentitySource.parse(sources.get(0)) : Optional.empty();
        if (!kind.equals("CUSTOM")
                || !inputs.text("authorizerType").equals("REQUEST")
                || !inputs.flag("enableSimpleResponses")
                || source.isEmpty()) {
            throw new GraphException("authorizer \"" + authorizer.name()
                    + "\" is none that this machine knows: a REQUEST authorizer with simple responses and one header or"
                    + " parameter of the query string as its identity source");
        }
        return Optional.of(new Authorizer(
                functions.nameOf(inputs.text("authorizerUri"), authorizer),
                source.get(),
                Duration.ofSeconds(inputs.number("authorizerResultTtlInSeconds", 300))));
    }

    /** The route's own limits, or the stage's. */
    private static Optional<Throttle> throttle(String routeKey, Properties stage) {
        Optional<Properties> own = stage.objects("routeSettings").stream()
                .filter(settings -> settings.text("routeKey").equals(routeKey))
                .findFirst();
        Optional<Properties> settings = own.isPresent() || !stage.has("defaultRouteSettings")
                ? own
                : Optional.of(stage.object("defaultRouteSettings"));
        return settings.filter(limits -> limits.has("throttlingRateLimit"))
                .map(limits -> new Throttle(
                        limits.decimal("throttlingRateLimit"),
                        Math.toIntExact(limits.number("throttlingBurstLimit", 1))));
    }

    private Duration integrationTimeout(String api) {
        return graph.ofType(INTEGRATION).stream()
                .filter(integration -> integration.inputs().text("apiId").equals(api))
                .map(integration -> Duration.ofMillis(
                        integration.inputs().number("timeoutMilliseconds", HttpApi.MAX_INTEGRATION_TIMEOUT.toMillis())))
                .findFirst()
                .orElse(HttpApi.MAX_INTEGRATION_TIMEOUT);
    }

    private static Optional<Cors> cors(Properties api) {
        if (!api.has("corsConfiguration")) {
            return Optional.empty();
        }
        Properties cors = api.object("corsConfiguration");
        return Optional.of(new Cors(
                cors.texts("allowOrigins"),
                cors.texts("allowMethods"),
                cors.texts("allowHeaders"),
                cors.texts("exposeHeaders"),
                Duration.ofSeconds(cors.number("maxAge", 0)),
                cors.flag("allowCredentials")));
    }
}
