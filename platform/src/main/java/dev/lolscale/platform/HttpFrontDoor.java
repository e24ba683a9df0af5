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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The HTTP API. It has no API keys of its own, so an authorizer function compares digests and its answer is cached. */
final class HttpFrontDoor {

    private static final String AUTHORIZER_HANDLER = "dev.lolscale.handlers.ApiKeyAuthorizer";
    private static final int AUTHORIZER_MEMORY_MEGABYTES = 512;
    private static final int AUTHORIZER_TIMEOUT_SECONDS = 5;

    /** A revoked key lives as long at most: API Gateway keeps the authorizer's answer for this key. */
    private static final int AUTHORIZER_CACHE_SECONDS = 300;

    /** Browsers ask again after this time; a day is what the longest-patient of them allow. */
    private static final int CORS_MAX_AGE_SECONDS = 86_400;

    private HttpFrontDoor() {}

    /** Declares it and returns where to post. */
    static Output<String> create(String name, Resource parent, IngestApiArgs args, Map<String, ApiKey> keys) {
        JavaFunction track = TrackFunction.create(name, parent, args, Optional.empty());
        JavaFunction authorizing = JavaFunction.create(
                name + "-authorizer",
                parent,
                new JavaFunction.Definition(
                        args.functionsJar(),
                        AUTHORIZER_HANDLER,
                        Output.of(AUTHORIZER_MEMORY_MEGABYTES),
                        Output.of(AUTHORIZER_TIMEOUT_SECONDS),
                        ApiKeyDigest.all(keys).applyValue(digests -> Map.of("API_KEYS", digests)),
                        List.of(),
                        args.logRetentionDays()));

        Api api = new Api(name + "-api", api(args), Children.of(parent));
        Authorizer authorizer = new Authorizer(
                name + "-api-authorizer",
                AuthorizerArgs.builder()
                        .apiId(api.id())
                        .authorizerType("REQUEST")
                        .authorizerUri(authorizing.alias().invokeArn())
                        .authorizerPayloadFormatVersion("2.0")
                        .enableSimpleResponses(true)
                        .identitySources("$request.header.x-api-key")
                        .authorizerResultTtlInSeconds(AUTHORIZER_CACHE_SECONDS)
                        .build(),
                Children.of(parent));
        Integration integration = new Integration(
                name + "-integration",
                IntegrationArgs.builder()
                        .apiId(api.id())
                        .integrationType("AWS_PROXY")
                        .integrationUri(track.alias().invokeArn())
                        .payloadFormatVersion("2.0")
                        .build(),
                Children.of(parent));
        Route route = new Route(
                name + "-route",
                RouteArgs.builder()
                        .apiId(api.id())
                        .routeKey("POST /track")
                        .authorizationType("CUSTOM")
                        .authorizerId(authorizer.id())
                        .target(integration.id().applyValue(id -> "integrations/" + id))
                        .build(),
                Children.of(parent));
        Permission trackPermission = permission(
                name + "-track-permission", parent, track, api.executionArn().applyValue(arn -> arn + "/*/POST/track"));
        Permission authorizerPermission = permission(
                name + "-authorizer-permission",
                parent,
                authorizing,
                Output.tuple(api.executionArn(), authorizer.id())
                        .applyValue(arnAndId -> arnAndId.t1 + "/authorizers/" + arnAndId.t2));
        Stage stage = new Stage(
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
                Children.of(parent, route, trackPermission, authorizerPermission));
        // The address is of use only once the stage is there.
        return Output.tuple(api.apiEndpoint(), stage.id())
                .applyValue(endpointAndStage -> endpointAndStage.t1 + "/track");
    }

    private static ApiArgs api(IngestApiArgs args) {
        ApiArgs.Builder api = ApiArgs.builder().protocolType("HTTP");
        if (!args.corsOrigins().isEmpty()) {
            api.corsConfiguration(ApiCorsConfigurationArgs.builder()
                    .allowOrigins(args.corsOrigins())
                    .allowMethods("POST")
                    .allowHeaders("content-type", "content-encoding", "x-api-key")
                    .maxAge(CORS_MAX_AGE_SECONDS)
                    .build());
        }
        return api.build();
    }

    private static Permission permission(
            String name, Resource parent, JavaFunction function, Output<String> sourceArn) {
        return new Permission(
                name,
                PermissionArgs.builder()
                        .action("lambda:InvokeFunction")
                        .function(function.function().name())
                        .qualifier(function.alias().name())
                        .principal("apigateway.amazonaws.com")
                        .sourceArn(sourceArn)
                        .build(),
                Children.of(parent));
    }
}
