package dev.lolscale.platform;

import com.pulumi.aws.apigateway.ApiKey;
import com.pulumi.aws.apigatewayv2.Api;
import com.pulumi.aws.apigatewayv2.ApiArgs;
import com.pulumi.aws.apigatewayv2.Authorizer;
import com.pulumi.aws.apigatewayv2.AuthorizerArgs;
import com.pulumi.aws.apigatewayv2.Integration;
import com.pulumi.aws.apigatewayv2.IntegrationArgs;
import com.pulumi.aws.apigatewayv2.Route;
import com.pulumi.aws.apigatewayv2.RouteArgs;
import com.pulumi.aws.apigatewayv2.Stage;
import com.pulumi.aws.apigatewayv2.StageArgs;
import com.pulumi.aws.apigatewayv2.inputs.ApiCorsConfigurationArgs;
import com.pulumi.aws.apigatewayv2.inputs.StageDefaultRouteSettingsArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The HTTP API. It has no API keys of its own, so an authorizer function compares digests and its answer is cached. */
final class HttpFrontDoor {

    private static final String AUTHORIZER_HANDLER = "dev.lolscale.handlers.ApiKeyAuthorizer";
    private static final int AUTHORIZER_MEMORY_MEGABYTES = 512;
    private static final int AUTHORIZER_TIMEOUT_SECONDS = 5;

    /**
     * A way in.
     *
     * @param infix what stands in the names of its resources
     * @param path its path
     * @param identitySource where its authorizer looks for the key
     */
    private record Entrance(String infix, String path, String identitySource) {}

    private static final Entrance TRACK = new Entrance("", "/track", "$request.header.x-api-key");
    private static final Entrance BEACON = new Entrance("-beacon", "/beacon", "$request.querystring.key");

    private final String name;
    private final Resource parent;
    private final IngestApiArgs args;
    private final JavaFunction track;
    private final JavaFunction authorizing;
    private final Api api;
    private final Integration integration;

    private HttpFrontDoor(String name, Resource parent, IngestApiArgs args, Map<String, ApiKey> keys) {
        this.name = name;
        this.parent = parent;
        this.args = args;
        this.track = TrackFunction.create(name, parent, args, Optional.empty());
        this.authorizing = JavaFunction.create(
                name + "-authorizer",
                parent,
                new JavaFunction.Definition(
                        args.functionsJar(),
                        AUTHORIZER_HANDLER,
                        Output.of(AUTHORIZER_MEMORY_MEGABYTES),
                        Output.of(AUTHORIZER_TIMEOUT_SECONDS),
                        ApiKeyDigest.all(keys).applyValue(digests -> Map.of("API_KEYS", digests)),
                        List.of(),
                        args.logRetentionDays(),
                        args.encryptionKeyArn()));
        this.api = new Api(name + "-api", api(args), Children.of(parent));
        this.integration = new Integration(
                name + "-integration",
                IntegrationArgs.builder()
                        .apiId(api.id())
                        .integrationType("AWS_PROXY")
                        .integrationUri(track.alias().invokeArn())
                        .payloadFormatVersion("2.0")
                        .build(),
                Children.of(parent));
    }

    /** Declares it and returns where to post. */
    static DeclaredDoor create(String name, Resource parent, IngestApiArgs args, Map<String, ApiKey> keys) {
        HttpFrontDoor door = new HttpFrontDoor(name, parent, args, keys);
        List<Resource> entrances = new ArrayList<>(door.entrance(TRACK));
        if (args.beacon()) {
            entrances.addAll(door.entrance(BEACON));
        }
        Stage stage = door.stage(entrances);
        Output<String> address = door.address(stage);
        return new DeclaredDoor(
                address.applyValue(root -> root + TRACK.path()),
                args.beacon() ? Optional.of(address.applyValue(root -> root + BEACON.path())) : Optional.empty(),
                door.api.id(),
                stage.name(),
                door.track.function().name(),
                Optional.of(door.authorizing.function().name()));
    }

    private static ApiArgs api(IngestApiArgs args) {
        ApiArgs.Builder api = ApiArgs.builder().protocolType("HTTP");
        if (!args.corsOrigins().isEmpty()) {
            ApiCorsConfigurationArgs.Builder cors = ApiCorsConfigurationArgs.builder()
                    .allowOrigins(args.corsOrigins())
                    .allowMethods(CorsPolicy.METHOD)
                    .allowHeaders(CorsPolicy.REQUEST_HEADERS)
                    .exposeHeaders(CorsPolicy.EXPOSED_HEADERS)
                    .maxAge(CorsPolicy.MAX_AGE_SECONDS);
            if (args.corsCredentials()) {
                cors.allowCredentials(true);
            }
            api.corsConfiguration(cors.build());
        }
        return api.build();
    }

    /** A route with its own authorizer, and the permissions for exactly these two to call the functions. */
    private List<Resource> entrance(Entrance entrance) {
        String prefix = name + entrance.infix();
        Authorizer authorizer = new Authorizer(
                prefix + "-api-authorizer",
                AuthorizerArgs.builder()
                        .apiId(api.id())
                        .authorizerType("REQUEST")
                        .authorizerUri(authorizing.alias().invokeArn())
                        .authorizerPayloadFormatVersion("2.0")
                        .enableSimpleResponses(true)
                        .identitySources(entrance.identitySource())
                        .authorizerResultTtlInSeconds(args.authorizerCacheSeconds())
                        .build(),
                Children.of(parent));
        Route route = new Route(
                prefix + "-route",
                RouteArgs.builder()
                        .apiId(api.id())
                        .routeKey("POST " + entrance.path())
                        .authorizationType("CUSTOM")
                        .authorizerId(authorizer.id())
                        .target(integration.id().applyValue(id -> "integrations/" + id))
                        .build(),
                Children.of(parent));
        Permission trackPermission = permission(
                prefix + "-track-permission",
                track,
                api.executionArn().applyValue(arn -> arn + "/*/POST" + entrance.path()));
        Permission authorizerPermission = permission(
                prefix + "-authorizer-permission",
                authorizing,
                Output.tuple(api.executionArn(), authorizer.id())
                        .applyValue(arnAndId -> arnAndId.t1 + "/authorizers/" + arnAndId.t2));
        return List.of(route, trackPermission, authorizerPermission);
    }

    private Permission permission(String permissionName, JavaFunction function, Output<String> sourceArn) {
        return new Permission(
                permissionName,
                PermissionArgs.builder()
                        .action("lambda:InvokeFunction")
                        .function(function.function().name())
                        .qualifier(function.alias().name())
                        .principal("apigateway.amazonaws.com")
                        .sourceArn(sourceArn)
                        .build(),
                Children.of(parent));
    }

    private Stage stage(List<Resource> entrances) {
        return new Stage(
                name + "-stage",
                StageArgs.builder()
                        .apiId(api.id())
                        .name("$default")
                        .autoDeploy(true)
                        .defaultRouteSettings(StageDefaultRouteSettingsArgs.builder()
                                .throttlingRateLimit(args.throttlingRateLimit().applyValue(Integer::doubleValue))
                                .throttlingBurstLimit(args.throttlingBurstLimit())
                                .build())
                        .build(),
                Children.of(parent, entrances.toArray(Resource[]::new)));
    }

    /** The address without a path: of use only once the stage is there. */
    private Output<String> address(Stage stage) {
        return CustomDomain.of(args)
                .map(domain -> domain.before(name, parent, args, api, stage))
                .orElseGet(() -> Output.tuple(api.apiEndpoint(), stage.id())
                        .applyValue(endpointAndStage -> endpointAndStage.t1));
    }
}
