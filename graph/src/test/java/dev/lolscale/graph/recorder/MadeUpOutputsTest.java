package dev.lolscale.graph.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.Context;
import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.apigateway.ApiKey;
import com.pulumi.aws.apigateway.Resource;
import com.pulumi.aws.apigateway.ResourceArgs;
import com.pulumi.aws.apigateway.RestApi;
import com.pulumi.aws.apigatewayv2.Api;
import com.pulumi.aws.apigatewayv2.ApiArgs;
import com.pulumi.aws.apigatewayv2.DomainName;
import com.pulumi.aws.apigatewayv2.DomainNameArgs;
import com.pulumi.aws.apigatewayv2.Stage;
import com.pulumi.aws.apigatewayv2.StageArgs;
import com.pulumi.aws.apigatewayv2.inputs.DomainNameDomainNameConfigurationArgs;
import com.pulumi.aws.athena.Workgroup;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.glue.CatalogDatabase;
import com.pulumi.aws.glue.CatalogDatabaseArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.kinesis.FirehoseDeliveryStream;
import com.pulumi.aws.kinesis.FirehoseDeliveryStreamArgs;
import com.pulumi.aws.lambda.Alias;
import com.pulumi.aws.lambda.AliasArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.core.Output;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.Secret;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the recorder answers in the place of AWS, seen through the graph of a program that uses it. */
class MadeUpOutputsTest {

    private static final String IN_ACCOUNT = ":eu-west-1:123456789012:";

    @Test
    void shouldGiveABucketTheNamesThatS3Gives() {
        StackGraph graph = record(context -> {
            new BucketV2("auto");
            new BucketV2("chosen", BucketV2Args.builder().bucket("my-bucket").build());
        });

        assertThat(outputs(graph, "auto").text("bucket")).matches("auto-[0-9a-f]{7}");
        Properties chosen = outputs(graph, "chosen");
        assertThat(chosen.text("id")).isEqualTo("my-bucket");
        assertThat(chosen.text("bucket")).isEqualTo("my-bucket");
        assertThat(chosen.text("arn")).isEqualTo("arn:aws:s3:::my-bucket");
        assertThat(chosen.text("bucketDomainName")).isEqualTo("my-bucket.s3.amazonaws.com");
        assertThat(chosen.text("bucketRegionalDomainName")).isEqualTo("my-bucket.s3.eu-west-1.amazonaws.com");
    }

    @Test
    void shouldGiveAFunctionAndItsAliasTheArnsThatLambdaGives() {
        StackGraph graph = record(context -> {
            Function function = new Function(
                    "track",
                    FunctionArgs.builder()
                            .name("track")
                            .role(Output.of("arn:aws:iam::123456789012:role/x"))
                            .build());
            new Alias(
                    "live",
                    AliasArgs.builder()
                            .name("live")
                            .functionName(function.name())
                            .functionVersion(function.version())
                            .build());
            new Alias(
                    "by-arn",
                    AliasArgs.builder()
                            .name("next")
                            .functionName(function.arn())
                            .functionVersion("1")
                            .build());
        });

        String arn = "arn:aws:lambda" + IN_ACCOUNT + "function:track";
        Properties function = outputs(graph, "track");
        assertThat(function.text("arn")).isEqualTo(arn);
        assertThat(function.text("qualifiedArn")).isEqualTo(arn + ":1");
        assertThat(function.text("version")).isEqualTo("1");
        assertThat(function.text("invokeArn"))
                .isEqualTo("arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/" + arn + "/invocations");
        assertThat(outputs(graph, "live").text("functionVersion")).isEqualTo("1");
        assertThat(outputs(graph, "live").text("arn")).isEqualTo(arn + ":live");
        assertThat(outputs(graph, "live").text("invokeArn"))
                .isEqualTo(
                        "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/" + arn + ":live/invocations");
        assertThat(outputs(graph, "by-arn").text("arn")).isEqualTo(arn + ":next");
    }

    @Test
    void shouldGiveApisTheAddressesThatApiGatewayGives() {
        StackGraph graph = record(context -> {
            Api api = new Api("http", ApiArgs.builder().protocolType("HTTP").build());
            new Stage(
                    "plain",
                    StageArgs.builder().apiId(api.id()).name("$default").build());
            new Stage("v1", StageArgs.builder().apiId(api.id()).name("v1").build());
            RestApi rest = new RestApi("rest");
            new Resource(
                    "track",
                    ResourceArgs.builder()
                            .restApi(rest.id())
                            .parentId(rest.rootResourceId())
                            .pathPart("track")
                            .build());
            new com.pulumi.aws.apigateway.Stage(
                    "prod",
                    com.pulumi.aws.apigateway.StageArgs.builder()
                            .restApi(rest.id())
                            .deployment("deployment")
                            .stageName("prod")
                            .build());
        });

        String http = outputs(graph, "http").text("id");
        assertThat(http).matches("[0-9a-f]{10}");
        assertThat(outputs(graph, "http").text("apiEndpoint"))
                .isEqualTo("https://" + http + ".execute-api.eu-west-1.amazonaws.com");
        assertThat(outputs(graph, "http").text("executionArn")).isEqualTo("arn:aws:execute-api" + IN_ACCOUNT + http);
        assertThat(outputs(graph, "plain").text("invokeUrl"))
                .isEqualTo("https://" + http + ".execute-api.eu-west-1.amazonaws.com/");
        assertThat(outputs(graph, "v1").text("invokeUrl"))
                .isEqualTo("https://" + http + ".execute-api.eu-west-1.amazonaws.com/v1");
        String rest = outputs(graph, "rest").text("id");
        assertThat(rest).matches("[0-9a-f]{10}").isNotEqualTo(http);
        assertThat(outputs(graph, "rest").text("rootResourceId"))
                .matches("[0-9a-f]{10}")
                .isNotEqualTo(rest);
        assertThat(outputs(graph, "track").text("path")).isEqualTo("/track");
        assertThat(outputs(graph, "prod").text("invokeUrl"))
                .isEqualTo("https://" + rest + ".execute-api.eu-west-1.amazonaws.com/prod");
        assertThat(outputs(graph, "prod").text("executionArn"))
                .isEqualTo("arn:aws:execute-api" + IN_ACCOUNT + rest + "/prod");
    }

    @Test
    void shouldGiveADomainNameTheTargetThatARecordCanName() {
        StackGraph graph = record(context -> {
            DomainName http = new DomainName(
                    "http",
                    DomainNameArgs.builder()
                            .domainName("events.example.com")
                            .domainNameConfiguration(DomainNameDomainNameConfigurationArgs.builder()
                                    .certificateArn("arn")
                                    .endpointType("REGIONAL")
                                    .securityPolicy("TLS_1_2")
                                    .build())
                            .build());
            new com.pulumi.aws.apigateway.DomainName(
                    "rest",
                    com.pulumi.aws.apigateway.DomainNameArgs.builder()
                            .domainName("rest.example.com")
                            .regionalCertificateArn("arn")
                            .build());
            new Record(
                    "record",
                    RecordArgs.builder()
                            .zoneId("Z1")
                            .name("events.example.com")
                            .type("A")
                            .records(http.domainNameConfiguration()
                                    .applyValue(made ->
                                            List.of(made.targetDomainName().orElseThrow())))
                            .build());
        });

        Properties http = outputs(graph, "http");
        String target = http.text("domainNameConfiguration.targetDomainName");
        assertThat(http.text("id")).isEqualTo("events.example.com");
        assertThat(http.text("domainNameConfiguration.certificateArn")).isEqualTo("arn");
        assertThat(http.text("domainNameConfiguration.hostedZoneId")).matches("Z[0-9A-F]{13}");
        assertThat(target).matches("d-[0-9a-f]{10}\\.execute-api\\.eu-west-1\\.amazonaws\\.com");
        Properties rest = outputs(graph, "rest");
        assertThat(rest.text("id")).isEqualTo("rest.example.com");
        assertThat(rest.text("regionalDomainName"))
                .matches("d-[0-9a-f]{10}\\.execute-api\\.eu-west-1\\.amazonaws\\.com")
                .isNotEqualTo(target);
        assertThat(rest.text("regionalZoneId")).isEqualTo(http.text("domainNameConfiguration.hostedZoneId"));
        assertThat(outputs(graph, "record").text("id")).isEqualTo("Z1_events.example.com_A");
        assertThat(outputs(graph, "record").text("fqdn")).isEqualTo("events.example.com");
        assertThat(outputs(graph, "record").texts("records")).containsExactly(target);
    }

    @Test
    void shouldGiveEachServiceItsFormOfArn() {
        StackGraph graph = record(context -> {
            new Queue("queue");
            new FirehoseDeliveryStream(
                    "stream",
                    FirehoseDeliveryStreamArgs.builder()
                            .name("events")
                            .destination("extended_s3")
                            .build());
            new LogGroup("logs", LogGroupArgs.builder().name("/aws/track").build());
            new Role(
                    "role",
                    RoleArgs.builder().name("track").assumeRolePolicy("{}").build());
            new CatalogDatabase(
                    "database", CatalogDatabaseArgs.builder().name("lake").build());
            new Workgroup("workgroup");
        });

        String queue = outputs(graph, "queue").text("name");
        assertThat(queue).matches("queue-[0-9a-f]{7}");
        assertThat(outputs(graph, "queue").text("arn")).isEqualTo("arn:aws:sqs" + IN_ACCOUNT + queue);
        assertThat(outputs(graph, "queue").text("url"))
                .isEqualTo("https://sqs.eu-west-1.amazonaws.com/123456789012/" + queue)
                .isEqualTo(outputs(graph, "queue").text("id"));
        assertThat(outputs(graph, "stream").text("arn"))
                .isEqualTo("arn:aws:firehose" + IN_ACCOUNT + "deliverystream/events");
        assertThat(outputs(graph, "logs").text("arn")).isEqualTo("arn:aws:logs" + IN_ACCOUNT + "log-group:/aws/track");
        assertThat(outputs(graph, "role").text("arn")).isEqualTo("arn:aws:iam::123456789012:role/track");
        assertThat(outputs(graph, "database").text("id")).isEqualTo("123456789012:lake");
        assertThat(outputs(graph, "workgroup").text("arn"))
                .isEqualTo("arn:aws:athena" + IN_ACCOUNT + "workgroup/"
                        + outputs(graph, "workgroup").text("name"));
    }

    @Test
    void shouldMakeTheValueOfAnApiKeyASecretOfItsOwn() {
        StackGraph graph = record(context -> {
            new ApiKey("first");
            new ApiKey("second");
        });

        assertThat(outputs(graph, "first").values().get("value")).isInstanceOf(Secret.class);
        assertThat(outputs(graph, "first").text("value"))
                .hasSize(40)
                .isNotEqualTo(outputs(graph, "second").text("value"));
        assertThat(graph.resources().toString())
                .doesNotContain(outputs(graph, "first").text("value"));
    }

    @Test
    void shouldHideWhatTheProgramWantsHidden() {
        StackGraph graph = record(context -> new BucketV2(
                "hidden",
                BucketV2Args.Empty,
                com.pulumi.resources.CustomResourceOptions.builder()
                        .additionalSecretOutputs("arn")
                        .build()));

        assertThat(outputs(graph, "hidden").values().get("arn")).isInstanceOf(Secret.class);
        assertThat(outputs(graph, "hidden").values().get("bucket")).isInstanceOf(String.class);
    }

    @Test
    void shouldMakeTheSameUpInEveryRecordingAndOtherInOtherStacks() {
        Consumer<Context> program = context -> new BucketV2("bucket");

        assertThat(outputs(record(program), "bucket")).isEqualTo(outputs(record(program), "bucket"));
        StackConfiguration other = new StackConfiguration("shop", "other", Map.of("aws:region", "eu-west-1"), Set.of());
        assertThat(outputs(Recorder.record(other, Recorder.Mode.UPDATE, program), "bucket")
                        .text("bucket"))
                .isNotEqualTo(outputs(record(program), "bucket").text("bucket"));
    }

    @Test
    void shouldAnswerWhoAndWhereThisIs() {
        StackGraph graph = record(context -> {
            context.export("account", AwsFunctions.getCallerIdentity().applyValue(identity -> identity.accountId()));
            context.export("region", AwsFunctions.getRegion().applyValue(region -> region.name()));
            context.export("partition", AwsFunctions.getPartition().applyValue(partition -> partition.partition()));
        });

        assertThat(graph.outputs().text("account")).isEqualTo("123456789012");
        assertThat(graph.outputs().text("region")).isEqualTo("eu-west-1");
        assertThat(graph.outputs().text("partition")).isEqualTo("aws");
    }

    @Test
    void shouldSayInOneLineWhatItCannotAnswer() {
        assertThatThrownBy(() -> record(context ->
                        context.export("zones", Ec2Functions.getVpcs().applyValue(vpcs -> vpcs.ids()))))
                .isInstanceOf(GraphException.class)
                .hasMessage("stack test: the recorder cannot answer aws:ec2/getVpcs:getVpcs: it asks nobody; take the"
                        + " value from the settings or from a resource");
    }

    private static Properties outputs(StackGraph graph, String name) {
        return graph.resources().stream()
                .filter(resource -> resource.name().equals(name))
                .map(GraphResource::outputs)
                .findFirst()
                .orElseThrow();
    }

    private static StackGraph record(Consumer<Context> program) {
        return Recorder.record(
                new StackConfiguration("shop", "test", Map.of("aws:region", "eu-west-1"), Set.of()),
                Recorder.Mode.UPDATE,
                program);
    }
}
