package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The key, and each component with one: what is encrypted by it, and which role may use it how. */
class EncryptionKeyTest {

    private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/k1";
    private static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    private static final String ENCRYPTION =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";

    @Nested
    class TheKey {

        @Test
        void shouldBeRotatedAndLetInOnlyTheAccountAndLogsByDefault() {
            Recording recording = record(EncryptionKeyArgs.builder().build());

            assertThat(recording.names())
                    .containsExactly(
                            "aws:kms/key:Key lock-key",
                            "aws:kms/keyPolicy:KeyPolicy lock-key-policy",
                            "lolscale:index:EncryptionKey lock");
            assertThat(recording.inputs("aws:kms/key:Key", "lock-key"))
                    .isEqualTo(Map.of(
                            "description",
                            "Events, their tables, queries and logs",
                            "enableKeyRotation",
                            true,
                            "deletionWindowInDays",
                            30L));
            assertThat(recording.protectedNames()).isEmpty();
            assertThat(principals(recording))
                    .containsExactly(
                            "{\"AWS\":[\"arn:aws:iam::123456789012:root\"]}",
                            "{\"Service\":[\"logs.us-east-1.amazonaws.com\"]}");
            assertThat(statements(recording).get(1)).isEqualTo(JsonParser.parseString("""
                    {"Effect": "Allow", "Principal": {"Service": ["logs.us-east-1.amazonaws.com"]},
                     "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey",
                                "kms:ReEncryptFrom", "kms:ReEncryptTo"],
                     "Resource": ["*"],
                     "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn":
                       ["arn:aws:logs:us-east-1:123456789012:log-group:*"]}}}
                    """));
        }

        @Test
        void shouldLetInWhoElseIsAskedFor() {
            Recording recording = record(EncryptionKeyArgs.builder()
                    .bucketNotifications(true)
                    .alarms(true)
                    .protectData(true)
                    .build());

            assertThat(principals(recording).subList(2, 5))
                    .containsExactly(
                            "{\"Service\":[\"s3.amazonaws.com\"]}",
                            "{\"Service\":[\"cloudwatch.amazonaws.com\"]}",
                            "{\"Service\":[\"budgets.amazonaws.com\"]}");
            assertThat(statements(recording).get(2)).isEqualTo(JsonParser.parseString("""
                    {"Effect": "Allow", "Principal": {"Service": ["s3.amazonaws.com"]},
                     "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": ["*"],
                     "Condition": {"StringEquals": {"aws:SourceAccount": ["123456789012"]}}}
                    """));
            assertThat(recording.protectedNames()).containsExactly("aws:kms/key:Key lock-key");
        }

        private static Recording record(EncryptionKeyArgs args) {
            return Recording.of(context ->
                    context.export("keyArn", new EncryptionKey("lock", args, ComponentResourceOptions.Empty).keyArn()));
        }

        private static List<JsonElement> statements(Recording recording) {
            return recording
                    .json("aws:kms/keyPolicy:KeyPolicy", "lock-key-policy", "policy")
                    .getAsJsonObject()
                    .get("Statement")
                    .getAsJsonArray()
                    .asList();
        }

        private static List<String> principals(Recording recording) {
            return statements(recording).stream()
                    .map(each -> each.getAsJsonObject().get("Principal").toString())
                    .toList();
        }
    }

    @Test
    void shouldEncryptDeliveryFromTheStreamToTheMover() {
        Recording recording = Recording.of(context -> new DeliveryPipeline(
                "pipe",
                DeliveryPipelineArgs.builder()
                        .partitioner(Partitioner.MOVER)
                        .functionsJar("functions.jar")
                        .encryptionKeyArn(KEY)
                        .build(),
                ComponentResourceOptions.Empty));

        assertThat(recording.inputs(ENCRYPTION, "pipe-landing-encryption").get("rules"))
                .isEqualTo(underTheKey());
        Map<String, Object> stream =
                recording.inputs("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "pipe-stream");
        assertThat(stream)
                .containsEntry(
                        "serverSideEncryption",
                        Map.of("enabled", true, "keyType", "CUSTOMER_MANAGED_CMK", "keyArn", KEY));
        assertThat(stream.get("extendedS3Configuration"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("kmsKeyArn", KEY);
        assertThat(recording.namesOf("aws:sqs/queue:Queue")).hasSize(2).allSatisfy(queue -> assertThat(
                        recording.inputs("aws:sqs/queue:Queue", queue))
                .containsEntry("kmsMasterKeyId", KEY)
                .doesNotContainKey("sqsManagedSseEnabled"));
        assertThat(recording.inputs("aws:lambda/function:Function", "pipe-mover"))
                .containsEntry("kmsKeyArn", KEY);
        shouldKeepLogsUnderTheKey(recording, 2);
        assertThat(keyStatements(recording, "pipe-stream"))
                .containsExactly(use("\"kms:Decrypt\", \"kms:GenerateDataKey\"", "\"s3.us-east-1.amazonaws.com\""));
        assertThat(keyStatements(recording, "pipe-mover"))
                .containsExactly(
                        use(
                                "\"kms:Decrypt\", \"kms:GenerateDataKey\"",
                                "\"s3.us-east-1.amazonaws.com\", \"sqs.us-east-1.amazonaws.com\""),
                        use("\"kms:Decrypt\"", "\"lambda.us-east-1.amazonaws.com\""));
    }

    @Test
    void shouldEncryptTheFunctionsOfTheDoor() {
        Recording recording = Recording.of(context -> new IngestApi(
                "door", IngestApiTest.required().encryptionKeyArn(KEY).build(), ComponentResourceOptions.Empty));

        assertThat(recording.namesOf("aws:lambda/function:Function")).hasSize(2).allSatisfy(function -> {
            assertThat(recording.inputs("aws:lambda/function:Function", function))
                    .containsEntry("kmsKeyArn", KEY);
            assertThat(keyStatements(recording, function))
                    .containsExactly(use("\"kms:Decrypt\"", "\"lambda.us-east-1.amazonaws.com\""));
        });
        shouldKeepLogsUnderTheKey(recording, 2);
    }

    @Test
    void shouldLetJobAndCrawlersReadWhatIsEncrypted() {
        Recording recording = Recording.of(context -> new Lakehouse(
                "lake", LakehouseTest.required().encryptionKeyArn(KEY).build(), ComponentResourceOptions.Empty));

        assertThat(keyStatements(recording, "lake-job"))
                .containsExactly(use("\"kms:Decrypt\", \"kms:GenerateDataKey\"", "\"s3.us-east-1.amazonaws.com\""));
        assertThat(keyStatements(recording, "lake-raw-discovery"))
                .containsExactly(use("\"kms:Decrypt\"", "\"s3.us-east-1.amazonaws.com\""));
        shouldKeepLogsUnderTheKey(recording, 2);
    }

    @Test
    void shouldEncryptResults() {
        Recording recording = Recording.of(context -> new QueryLayer(
                "ask", QueryLayerTest.required().encryptionKeyArn(KEY).build(), ComponentResourceOptions.Empty));

        assertThat(recording.inputs(ENCRYPTION, "ask-results-encryption").get("rules"))
                .isEqualTo(underTheKey());
        assertThat(recording
                        .inputs("aws:athena/workgroup:Workgroup", "ask-workgroup")
                        .get("configuration"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .extractingByKey("resultConfiguration")
                .isEqualTo(Map.of(
                        "outputLocation",
                        "s3://ask-results-id/",
                        "encryptionConfiguration",
                        Map.of("encryptionOption", "SSE_KMS", "kmsKeyArn", KEY)));
    }

    private static void shouldKeepLogsUnderTheKey(Recording recording, int groups) {
        assertThat(recording.namesOf(LOG_GROUP)).hasSize(groups).allSatisfy(group -> assertThat(
                        recording.inputs(LOG_GROUP, group))
                .containsEntry("kmsKeyId", KEY));
    }

    private static List<Object> underTheKey() {
        return List.of(Map.of(
                "applyServerSideEncryptionByDefault",
                Map.of("sseAlgorithm", "aws:kms", "kmsMasterKeyId", KEY),
                "bucketKeyEnabled",
                true));
    }

    private static List<JsonElement> keyStatements(Recording recording, String role) {
        return recording.statements(role).getAsJsonArray().asList().stream()
                .filter(statement -> statement.toString().contains("kms:"))
                .toList();
    }

    private static JsonElement use(String actions, String services) {
        return JsonParser.parseString("""
                {"Effect": "Allow", "Action": [%s], "Resource": ["%s"],
                 "Condition": {"StringEquals": {"kms:ViaService": [%s]}}}
                """.formatted(actions, KEY, services));
    }
}
