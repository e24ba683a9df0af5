package dev.lolscale.graph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.lolscale.graph.GraphJson;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The graph says what the program declares, not when it did; and where each input comes from. */
class RegistrationOrderTest {

    private static final StackConfiguration CONFIGURATION =
            new StackConfiguration("shop", "test", Map.of("aws:region", "eu-west-1"), Set.of());

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    private static final String QUEUE = "aws:sqs/queue:Queue";

    /** A component with a bucket and what hangs on it. */
    private static final class Store extends ComponentResource {
        private final BucketV2 bucket;

        Store(String name) {
            super("shop:index:Store", name, ComponentResourceOptions.Empty);
            CustomResourceOptions child =
                    CustomResourceOptions.builder().parent(this).build();
            bucket = new BucketV2(name + "-bucket", BucketV2Args.Empty, child);
            block(name + "-block", bucket, child);
            registerOutputs(Map.of("bucket", bucket.bucket()));
        }
    }

    @ParameterizedTest
    @EnumSource(Recorder.Mode.class)
    void shouldGiveTheSameGraphWhateverTheOrderOfRegistration(Recorder.Mode mode) {
        List<Runnable> declarations = new ArrayList<>(List.of(
                () -> new Store("books"),
                () -> new Queue("orders"),
                () -> new Store("apples"),
                () -> new BucketV2("lonely"),
                () -> new Queue("named", QueueArgs.builder().name("the-queue").build())));
        StackGraph forwards = record(mode, context -> declarations.forEach(Runnable::run));
        Collections.reverse(declarations);
        StackGraph backwards = record(mode, context -> declarations.forEach(Runnable::run));

        assertThat(forwards.resources()).hasSize(1 + 2 * 3 + 3);
        assertThat(backwards).isEqualTo(forwards);
        assertThat(GraphJson.of(backwards)).hasToString(GraphJson.of(forwards).toString());
    }

    @Test
    void shouldGiveTheSameGraphWhateverTheOrderOfTags() {
        StackGraph forwards = record(
                Recorder.Mode.UPDATE,
                context -> new BucketV2(
                        "one",
                        BucketV2Args.builder()
                                .tags(Map.of("a", "1", "b", "2", "c", "3"))
                                .build()));
        StackGraph backwards = record(
                Recorder.Mode.UPDATE,
                context -> new BucketV2(
                        "one",
                        BucketV2Args.builder()
                                .tags(Map.of("c", "3", "b", "2", "a", "1"))
                                .build()));

        assertThat(GraphJson.of(backwards)).hasToString(GraphJson.of(forwards).toString());
    }

    @Test
    void shouldNotTakeAnotherProgramForTheSame() {
        StackGraph one = record(Recorder.Mode.UPDATE, context -> new BucketV2("one"));

        assertThat(record(Recorder.Mode.UPDATE, context -> new BucketV2("two"))).isNotEqualTo(one);
        assertThat(record(
                        Recorder.Mode.UPDATE,
                        context -> new BucketV2(
                                "one", BucketV2Args.builder().forceDestroy(true).build())))
                .isNotEqualTo(one);
    }

    @Test
    void shouldNameForEachInputTheResourcesItComesFrom() {
        StackGraph graph = record(Recorder.Mode.UPDATE, context -> {
            BucketV2 first = new BucketV2("first");
            BucketV2 second = new BucketV2("second");
            new Queue(
                    "queue",
                    QueueArgs.builder()
                            // From two, by way of a computation, and hidden.
                            .policy(Output.tuple(first.arn(), second.arn())
                                    .applyValue(arns -> arns.t1 + arns.t2)
                                    .asSecret())
                            .name(second.bucket().applyValue(name -> name + "-queue"))
                            .delaySeconds(5)
                            .tags(Map.of("fixed", "text"))
                            .build());
        });

        String first = graph.resource(BUCKET, "first").urn();
        String second = graph.resource(BUCKET, "second").urn();
        GraphResource queue = graph.resource(QUEUE, "queue");
        assertThat(queue.propertyDependencies())
                .isEqualTo(Map.of("policy", List.of(first, second), "name", List.of(second)));
        assertThat(queue.dependencies()).containsExactly(first, second);
        assertThat(queue.inputs().text("policy"))
                .isEqualTo("arn:aws:s3:::" + name(graph, "first") + "arn:aws:s3:::" + name(graph, "second"));
        assertThat(queue.toString()).doesNotContain("arn:aws:s3:::" + name(graph, "first"));
        assertThat(queue.inputs().text("name")).isEqualTo(name(graph, "second") + "-queue");
    }

    @Test
    void shouldTellAWaitFromAUse() {
        StackGraph graph = record(Recorder.Mode.UPDATE, context -> {
            BucketV2 bucket = new BucketV2("bucket");
            new Queue(
                    "queue",
                    QueueArgs.Empty,
                    CustomResourceOptions.builder().dependsOn(bucket).build());
        });

        GraphResource queue = graph.resource(QUEUE, "queue");
        assertThat(queue.dependencies())
                .containsExactly(graph.resource(BUCKET, "bucket").urn());
        assertThat(queue.propertyDependencies()).isEmpty();
    }

    @Test
    void shouldSeeThroughAComponentToTheResourceBehindItsOutput() {
        StackGraph graph = record(Recorder.Mode.UPDATE, context -> block("outside", new Store("books").bucket, null));

        GraphResource block = graph.resource(BLOCK, "outside");
        assertThat(block.propertyDependencies())
                .isEqualTo(Map.of(
                        "bucket", List.of(graph.resource(BUCKET, "books-bucket").urn())));
    }

    @Test
    void shouldKeepDependenciesOnIdentifiersInAPreview() {
        StackGraph graph = record(Recorder.Mode.PREVIEW, context -> new Store("books"));

        assertThat(graph.resource(BLOCK, "books-block").propertyDependencies())
                .isEqualTo(Map.of(
                        "bucket", List.of(graph.resource(BUCKET, "books-bucket").urn())));
    }

    @Test
    void shouldLetNobodySpeakBesideIt() {
        record(Recorder.Mode.UPDATE, context -> new BucketV2("one"));

        assertThat(Stream.of("com.pulumi", "io.grpc.internal.ManagedChannelOrphanWrapper"))
                .allSatisfy(name -> assertThat(
                                java.util.logging.Logger.getLogger(name).getUseParentHandlers())
                        .isFalse());
    }

    private static void block(String name, BucketV2 bucket, CustomResourceOptions options) {
        new BucketPublicAccessBlock(
                name, BucketPublicAccessBlockArgs.builder().bucket(bucket.id()).build(), options);
    }

    private static String name(StackGraph graph, String bucket) {
        return graph.resource(BUCKET, bucket).outputs().text("bucket");
    }

    private static StackGraph record(Recorder.Mode mode, Consumer<Context> program) {
        return Recorder.record(CONFIGURATION, mode, program);
    }
}
