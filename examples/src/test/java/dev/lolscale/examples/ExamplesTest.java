package dev.lolscale.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.check.PackConfiguration;
import dev.lolscale.graph.check.PolicyCheck;
import dev.lolscale.graph.recorder.Recorder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example declares what it promises, in preview and update, and keeps every policy. */
class ExamplesTest {

    private static final Path PACK = Path.of("../policies").toAbsolutePath().normalize();

    private static final StackConfiguration CONFIGURATION = new StackConfiguration(
            "example", "dev", Map.of("aws:region", "eu-central-1", "example:bucket", "clicks-of-the-shop"), Set.of());

    static List<Arguments> examples() {
        return List.of(
                example(
                        LakeOnExistingBucket::stack,
                        List.of("lolscale:index:Lakehouse lake", "lolscale:index:QueryLayer queries"),
                        List.of("aws:s3/bucketV2:BucketV2 queries-results")),
                example(
                        TwoTeamsOneLake::stack,
                        List.of(
                                "lolscale:index:DeliveryPipeline delivery",
                                "lolscale:index:IngestApi games",
                                "lolscale:index:IngestApi shop",
                                "lolscale:index:Lakehouse lake"),
                        List.of("aws:s3/bucketV2:BucketV2 delivery-landing")),
                example(
                        PipelineAlone::stack,
                        List.of(
                                "lolscale:index:DeliveryPipeline delivery",
                                "lolscale:index:EncryptionKey key",
                                "lolscale:index:Operations watch"),
                        List.of("aws:s3/bucketV2:BucketV2 delivery-landing")));
    }

    private static Arguments example(Consumer<Context> program, List<String> components, List<String> buckets) {
        return Arguments.of(program, components, buckets);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldDeclareItsComponentsAndKeepEveryPolicy(
            Consumer<Context> program, List<String> components, List<String> buckets) throws Exception {
        StackGraph preview = Recorder.record(CONFIGURATION, Recorder.Mode.PREVIEW, program);
        StackGraph update = Recorder.record(CONFIGURATION, Recorder.Mode.UPDATE, program);

        assertThat(names(preview, "")).isEqualTo(names(update, ""));
        assertThat(names(update, "lolscale:")).containsExactlyInAnyOrderElementsOf(components);
        assertThat(names(update, "aws:s3/bucketV2:")).containsExactlyElementsOf(buckets);
        try (PolicyCheck check = PolicyCheck.start(PACK, CONFIGURATION, step -> {})) {
            assertThat(check.judge(update, PackConfiguration.none()).violations())
                    .isEmpty();
        }
    }

    private static List<String> names(StackGraph graph, String type) {
        return graph.resources().stream()
                .filter(resource -> resource.type().startsWith(type))
                .map(ExamplesTest::name)
                .toList();
    }

    private static String name(GraphResource resource) {
        return resource.type() + " " + resource.name();
    }
}
