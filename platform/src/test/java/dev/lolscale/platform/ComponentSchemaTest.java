package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.provider.internal.Metadata;
import com.pulumi.provider.internal.infer.ComponentAnalyzer;
import com.pulumi.provider.internal.properties.PropertyValue;
import com.pulumi.provider.internal.properties.PropertyValueSerializer;
import com.pulumi.provider.internal.schema.PackageSpec;
import com.pulumi.provider.internal.schema.ResourceSpec;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The components have the shape from which Pulumi can serve them to programs in other languages. */
class ComponentSchemaTest {

    private static final PackageSpec SCHEMA = ComponentAnalyzer.generateSchema(
            new Metadata("lolscale", "0.1.0", "lolscale"),
            IngestApi.class,
            DeliveryPipeline.class,
            Lakehouse.class,
            QueryLayer.class,
            Operations.class,
            Reporting.class,
            EncryptionKey.class);

    @Test
    void shouldOfferEveryComponentUnderItsType() {
        assertThat(SCHEMA.getResources())
                .containsOnlyKeys(
                        "lolscale:index:IngestApi",
                        "lolscale:index:DeliveryPipeline",
                        "lolscale:index:Lakehouse",
                        "lolscale:index:QueryLayer",
                        "lolscale:index:Operations",
                        "lolscale:index:Reporting",
                        "lolscale:index:EncryptionKey");
    }

    @Test
    void shouldOfferExactlyTheArgumentsAndOutputs() {
        ResourceSpec ingest = SCHEMA.getResources().get("lolscale:index:IngestApi");
        ResourceSpec delivery = SCHEMA.getResources().get("lolscale:index:DeliveryPipeline");
        ResourceSpec lakehouse = SCHEMA.getResources().get("lolscale:index:Lakehouse");
        ResourceSpec query = SCHEMA.getResources().get("lolscale:index:QueryLayer");

        assertThat(ingest.getInputProperties())
                .containsOnlyKeys(
                        "frontDoor",
                        "streamName",
                        "streamArn",
                        "functionsJar",
                        "apiKeyNames",
                        "corsOrigins",
                        "corsCredentials",
                        "beacon",
                        "authorizerCacheSeconds",
                        "domainName",
                        "certificateArn",
                        "hostedZoneId",
                        "memoryMegabytes",
                        "timeoutSeconds",
                        "throttlingRateLimit",
                        "throttlingBurstLimit",
                        "requestsPerMonth",
                        "invocationsPerLogLine",
                        "logRetentionDays",
                        "encryptionKeyArn");
        assertThat(ingest.getRequiredInputs())
                .containsExactly("apiKeyNames", "functionsJar", "streamArn", "streamName");
        assertThat(ingest.getProperties())
                .containsOnlyKeys(
                        "url",
                        "beaconUrl",
                        "metricsApi",
                        "stageName",
                        "trackFunctionName",
                        "authorizerFunctionName",
                        "apiKeyIds");
        assertThat(delivery.getInputProperties())
                .containsOnlyKeys(
                        "partitioner",
                        "bucketName",
                        "replaceNotification",
                        "prefix",
                        "partitionedPrefix",
                        "bufferMegabytes",
                        "bufferSeconds",
                        "functionsJar",
                        "retentionDays",
                        "tieringDays",
                        "versioned",
                        "deleteData",
                        "protectData",
                        "logRetentionDays",
                        "encryptionKeyArn");
        assertThat(delivery.getRequiredInputs()).isEmpty();
        assertThat(delivery.getProperties())
                .containsOnlyKeys(
                        "streamName",
                        "streamArn",
                        "bucketName",
                        "rawPrefix",
                        "moverFunctionName",
                        "queueName",
                        "deadLetterQueueName");
        assertThat(lakehouse.getRequiredInputs()).containsExactly("bucketName", "jobJar", "jobScript");
        assertThat(lakehouse.getProperties())
                .containsOnlyKeys(
                        "databaseName", "rawTable", "eventTable", "quarantineTable", "jobName", "workflowName");
        assertThat(query.getRequiredInputs())
                .containsExactly("databaseName", "eventTable", "quarantineTable", "rawTable");
        assertThat(query.getProperties())
                .containsOnlyKeys("workgroupName", "workgroupArn", "resultsBucketName", "queryIds");
        ResourceSpec key = SCHEMA.getResources().get("lolscale:index:EncryptionKey");
        assertThat(key.getInputProperties()).containsOnlyKeys("bucketNotifications", "alarms", "protectData");
        assertThat(key.getRequiredInputs()).isEmpty();
        assertThat(key.getProperties()).containsOnlyKeys("keyArn");
        ResourceSpec operations = SCHEMA.getResources().get("lolscale:index:Operations");
        assertThat(operations.getRequiredInputs()).isEmpty();
        assertThat(operations.getInputProperties())
                .containsOnlyKeys(
                        "streamName",
                        "httpApiId",
                        "restApiName",
                        "stageName",
                        "trackFunctionName",
                        "authorizerFunctionName",
                        "moverFunctionName",
                        "queueName",
                        "deadLetterQueueName",
                        "jobName",
                        "workgroupName",
                        "monthlyBudgetDollars",
                        "costTagValue",
                        "encryptionKeyArn",
                        "deliverySeconds",
                        "unmovedSeconds",
                        "serverErrorPercent",
                        "quarantinePercent",
                        "jobHours",
                        "freshnessHours",
                        "runbookUrl",
                        "costTagKey",
                        "emails");
        assertThat(operations.getProperties()).containsOnlyKeys("topicArn", "dashboardName");
        ResourceSpec reporting = SCHEMA.getResources().get("lolscale:index:Reporting");
        assertThat(reporting.getRequiredInputs())
                .containsExactly(
                        "bucketName",
                        "databaseName",
                        "eventTable",
                        "quarantineTable",
                        "rawTable",
                        "resultsBucketName",
                        "workgroupArn");
        assertThat(reporting.getInputProperties())
                .containsOnlyKeys(
                        "workgroupArn",
                        "resultsBucketName",
                        "bucketName",
                        "rawPrefix",
                        "databaseName",
                        "rawTable",
                        "eventTable",
                        "quarantineTable",
                        "quicksightPrincipalArn",
                        "quicksightImport",
                        "refreshTime",
                        "biAccess",
                        "bytesScannedCutoffPerQuery",
                        "encryptionKeyArn");
        assertThat(reporting.getProperties())
                .containsOnlyKeys("dashboardId", "biPolicyArn", "biWorkgroupName", "jdbcUrl");
    }

    @Test
    void shouldBuildAComponentFromArgumentsThatComeOverTheWire() {
        Recording recording = Recording.of(context -> {
            PropertyValue inputs = PropertyValue.of(Map.of(
                    "frontDoor", PropertyValue.of("rest"),
                    "streamName", PropertyValue.of("events"),
                    "streamArn", PropertyValue.of("arn:aws:firehose:us-east-1:123456789012:deliverystream/events"),
                    "functionsJar", PropertyValue.of("functions.jar"),
                    "apiKeyNames", PropertyValue.of(List.of(PropertyValue.of("first"))),
                    "memoryMegabytes", PropertyValue.of(256.0)));
            new IngestApi(
                    "door",
                    PropertyValueSerializer.deserialize(inputs, IngestApiArgs.class),
                    ComponentResourceOptions.Empty);
        });

        assertThat(recording.namesOf("aws:apigateway/restApi:RestApi")).containsExactly("door-api");
        assertThat(recording.inputs("aws:lambda/function:Function", "door-track"))
                .containsEntry("memorySize", 256L)
                .containsEntry("timeout", 10L);
    }

    @Test
    void shouldHandTheAddressOfTheBeaconBackOverTheWireOnlyWhenThereIsOne() {
        assertThat(outputs(IngestApiTest.required().build()))
                .containsOnlyKeys(
                        "urn",
                        "url",
                        "metricsApi",
                        "stageName",
                        "trackFunctionName",
                        "authorizerFunctionName",
                        "apiKeyIds");
        assertThat(outputs(IngestApiTest.required().beacon(true).build())
                        .get("beaconUrl")
                        .getOutputValue()
                        .getValue())
                .isEqualTo(PropertyValue.of("https://door-api.example.com/beacon"));
    }

    private static Map<String, PropertyValue> outputs(IngestApiArgs args) {
        AtomicReference<Map<String, PropertyValue>> outputs = new AtomicReference<>();
        Recording.of(context -> outputs.set(PropertyValueSerializer.stateFromComponentResource(
                new IngestApi("door", args, ComponentResourceOptions.Empty))));
        return outputs.get();
    }

    @Test
    void shouldNameWhatAChoiceAllowsWhenItComesOverTheWire() {
        Recording recording = Recording.of("test", Map.of(), context -> {
            PropertyValue inputs = PropertyValue.of(Map.of("partitioner", PropertyValue.of("glue")));
            new DeliveryPipeline(
                    "pipe",
                    PropertyValueSerializer.deserialize(inputs, DeliveryPipelineArgs.class),
                    ComponentResourceOptions.Empty);
        });

        assertThat(recording.errors())
                .containsExactly("partitioner: \"glue\" is not allowed; allowed are firehose, mover");
    }
}
