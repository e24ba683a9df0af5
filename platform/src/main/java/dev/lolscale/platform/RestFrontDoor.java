package dev.lolscale.platform;

import com.pulumi.aws.apigateway.ApiKey;
import com.pulumi.aws.apigateway.Deployment;
import com.pulumi.aws.apigateway.DeploymentArgs;
import com.pulumi.aws.apigateway.Integration;
import com.pulumi.aws.apigateway.IntegrationArgs;
import com.pulumi.aws.apigateway.Method;
import com.pulumi.aws.apigateway.MethodArgs;
import com.pulumi.aws.apigateway.MethodSettings;
import com.pulumi.aws.apigateway.MethodSettingsArgs;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.aws.apigateway.RestApiArgs;
import com.pulumi.aws.apigateway.Stage;
import com.pulumi.aws.apigateway.StageArgs;
import com.pulumi.aws.apigateway.UsagePlan;
import com.pulumi.aws.apigateway.UsagePlanArgs;
import com.pulumi.aws.apigateway.UsagePlanKey;
import com.pulumi.aws.apigateway.UsagePlanKeyArgs;
import com.pulumi.aws.apigateway.inputs.MethodSettingsSettingsArgs;
import com.pulumi.aws.apigateway.inputs.RestApiEndpointConfigurationArgs;
import com.pulumi.aws.apigateway.inputs.UsagePlanApiStageArgs;
import com.pulumi.aws.apigateway.inputs.UsagePlanQuotaSettingsArgs;
import com.pulumi.aws.apigateway.inputs.UsagePlanThrottleSettingsArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The REST API. API Gateway itself knows the keys, and a usage plan limits each of them. */
final class RestFrontDoor {

    private static final String STAGE = "live";

    /** Answers below this many bytes stay as they are: packing them saves nothing. */
    private static final int COMPRESSED_FROM_BYTES = 1024;

    private RestFrontDoor() {}

    /**
     * Declares it and returns where to post.
     *
     * @throws RunException when the arguments ask for what only an HTTP front door can do
     */
    static DeclaredDoor create(String name, Resource parent, IngestApiArgs args, Map<String, ApiKey> keys) {
        if (args.beacon()) {
            throw new RunException(
                    "beacon: true is not allowed with a REST front door, which takes API keys in a header"
                            + " only; allowed is false, or an HTTP front door");
        }
        Optional<RestCors> cors = RestCors.of(args);
        JavaFunction track = TrackFunction.create(name, parent, args, cors);
        RestApi api = new RestApi(
                name + "-api",
                RestApiArgs.builder()
                        .endpointConfiguration(RestApiEndpointConfigurationArgs.builder()
                                .types("REGIONAL")
                                .build())
                        // As text, a byte that is not UTF-8 would be replaced before the function could refuse it.
                        .binaryMediaTypes("*/*")
                        .minimumCompressionSize(Integer.toString(COMPRESSED_FROM_BYTES))
                        .build(),
                Children.of(parent));
        com.pulumi.aws.apigateway.Resource path = new com.pulumi.aws.apigateway.Resource(
                name + "-path",
                com.pulumi.aws.apigateway.ResourceArgs.builder()
                        .restApi(api.id())
                        .parentId(api.rootResourceId())
                        .pathPart("track")
                        .build(),
                Children.of(parent));
        Method method = new Method(
                name + "-method",
                MethodArgs.builder()
                        .restApi(api.id())
                        .resourceId(path.id())
                        .httpMethod("POST")
                        .authorization("NONE")
                        .apiKeyRequired(true)
                        .build(),
                Children.of(parent));
        Integration integration = new Integration(
                name + "-integration",
                IntegrationArgs.builder()
                        .restApi(api.id())
                        .resourceId(path.id())
                        .httpMethod(method.httpMethod())
                        .type("AWS_PROXY")
                        .integrationHttpMethod("POST")
                        .uri(track.alias().invokeArn())
                        .build(),
                Children.of(parent));
        Permission permission = new Permission(
                name + "-track-permission",
                PermissionArgs.builder()
                        .action("lambda:InvokeFunction")
                        .function(track.function().name())
                        .qualifier(track.alias().name())
                        .principal("apigateway.amazonaws.com")
                        .sourceArn(api.executionArn().applyValue(arn -> arn + "/*/POST/track"))
                        .build(),
                Children.of(parent));
        List<Resource> deployed = new ArrayList<>(List.of(integration, permission));
        cors.ifPresent(allowed -> deployed.addAll(allowed.create(name, parent, api, path)));
        Stage stage = stage(name, parent, api, integration, cors, deployed);
        limits(name, parent, args, api, stage, keys);
        Output<String> address = CustomDomain.of(args)
                .map(domain -> domain.before(name, parent, args, api, stage))
                .orElseGet(stage::invokeUrl);
        return new DeclaredDoor(
                address.applyValue(root -> root + "/track"),
                Optional.empty(),
                api.name(),
                stage.stageName(),
                track.function().name(),
                Optional.empty());
    }

    private static Stage stage(
            String name,
            Resource parent,
            RestApi api,
            Integration integration,
            Optional<RestCors> cors,
            List<Resource> deployed) {
        Deployment deployment = new Deployment(
                name + "-deployment",
                DeploymentArgs.builder()
                        .restApi(api.id())
                        // A deployment is a snapshot: what is not named here would change and never be deployed.
                        .triggers(Output.tuple(integration.id(), integration.uri())
                                .applyValue(idAndUri -> new TreeMap<>(Map.of(
                                        "integration", idAndUri.t1,
                                        "function", idAndUri.t2.orElse(""),
                                        "preflight",
                                                cors.map(RestCors::preflightHeaders)
                                                        .map(Map::toString)
                                                        .orElse("")))))
                        .build(),
                Children.of(parent, deployed.toArray(Resource[]::new)));
        return new Stage(
                name + "-stage",
                StageArgs.builder()
                        .restApi(api.id())
                        .deployment(deployment.id())
                        .stageName(STAGE)
                        .build(),
                Children.of(parent));
    }

    private static void limits(
            String name, Resource parent, IngestApiArgs args, RestApi api, Stage stage, Map<String, ApiKey> keys) {
        Output<Double> rate = args.throttlingRateLimit().applyValue(Integer::doubleValue);
        new MethodSettings(
                name + "-method-settings",
                MethodSettingsArgs.builder()
                        .restApi(api.id())
                        .stageName(stage.stageName())
                        .methodPath("*/*")
                        .settings(MethodSettingsSettingsArgs.builder()
                                .throttlingRateLimit(rate)
                                .throttlingBurstLimit(args.throttlingBurstLimit())
                                .build())
                        .build(),
                Children.of(parent));
        UsagePlanArgs.Builder plan = UsagePlanArgs.builder()
                .apiStages(UsagePlanApiStageArgs.builder()
                        .apiId(api.id())
                        .stage(stage.stageName())
                        .build())
                .throttleSettings(UsagePlanThrottleSettingsArgs.builder()
                        .rateLimit(rate)
                        .burstLimit(args.throttlingBurstLimit())
                        .build());
        args.requestsPerMonth()
                .ifPresent(limit -> plan.quotaSettings(UsagePlanQuotaSettingsArgs.builder()
                        .limit(limit)
                        .period("MONTH")
                        .build()));
        UsagePlan usagePlan = new UsagePlan(name + "-usage-plan", plan.build(), Children.of(parent));
        keys.forEach((keyName, key) -> new UsagePlanKey(
                name + "-usage-plan-key-" + keyName,
                UsagePlanKeyArgs.builder()
                        .usagePlanId(usagePlan.id())
                        .keyId(key.id())
                        .keyType("API_KEY")
                        .build(),
                Children.of(parent)));
    }
}
