package dev.lolscale.graph.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.Context;
import com.pulumi.asset.FileArchive;
import com.pulumi.aws.apigateway.ApiKey;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.lolscale.graph.Artifact;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphJson;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.GraphTree;
import dev.lolscale.graph.Secret;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private static final StackConfiguration CONFIGURATION =
            new StackConfiguration("shop", "test", Map.of("aws:region", "eu-west-1", "shop:size", "3"), Set.of());

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    private static final String FUNCTION = "aws:lambda/function:Function";

    /** A component with a bucket, its access block, and a function whose environment holds an API key. */
    private static final class Store extends ComponentResource {
        Store(String name) {
            super("shop:index:Store", name, ComponentResourceOptions.Empty);
            CustomResourceOptions child =
                    CustomResourceOptions.builder().parent(this).build();
            BucketV2 bucket = new BucketV2(
                    name + "-bucket",
                    BucketV2Args.builder().tags(Map.of("team", "shop")).build(),
                    CustomResourceOptions.builder()
                            .parent(this)
                            .protect(true)
                            .retainOnDelete(true)
                            .ignoreChanges("tags")
                            .aliases(Alias.builder().name("old-bucket").build())
                            .build());
            new BucketPublicAccessBlock(
                    name + "-block",
                    BucketPublicAccessBlockArgs.builder()
                            .bucket(bucket.id())
                            .blockPublicAcls(true)
                            .build(),
                    child);
            ApiKey key = new ApiKey(name + "-key", null, child);
            new Function(
                    name + "-function",
                    FunctionArgs.builder()
                            .role(Output.of("arn:aws:iam::123456789012:role/x"))
                            .memorySize(512)
                            .code(new FileArchive("some.jar"))
                            .environment(FunctionEnvironmentArgs.builder()
                                    .variables(Output.tuple(bucket.bucket(), key.value())
                                            .applyValue(both -> Map.of("BUCKET", both.t1, "KEY", both.t2)))
                                    .build())
                            .build(),
                    child);
            registerOutputs(Map.of("bucket", bucket.bucket()));
        }
    }

    private static void program(Context context) {
        new Store("store");
        context.export("size", context.config().require("size"));
    }

    @Test
    void shouldRecordWhatTheProgramRegistersInAnUpdate() {
        StackGraph graph = record(Recorder.Mode.UPDATE);

        assertThat(graph.resources())
                .extracting(GraphResource::urn)
                .containsExactly(
                        "urn:pulumi:test::shop::pulumi:pulumi:Stack::shop-test",
                        "urn:pulumi:test::shop::shop:index:Store$aws:apigateway/apiKey:ApiKey::store-key",
                        "urn:pulumi:test::shop::shop:index:Store$" + FUNCTION + "::store-function",
                        "urn:pulumi:test::shop::shop:index:Store$" + BLOCK + "::store-block",
                        "urn:pulumi:test::shop::shop:index:Store$" + BUCKET + "::store-bucket",
                        "urn:pulumi:test::shop::shop:index:Store::store");
        assertThat(graph.outputs().text("size")).isEqualTo("3");

        GraphResource bucket = graph.resource(BUCKET, "store-bucket");
        assertThat(bucket.parent()).isEqualTo("urn:pulumi:test::shop::shop:index:Store::store");
        assertThat(bucket.protect()).isTrue();
        assertThat(bucket.retainOnDelete()).isTrue();
        assertThat(bucket.ignoreChanges()).containsExactly("tags");
        // The second one is the AWS package's own: the type's former name.
        assertThat(bucket.aliases()).containsExactly("name=old-bucket", "type=aws:s3/bucket:Bucket");
        assertThat(bucket.inputs().text("tags.team")).isEqualTo("shop");
        assertThat(bucket.outputs().text("arn")).startsWith("arn:aws:s3:::store-bucket-");

        GraphResource block = graph.resource(BLOCK, "store-block");
        assertThat(block.propertyDependencies()).isEqualTo(Map.of("bucket", List.of(bucket.urn())));
        assertThat(block.dependencies()).containsExactly(bucket.urn());
        assertThat(block.inputs().text("bucket")).isEqualTo(bucket.outputs().text("id"));
        assertThat(block.protect()).isFalse();

        GraphResource function = graph.resource(FUNCTION, "store-function");
        assertThat(function.inputs().number("memorySize")).isEqualTo(512);
        assertThat(function.inputs().artifact("code")).isEqualTo(new Artifact(Artifact.Kind.ARCHIVE, "some.jar", ""));
        assertThat(graph.find(BUCKET, "arn", bucket.outputs().text("arn"))).contains(bucket);
    }

    @Test
    void shouldKeepSecretsSecretWhereverTheGraphIsShown() {
        StackGraph graph = record(Recorder.Mode.UPDATE);
        GraphResource function = graph.resource(FUNCTION, "store-function");
        String key = function.inputs().textsByKey("environment.variables").get("KEY");

        assertThat(key).hasSize(40);
        assertThat(function.inputs().object("environment").values().get("variables"))
                .isInstanceOf(Secret.class);
        assertThat(function.toString()).contains(Secret.REDACTED).doesNotContain(key);
        assertThat(GraphJson.of(graph).toString()).contains("\"[secret]\"").doesNotContain(key);
        assertThat(GraphTree.of(graph)).doesNotContain(key);
    }

    @Test
    void shouldLeaveComputedValuesUnknownInAPreview() {
        StackGraph graph = record(Recorder.Mode.PREVIEW);

        GraphResource block = graph.resource(BLOCK, "store-block");
        assertThat(graph.resources()).hasSize(6);
        assertThat(block.inputs().values().get("bucket")).isEqualTo(Unknown.UNKNOWN);
        assertThat(GraphJson.of(graph).toString()).contains("[unknown]");
    }

    @Test
    void shouldGiveTheSameGraphEveryTime() {
        assertThat(record(Recorder.Mode.UPDATE)).isEqualTo(record(Recorder.Mode.UPDATE));
    }

    @Test
    void shouldRefuseAResourceThatStandsTwice() {
        assertThatThrownBy(() -> Recorder.record(CONFIGURATION, Recorder.Mode.UPDATE, context -> {
                    new BucketV2("twice");
                    new BucketV2("twice");
                }))
                .isInstanceOf(GraphException.class)
                .hasMessage("stack test: Duplicate resource URN 'urn:pulumi:test::shop::" + BUCKET
                        + "::twice'; give one of them another name");
    }

    @Test
    void shouldSayInOneLineWhyAProgramFailed() {
        assertThatThrownBy(() -> Recorder.record(CONFIGURATION, Recorder.Mode.UPDATE, context -> {
                    throw new IllegalArgumentException("shop:size is -1; allowed is 1 to 9");
                }))
                .isInstanceOf(GraphException.class)
                .hasMessage("stack test: shop:size is -1; allowed is 1 to 9");
    }

    @Test
    void shouldDrawTheTreeOfTheStack() {
        assertThat(GraphTree.of(record(Recorder.Mode.UPDATE))).isEqualTo("""
                        shop-test  pulumi:pulumi:Stack
                        └─ store  shop:index:Store
                           ├─ store-block  aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock
                           ├─ store-bucket  aws:s3/bucketV2:BucketV2  (protected)
                           ├─ store-function  aws:lambda/function:Function
                           └─ store-key  aws:apigateway/apiKey:ApiKey
                        size = 3
                        """);
    }

    private static StackGraph record(Recorder.Mode mode) {
        return Recorder.record(CONFIGURATION, mode, RecorderTest::program);
    }
}
