package dev.lolscale.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code encryption: kms} nothing that keeps data is left without the stack's key, in any stack. */
class EncryptionTest {

    private static final Path ROOT = Path.of("..");

    /** Where each type that keeps data names its key. */
    private static final Map<String, String> KEYS = Map.of(
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
            "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
            "serverSideEncryption.keyArn",
            "aws:lambda/function:Function",
            "kmsKeyArn",
            "aws:sqs/queue:Queue",
            "kmsMasterKeyId",
            "aws:sns/topic:Topic",
            "kmsMasterKeyId",
            "aws:cloudwatch/logGroup:LogGroup",
            "kmsKeyId",
            "aws:athena/workgroup:Workgroup",
            "configuration.resultConfiguration.encryptionConfiguration.kmsKeyArn");

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldPutEverythingThatKeepsDataUnderTheOneKey(String stack) {
        StackGraph graph = record(stack, "kms");
        List<GraphResource> keys = graph.ofType("aws:kms/key:Key");

        assertThat(keys).extracting(GraphResource::name).containsExactly("encryption-key");
        String key = keys.get(0).outputs().text("arn");
        KEYS.forEach((type, path) -> assertThat(graph.ofType(type))
                .allSatisfy(resource ->
                        assertThat(keyOf(resource, path)).as(resource.name()).isEqualTo(key)));
        assertThat(graph.ofType("aws:iam/rolePolicy:RolePolicy"))
                .allSatisfy(policy -> assertThat(policy.inputs().text("policy"))
                        .as(policy.name())
                        .contains(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "classic"})
    void shouldHaveNoKeyOfItsOwnOtherwise(String stack) {
        StackGraph graph = record(stack, "sse-s3");

        assertThat(graph.ofType("aws:kms/key:Key")).isEmpty();
        assertThat(GraphJson.of(graph).toString()).doesNotContain("kms:");
    }

    private static String keyOf(GraphResource resource, String path) {
        return path.startsWith("rules[0].")
                ? resource.inputs().objects("rules").get(0).text(path.substring("rules[0].".length()))
                : resource.inputs().text(path);
    }

    private static StackGraph record(String stack, String encryption) {
        return Recorder.record(
                StackConfiguration.read(ROOT, stack).with("encryption", encryption), Recorder.Mode.UPDATE, Main::stack);
    }
}
