package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.pulumi.aws.apigateway.ApiKey;
import com.pulumi.core.Output;
import com.pulumi.core.internal.Internal;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestApiTest {

    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String PERMISSION = "aws:lambda/permission:Permission";

    static IngestApiArgs.Builder required() {
        return IngestApiArgs.builder()
                .streamName("events")
                .streamArn("arn:aws:firehose:us-east-1:123456789012:deliverystream/events")
                .functionsJar("functions.jar")
                .apiKeyNames("first");
    }

    private static Recording record(IngestApiArgs args) {
        return Recording.of(context -> {
            IngestApi ingest = new IngestApi("door", args, ComponentResourceOptions.Empty);
            context.export("url", ingest.url());
            ingest.beaconUrl().ifPresent(address -> context.export("beaconUrl", address));
            context.export("apiKeyIds", ingest.apiKeyIds());
        });
    }

    @Nested
    class HttpByDefault {

        private final Recording recording = record(required().build());

        @Test
        void shouldDeclareExactlyThese() {
            assertThat(recording.names())
                    .containsExactly(
                            "aws:apigateway/apiKey:ApiKey door-key-first",
                            "aws:apigatewayv2/api:Api door-api",
                            "aws:apigatewayv2/authorizer:Authorizer door-api-authorizer",
                            "aws:apigatewayv2/integration:Integration door-integration",
                            "aws:apigatewayv2/route:Route door-route",
                            "aws:apigatewayv2/stage:Stage door-stage",
                            "aws:cloudwatch/logGroup:LogGroup door-authorizer-logs",
                            "aws:cloudwatch/logGroup:LogGroup door-track-logs",
                            "aws:iam/role:Role door-authorizer-role",
                            "aws:iam/role:Role door-track-role",
                            "aws:iam/rolePolicy:RolePolicy door-authorizer-policy",
                            "aws:iam/rolePolicy:RolePolicy door-track-policy",
                            "aws:lambda/alias:Alias door-authorizer-live",
                            "aws:lambda/alias:Alias door-track-live",
                            "aws:lambda/function:Function door-authorizer",
                            "aws:lambda/function:Function door-track",
                            "aws:lambda/permission:Permission door-authorizer-permission",
                            "aws:lambda/permission:Permission door-track-permission",
                            "lolscale:index:IngestApi door");
        }

        @Test
        void shouldRouteTrackThroughTheAuthorizerToThePublishedFunction() {
            assertThat(recording.inputs("aws:apigatewayv2/api:Api", "door-api"))
                    .isEqualTo(Map.of("protocolType", "HTTP"));
            assertThat(recording.inputs("aws:apigatewayv2/route:Route", "door-route"))
                    .isEqualTo(Map.of(
                            "apiId", "door-api-id",
                            "routeKey", "POST /track",
                            "authorizationType", "CUSTOM",
                            "authorizerId", "door-api-authorizer-id",
                            "target", "integrations/door-integration-id"));
            assertThat(recording.inputs("aws:apigatewayv2/integration:Integration", "door-integration"))
                    .isEqualTo(Map.of(
                            "apiId", "door-api-id",
                            "integrationType", "AWS_PROXY",
                            "integrationUri", "invoke:door-track-live",
                            "payloadFormatVersion", "2.0"));
            assertThat(recording.inputs("aws:apigatewayv2/authorizer:Authorizer", "door-api-authorizer"))
                    .isEqualTo(Map.of(
                            "apiId",
                            "door-api-id",
                            "authorizerType",
                            "REQUEST",
                            "authorizerUri",
                            "invoke:door-authorizer-live",
                            "authorizerPayloadFormatVersion",
                            "2.0",
                            "enableSimpleResponses",
                            true,
                            "identitySources",
                            List.of("$request.header.x-api-key"),
                            "authorizerResultTtlInSeconds",
                            300L));
        }

        @Test
        void shouldThrottle() {
            assertThat(recording.inputs("aws:apigatewayv2/stage:Stage", "door-stage"))
                    .isEqualTo(Map.of(
                            "apiId",
                            "door-api-id",
                            "name",
                            "$default",
                            "autoDeploy",
                            true,
                            "defaultRouteSettings",
                            Map.of("throttlingRateLimit", 1000L, "throttlingBurstLimit", 2000L)));
        }

        @Test
        void shouldLetOnlyThisRouteAndThisAuthorizerCallTheAliases() {
            assertThat(recording.inputs(PERMISSION, "door-track-permission"))
                    .isEqualTo(Map.of(
                            "action", "lambda:InvokeFunction",
                            "function", "door-track-name",
                            "qualifier", "live",
                            "principal", "apigateway.amazonaws.com",
                            "sourceArn", "arn:aws:execute-api:us-east-1:123456789012:door-api/*/POST/track"));
            assertThat(recording.inputs(PERMISSION, "door-authorizer-permission"))
                    .isEqualTo(Map.of(
                            "action",
                            "lambda:InvokeFunction",
                            "function",
                            "door-authorizer-name",
                            "qualifier",
                            "live",
                            "principal",
                            "apigateway.amazonaws.com",
                            "sourceArn",
                            "arn:aws:execute-api:us-east-1:123456789012:door-api/authorizers/door-api-authorizer-id"));
        }

        @Test
        void shouldRunTrackOnSnapStartWithItsOwnLog() {
            assertThat(recording.inputs(FUNCTION, "door-track"))
                    .isEqualTo(Map.ofEntries(
                            Map.entry("runtime", "java21"),
                            Map.entry("architectures", List.of("arm64")),
                            Map.entry("handler", "dev.lolscale.handlers.TrackHandler"),
                            Map.entry("code", "functions.jar"),
                            Map.entry("memorySize", 1024L),
                            Map.entry("timeout", 10L),
                            Map.entry("role", "arn:aws:iam::123456789012:role/door-track-role"),
                            Map.entry("publish", true),
                            Map.entry("snapStart", Map.of("applyOn", "PublishedVersions")),
                            Map.entry(
                                    "environment",
                                    Map.of(
                                            "variables",
                                            Map.of(
                                                    "STREAM_NAME",
                                                    "events",
                                                    "INVOCATIONS_PER_LOG_LINE",
                                                    "10",
                                                    "TZ",
                                                    "UTC"))),
                            Map.entry(
                                    "loggingConfig",
                                    Map.of(
                                            "logFormat", "JSON",
                                            "logGroup", "door-track-logs-name",
                                            "applicationLogLevel", "INFO",
                                            "systemLogLevel", "WARN"))));
            assertThat(recording.inputs("aws:lambda/alias:Alias", "door-track-live"))
                    .isEqualTo(Map.of("name", "live", "functionName", "door-track-name", "functionVersion", "7"));
            assertThat(recording.inputs("aws:cloudwatch/logGroup:LogGroup", "door-track-logs"))
                    .isEqualTo(Map.of("retentionInDays", 30L));
        }

        @Test
        void shouldLetTrackWriteToThisStreamAndItsLogOnly() {
            assertThat(recording.statements("door-track")).isEqualTo(JsonParser.parseString("""
                    [
                      {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                       "Resource": ["arn:aws:logs:us-east-1:123456789012:log-group:door-track-logs:*"]},
                      {"Effect": "Allow", "Action": ["firehose:PutRecordBatch"],
                       "Resource": ["arn:aws:firehose:us-east-1:123456789012:deliverystream/events"]}
                    ]
                    """));
            assertThat(recording.statements("door-authorizer")).isEqualTo(JsonParser.parseString("""
                    [
                      {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                       "Resource": ["arn:aws:logs:us-east-1:123456789012:log-group:door-authorizer-logs:*"]}
                    ]
                    """));
            assertThat(recording.json("aws:iam/role:Role", "door-track-role", "assumeRolePolicy"))
                    .isEqualTo(JsonParser.parseString("""
                            {"Version": "2012-10-17", "Statement": [
                              {"Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com"]},
                               "Action": ["sts:AssumeRole"]}
                            ]}
                            """));
        }

        @Test
        void shouldTellTheAuthorizerADigestOfTheKeyOnly() {
            Map<String, Object> authorizer = recording.inputs(FUNCTION, "door-authorizer");

            // printf door-key-first-idvalue-of-door-key-first | sha256sum
            assertThat(authorizer.get("environment"))
                    .isEqualTo(Map.of(
                            "variables",
                            Map.of(
                                    "API_KEYS",
                                    "first:door-key-first-id:"
                                            + "6c23bd57d77c121dc9682309953f4bd3589a06ff0fa10dc9d2d0d4ed80f84a9a",
                                    "TZ",
                                    "UTC")));
            assertThat(authorizer)
                    .containsEntry("handler", "dev.lolscale.handlers.ApiKeyAuthorizer")
                    .containsEntry("memorySize", 512L)
                    .containsEntry("timeout", 5L);
        }

        @Test
        void shouldHandOutAddressAndKeyIds() {
            assertThat(recording.outputs())
                    .isEqualTo(Map.of(
                            "url",
                            "https://door-api.example.com/track",
                            "apiKeyIds",
                            Map.of("first", "door-key-first-id")));
        }
    }

    @Nested
    class HttpWithOtherValues {

        private final Recording recording = record(required()
                .apiKeyNames("first", "second")
                .corsOrigins("https://a.example", "https://b.example")
                .corsCredentials(true)
                .authorizerCacheSeconds(60)
                .memoryMegabytes(512)
                .timeoutSeconds(20)
                .throttlingRateLimit(7)
                .throttlingBurstLimit(8)
                .logRetentionDays(3)
                .build());

        @Test
        void shouldKnowEveryKey() {
            assertThat(recording.namesOf("aws:apigateway/apiKey:ApiKey"))
                    .containsExactly("door-key-first", "door-key-second");
            assertThat(recording.inputs("aws:apigateway/apiKey:ApiKey", "door-key-second"))
                    .containsEntry("name", "second");
            assertThat(recording
                            .inputs(FUNCTION, "door-authorizer")
                            .get("environment")
                            .toString())
                    .matches(
                            ".*API_KEYS=first:door-key-first-id:[0-9a-f]{64},second:door-key-second-id:[0-9a-f]{64}.*");
        }

        @Test
        void shouldAnswerPagesOfTheseOrigins() {
            assertThat(recording.inputs("aws:apigatewayv2/api:Api", "door-api").get("corsConfiguration"))
                    .isEqualTo(Map.of(
                            "allowOrigins",
                            List.of("https://a.example", "https://b.example"),
                            "allowMethods",
                            List.of("POST"),
                            "allowHeaders",
                            List.of("content-type", "content-encoding", "x-api-key"),
                            "exposeHeaders",
                            List.of("retry-after"),
                            "allowCredentials",
                            true,
                            "maxAge",
                            86_400L));
        }

        @Test
        void shouldLetTheAuthorizersAnswerHoldAsLongAsIsSaid() {
            assertThat(recording.inputs("aws:apigatewayv2/authorizer:Authorizer", "door-api-authorizer"))
                    .containsEntry("authorizerResultTtlInSeconds", 60L);
        }

        @Test
        void shouldPassTheRestOn() {
            assertThat(recording.inputs(FUNCTION, "door-track"))
                    .containsEntry("memorySize", 512L)
                    .containsEntry("timeout", 20L);
            assertThat(recording
                            .inputs("aws:apigatewayv2/stage:Stage", "door-stage")
                            .get("defaultRouteSettings"))
                    .isEqualTo(Map.of("throttlingRateLimit", 7L, "throttlingBurstLimit", 8L));
            assertThat(recording.inputs("aws:cloudwatch/logGroup:LogGroup", "door-authorizer-logs"))
                    .isEqualTo(Map.of("retentionInDays", 3L));
        }
    }

    @Nested
    class HttpWithBeacon {

        private final Recording recording = record(required().beacon(true).build());

        @Test
        void shouldDeclareTheseBesides() {
            List<String> without = record(required().build()).names();

            assertThat(recording.names())
                    .containsAll(without)
                    .filteredOn(name -> !without.contains(name))
                    .containsExactly(
                            "aws:apigatewayv2/authorizer:Authorizer door-beacon-api-authorizer",
                            "aws:apigatewayv2/route:Route door-beacon-route",
                            "aws:lambda/permission:Permission door-beacon-authorizer-permission",
                            "aws:lambda/permission:Permission door-beacon-track-permission");
        }

        @Test
        void shouldAskTheSameFunctionForTheKeyInTheQueryString() {
            Map<String, Object> track =
                    recording.inputs("aws:apigatewayv2/authorizer:Authorizer", "door-api-authorizer");
            Map<String, Object> beacon = new HashMap<>(
                    recording.inputs("aws:apigatewayv2/authorizer:Authorizer", "door-beacon-api-authorizer"));

            assertThat(beacon.put("identitySources", List.of("$request.header.x-api-key")))
                    .isEqualTo(List.of("$request.querystring.key"));
            assertThat(beacon).isEqualTo(track);
        }

        @Test
        void shouldRouteBeaconsToTrack() {
            assertThat(recording.inputs("aws:apigatewayv2/route:Route", "door-beacon-route"))
                    .isEqualTo(Map.of(
                            "apiId", "door-api-id",
                            "routeKey", "POST /beacon",
                            "authorizationType", "CUSTOM",
                            "authorizerId", "door-beacon-api-authorizer-id",
                            "target", "integrations/door-integration-id"));
        }

        @Test
        void shouldLetOnlyThisRouteAndThisAuthorizerCallTheAliases() {
            assertThat(recording.inputs(PERMISSION, "door-beacon-track-permission"))
                    .isEqualTo(Map.of(
                            "action", "lambda:InvokeFunction",
                            "function", "door-track-name",
                            "qualifier", "live",
                            "principal", "apigateway.amazonaws.com",
                            "sourceArn", "arn:aws:execute-api:us-east-1:123456789012:door-api/*/POST/beacon"));
            assertThat(recording.inputs(PERMISSION, "door-beacon-authorizer-permission"))
                    .isEqualTo(Map.of(
                            "action",
                            "lambda:InvokeFunction",
                            "function",
                            "door-authorizer-name",
                            "qualifier",
                            "live",
                            "principal",
                            "apigateway.amazonaws.com",
                            "sourceArn",
                            "arn:aws:execute-api:us-east-1:123456789012:door-api/authorizers/"
                                    + "door-beacon-api-authorizer-id"));
        }

        @Test
        void shouldHandOutItsAddressWithoutAKey() {
            assertThat(recording.outputs())
                    .containsEntry("url", "https://door-api.example.com/track")
                    .containsEntry("beaconUrl", "https://door-api.example.com/beacon");
        }
    }

    @Nested
    class HttpWithADomain {

        private final Recording recording = record(required()
                .beacon(true)
                .domainName("events.example.com")
                .certificateArn("arn:aws:acm:us-east-1:123456789012:certificate/c1")
                .hostedZoneId("Z1")
                .build());

        @Test
        void shouldPutTheDomainBeforeTheStage() {
            assertThat(recording.inputs("aws:apigatewayv2/domainName:DomainName", "door-domain"))
                    .isEqualTo(Map.of(
                            "domainName",
                            "events.example.com",
                            "domainNameConfiguration",
                            Map.of(
                                    "certificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/c1",
                                    "endpointType", "REGIONAL",
                                    "securityPolicy", "TLS_1_2")));
            assertThat(recording.inputs("aws:apigatewayv2/apiMapping:ApiMapping", "door-domain-mapping"))
                    .isEqualTo(
                            Map.of("apiId", "door-api-id", "domainName", "door-domain-id", "stage", "door-stage-id"));
        }

        @Test
        void shouldPointTheRecordAtIt() {
            assertThat(recording.inputs("aws:route53/record:Record", "door-domain-record"))
                    .isEqualTo(Map.of(
                            "zoneId",
                            "Z1",
                            "name",
                            "events.example.com",
                            "type",
                            "A",
                            "aliases",
                            List.of(Map.of(
                                    "name", "target-of-door-domain",
                                    "zoneId", "zone-of-door-domain",
                                    "evaluateTargetHealth", false))));
        }

        @Test
        void shouldHandOutAddressesUnderTheDomain() {
            assertThat(recording.outputs())
                    .containsEntry("url", "https://events.example.com/track")
                    .containsEntry("beaconUrl", "https://events.example.com/beacon");
        }

        @Test
        void shouldLeaveTheRecordToOthersWithoutAZone() {
            Recording noZone = record(required()
                    .domainName("events.example.com")
                    .certificateArn("arn:aws:acm:us-east-1:123456789012:certificate/c1")
                    .build());

            assertThat(noZone.namesOf("aws:route53/record:Record")).isEmpty();
            assertThat(noZone.namesOf("aws:apigatewayv2/apiMapping:ApiMapping")).containsExactly("door-domain-mapping");
        }
    }

    @Nested
    class RestByDefault {

        private final Recording recording =
                record(required().frontDoor(FrontDoor.REST).build());

        @Test
        void shouldDeclareExactlyThese() {
            assertThat(recording.names())
                    .containsExactly(
                            "aws:apigateway/apiKey:ApiKey door-key-first",
                            "aws:apigateway/deployment:Deployment door-deployment",
                            "aws:apigateway/integration:Integration door-integration",
                            "aws:apigateway/method:Method door-method",
                            "aws:apigateway/methodSettings:MethodSettings door-method-settings",
                            "aws:apigateway/resource:Resource door-path",
                            "aws:apigateway/restApi:RestApi door-api",
                            "aws:apigateway/stage:Stage door-stage",
                            "aws:apigateway/usagePlan:UsagePlan door-usage-plan",
                            "aws:apigateway/usagePlanKey:UsagePlanKey door-usage-plan-key-first",
                            "aws:cloudwatch/logGroup:LogGroup door-track-logs",
                            "aws:iam/role:Role door-track-role",
                            "aws:iam/rolePolicy:RolePolicy door-track-policy",
                            "aws:lambda/alias:Alias door-track-live",
                            "aws:lambda/function:Function door-track",
                            "aws:lambda/permission:Permission door-track-permission",
                            "lolscale:index:IngestApi door");
        }

        @Test
        void shouldWantAKeyForTrack() {
            assertThat(recording.inputs("aws:apigateway/method:Method", "door-method"))
                    .isEqualTo(Map.of(
                            "restApi", "door-api-id",
                            "resourceId", "door-path-id",
                            "httpMethod", "POST",
                            "authorization", "NONE",
                            "apiKeyRequired", true));
            assertThat(recording.inputs("aws:apigateway/resource:Resource", "door-path"))
                    .isEqualTo(Map.of("restApi", "door-api-id", "parentId", "door-api-root", "pathPart", "track"));
            assertThat(recording.inputs("aws:apigateway/integration:Integration", "door-integration"))
                    .isEqualTo(Map.of(
                            "restApi", "door-api-id",
                            "resourceId", "door-path-id",
                            "httpMethod", "POST",
                            "type", "AWS_PROXY",
                            "integrationHttpMethod", "POST",
                            "uri", "invoke:door-track-live"));
            assertThat(recording.inputs("aws:apigateway/usagePlanKey:UsagePlanKey", "door-usage-plan-key-first"))
                    .isEqualTo(Map.of(
                            "usagePlanId", "door-usage-plan-id", "keyId", "door-key-first-id", "keyType", "API_KEY"));
        }

        @Test
        void shouldTakeEveryBodyByteForByte() {
            assertThat(recording.inputs("aws:apigateway/restApi:RestApi", "door-api"))
                    .isEqualTo(Map.of(
                            "endpointConfiguration",
                            Map.of("types", "REGIONAL"),
                            "binaryMediaTypes",
                            List.of("*/*"),
                            "minimumCompressionSize",
                            "1024"));
        }

        @Test
        void shouldThrottleTheStageAndEachKey() {
            assertThat(recording.inputs("aws:apigateway/usagePlan:UsagePlan", "door-usage-plan"))
                    .isEqualTo(Map.of(
                            "apiStages",
                            List.of(Map.of("apiId", "door-api-id", "stage", "live")),
                            "throttleSettings",
                            Map.of("rateLimit", 1000L, "burstLimit", 2000L)));
            assertThat(recording.inputs("aws:apigateway/methodSettings:MethodSettings", "door-method-settings"))
                    .isEqualTo(Map.of(
                            "restApi",
                            "door-api-id",
                            "stageName",
                            "live",
                            "methodPath",
                            "*/*",
                            "settings",
                            Map.of("throttlingRateLimit", 1000L, "throttlingBurstLimit", 2000L)));
        }

        @Test
        void shouldDeployAnewWhenWhatIsDeployedChanges() {
            assertThat(recording.inputs("aws:apigateway/deployment:Deployment", "door-deployment"))
                    .isEqualTo(Map.of(
                            "restApi",
                            "door-api-id",
                            "triggers",
                            Map.of(
                                    "integration", "door-integration-id",
                                    "function", "invoke:door-track-live",
                                    "preflight", "")));
        }

        @Test
        void shouldLeaveCorsHeadersToNobody() {
            assertThat(recording.inputs(FUNCTION, "door-track").get("environment"))
                    .isEqualTo(Map.of(
                            "variables",
                            Map.of("STREAM_NAME", "events", "INVOCATIONS_PER_LOG_LINE", "10", "TZ", "UTC")));
        }

        @Test
        void shouldHandOutTheStagesAddress() {
            assertThat(recording.outputs()).containsEntry("url", "https://door-stage.example.com/live/track");
        }
    }

    @Nested
    class RestWithOtherValues {

        private final Recording recording = record(required()
                .frontDoor(FrontDoor.REST)
                .apiKeyNames("first", "second")
                .corsOrigins("https://a.example")
                .corsCredentials(true)
                .requestsPerMonth(1_000_000)
                .invocationsPerLogLine(1)
                .throttlingRateLimit(7)
                .throttlingBurstLimit(8)
                .build());

        @Test
        void shouldCountTheRequestsOfEachKey() {
            assertThat(recording.namesOf("aws:apigateway/usagePlanKey:UsagePlanKey"))
                    .containsExactly("door-usage-plan-key-first", "door-usage-plan-key-second");
            assertThat(recording.inputs("aws:apigateway/usagePlan:UsagePlan", "door-usage-plan"))
                    .containsEntry("quotaSettings", Map.of("limit", 1_000_000L, "period", "MONTH"))
                    .containsEntry("throttleSettings", Map.of("rateLimit", 7L, "burstLimit", 8L));
        }

        @Test
        void shouldAnswerPreflightWithoutAFunctionAndWithoutAKey() {
            assertThat(recording.inputs("aws:apigateway/method:Method", "door-preflight"))
                    .isEqualTo(Map.of(
                            "restApi", "door-api-id",
                            "resourceId", "door-path-id",
                            "httpMethod", "OPTIONS",
                            "authorization", "NONE",
                            "apiKeyRequired", false));
            assertThat(recording.inputs("aws:apigateway/integration:Integration", "door-preflight-integration"))
                    .isEqualTo(Map.of(
                            "restApi",
                            "door-api-id",
                            "resourceId",
                            "door-path-id",
                            "httpMethod",
                            "OPTIONS",
                            "type",
                            "MOCK",
                            "contentHandling",
                            "CONVERT_TO_TEXT",
                            "requestTemplates",
                            Map.of("application/json", "{\"statusCode\":204}")));
            assertThat(recording.inputs(
                            "aws:apigateway/integrationResponse:IntegrationResponse", "door-preflight-response"))
                    .isEqualTo(Map.of(
                            "restApi",
                            "door-api-id",
                            "resourceId",
                            "door-path-id",
                            "httpMethod",
                            "OPTIONS",
                            "statusCode",
                            "204",
                            "responseParameters",
                            Map.of(
                                    "method.response.header.Access-Control-Allow-Origin",
                                    "'https://a.example'",
                                    "method.response.header.Access-Control-Allow-Credentials",
                                    "'true'",
                                    "method.response.header.Access-Control-Allow-Methods",
                                    "'POST'",
                                    "method.response.header.Access-Control-Allow-Headers",
                                    "'content-type,content-encoding,x-api-key'",
                                    "method.response.header.Access-Control-Max-Age",
                                    "'86400'")));
            assertThat(recording.inputs(
                            "aws:apigateway/methodResponse:MethodResponse", "door-preflight-method-response"))
                    .containsEntry("statusCode", "204")
                    .containsEntry(
                            "responseParameters",
                            Map.of(
                                    "method.response.header.Access-Control-Allow-Origin", true,
                                    "method.response.header.Access-Control-Allow-Credentials", true,
                                    "method.response.header.Access-Control-Max-Age", true,
                                    "method.response.header.Access-Control-Allow-Methods", true,
                                    "method.response.header.Access-Control-Allow-Headers", true));
        }

        @Test
        void shouldNameTheOriginOnEveryAnswer() {
            assertThat(recording.inputs(FUNCTION, "door-track").get("environment"))
                    .isEqualTo(Map.of(
                            "variables",
                            Map.of(
                                    "STREAM_NAME",
                                    "events",
                                    "INVOCATIONS_PER_LOG_LINE",
                                    "1",
                                    "CORS_ALLOW_ORIGIN",
                                    "https://a.example",
                                    "CORS_ALLOW_CREDENTIALS",
                                    "true",
                                    "TZ",
                                    "UTC")));
            assertThat(recording.inputs("aws:apigateway/response:Response", "door-refusals-4xx"))
                    .isEqualTo(Map.of(
                            "restApiId",
                            "door-api-id",
                            "responseType",
                            "DEFAULT_4XX",
                            "responseParameters",
                            Map.of(
                                    "gatewayresponse.header.Access-Control-Allow-Origin", "'https://a.example'",
                                    "gatewayresponse.header.Access-Control-Allow-Credentials", "'true'")));
            assertThat(recording.inputs("aws:apigateway/response:Response", "door-refusals-5xx"))
                    .containsEntry("responseType", "DEFAULT_5XX");
        }
    }

    @Nested
    class RestWithADomain {

        private final Recording recording = record(required()
                .frontDoor(FrontDoor.REST)
                .domainName("events.example.com")
                .certificateArn("arn:aws:acm:us-east-1:123456789012:certificate/c1")
                .hostedZoneId("Z1")
                .build());

        @Test
        void shouldPutTheDomainBeforeTheStage() {
            assertThat(recording.inputs("aws:apigateway/domainName:DomainName", "door-domain"))
                    .isEqualTo(Map.of(
                            "domainName",
                            "events.example.com",
                            "regionalCertificateArn",
                            "arn:aws:acm:us-east-1:123456789012:certificate/c1",
                            "endpointConfiguration",
                            Map.of("types", "REGIONAL"),
                            "securityPolicy",
                            "TLS_1_2"));
            assertThat(recording.inputs("aws:apigateway/basePathMapping:BasePathMapping", "door-domain-mapping"))
                    .isEqualTo(
                            Map.of("restApi", "door-api-id", "domainName", "events.example.com", "stageName", "live"));
            assertThat(recording
                            .inputs("aws:route53/record:Record", "door-domain-record")
                            .get("aliases"))
                    .isEqualTo(List.of(Map.of(
                            "name", "target-of-door-domain",
                            "zoneId", "zone-of-door-domain",
                            "evaluateTargetHealth", false)));
        }

        @Test
        void shouldHandOutTheAddressUnderTheDomainWithoutTheStage() {
            assertThat(recording.outputs()).containsEntry("url", "https://events.example.com/track");
        }
    }

    @Test
    void shouldDeployAnewWhenThePreflightAnswerChanges() {
        IngestApiArgs.Builder rest = required().frontDoor(FrontDoor.REST).corsOrigins("https://a.example");

        assertThat(triggers(rest.corsCredentials(false).build()))
                .isNotEqualTo(triggers(rest.corsCredentials(true).build()));
    }

    private static Object triggers(IngestApiArgs args) {
        return record(args)
                .inputs("aws:apigateway/deployment:Deployment", "door-deployment")
                .get("triggers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example, https://b.example", "https://*"})
    void shouldRefuseOriginsThatAFixedAnswerCannotName(String origins) {
        IngestApiArgs args = required()
                .frontDoor(FrontDoor.REST)
                .corsOrigins(origins.split(", "))
                .build();

        assertThat(errors(args))
                .containsExactly("corsOrigins: " + origins + " is not allowed with a REST front door, whose answer is "
                        + "fixed; allowed is one origin, or * for any");
    }

    @Test
    void shouldRefuseABeaconBehindRest() {
        assertThat(errors(required().frontDoor(FrontDoor.REST).beacon(true).build()))
                .containsExactly("beacon: true is not allowed with a REST front door, which takes API keys in a header "
                        + "only; allowed is false, or an HTTP front door");
    }

    @ParameterizedTest
    @CsvSource({"HTTP, *, *", "REST, *, *", "HTTP, https://*, https://*", "HTTP, '', empty", "REST, '', empty"})
    void shouldRefuseCredentialsUnlessEachOriginIsNamed(FrontDoor frontDoor, String origin, String named) {
        IngestApiArgs args = required()
                .frontDoor(frontDoor)
                .corsOrigins(origin.isEmpty() ? List.of() : List.of(origin))
                .corsCredentials(true)
                .build();

        assertThat(errors(args))
                .containsExactly("corsCredentials: true is not allowed with corsOrigins " + named
                        + "; allowed is false, or corsOrigins that name each origin without *");
    }

    @Test
    void shouldWantADomainAndItsCertificateTogether() {
        assertThat(errors(required().domainName("events.example.com").build()))
                .containsExactly("certificateArn: a value is required with domainName events.example.com; set it on "
                        + "the builder");
        assertThat(errors(required().certificateArn("arn").build()))
                .containsExactly("domainName: a value is required with certificateArn and hostedZoneId; set it on the "
                        + "builder");
        assertThat(errors(required().hostedZoneId("Z1").build()))
                .containsExactly("domainName: a value is required with certificateArn and hostedZoneId; set it on the "
                        + "builder");
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThatThrownBy(() -> IngestApiArgs.builder().build())
                .isInstanceOf(RunException.class)
                .hasMessage("IngestApiArgs.streamName: a value is required; set it on the builder");
        assertThatThrownBy(() -> required().streamArn((Output<String>) null).build())
                .hasMessage("IngestApiArgs.streamArn: a value is required; set it on the builder");
        assertThatThrownBy(() -> required().functionsJar((Output<String>) null).build())
                .hasMessage("IngestApiArgs.functionsJar: a value is required; set it on the builder");
        assertThatThrownBy(() -> IngestApiArgs.builder()
                        .streamName("events")
                        .streamArn("arn")
                        .functionsJar("functions.jar")
                        .build())
                .hasMessage("IngestApiArgs.apiKeyNames: a value is required; set it on the builder");
    }

    @Test
    void shouldKeepWhatComesFromAKeySecret() {
        AtomicReference<Boolean> secret = new AtomicReference<>();
        Recording.of(context -> {
            Output<String> digests = ApiKeyDigest.all(Map.of("first", new ApiKey("key")));
            secret.set(Internal.of(digests).getDataAsync().join().isSecret());
        });

        assertThat(secret).hasValue(true);
    }

    private static List<String> errors(IngestApiArgs args) {
        return Recording.of("test", Map.of(), context -> new IngestApi("door", args, ComponentResourceOptions.Empty))
                .errors();
    }
}
