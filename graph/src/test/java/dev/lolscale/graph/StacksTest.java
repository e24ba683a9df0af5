package dev.lolscale.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real program, every stack of the project, as the recorder sees it. */
class StacksTest {

    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldRegisterTheSameResourcesInPreviewAndUpdate(String stack) {
        StackGraph preview = record(stack, Recorder.Mode.PREVIEW);
        StackGraph update = record(stack, Recorder.Mode.UPDATE);

        assertThat(urns(preview)).isEqualTo(urns(update)).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldGiveEveryResourceAParentThatIsThere(String stack) {
        StackGraph graph = record(stack, Recorder.Mode.UPDATE);
        List<String> urns = urns(graph);

        assertThat(graph.resources())
                .filteredOn(resource -> !resource.type().equals("pulumi:pulumi:Stack"))
                .allSatisfy(resource -> assertThat(urns).contains(resource.parent()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldShowNoApiKeyAndNoDigest(String stack) {
        StackGraph graph = record(stack, Recorder.Mode.UPDATE);
        String shown = GraphJson.of(graph) + GraphTree.of(graph);

        assertThat(graph.ofType("aws:apigateway/apiKey:ApiKey")).isNotEmpty().allSatisfy(key -> {
            assertThat(shown).doesNotContain(key.outputs().text("value"));
        });
        for (GraphResource function : graph.ofType("aws:lambda/function:Function")) {
            String digests =
                    function.inputs().textsByKey("environment.variables").get("API_KEYS");
            if (digests != null) {
                assertThat(shown).doesNotContain(digests.substring(digests.lastIndexOf(':') + 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void shouldGiveDevAndProdTheSameShape(String stack) {
        assertThat(shape(record(stack, Recorder.Mode.UPDATE))).isEqualTo(shape(record("dev", Recorder.Mode.UPDATE)));
    }

    /** Alarms and their kind are the difference: nobody is to be woken for dev. */
    private static boolean isWatching(GraphResource resource) {
        return resource.name().equals("operations") || resource.name().startsWith("operations-");
    }

    private static StackGraph record(String stack, Recorder.Mode mode) {
        return Recorder.record(StackConfiguration.read(ROOT, stack), mode, Main::stack);
    }

    private static List<String> urns(StackGraph graph) {
        return graph.resources().stream().map(GraphResource::urn).toList();
    }

    private static Set<String> shape(StackGraph graph) {
        Set<String> shape = new TreeSet<>();
        graph.resources().stream()
                .filter(resource -> !resource.type().equals("pulumi:pulumi:Stack"))
                .filter(resource -> !isWatching(resource))
                .forEach(resource ->
                        shape.add(resource.type() + " " + resource.name().replace(graph.stack(), "")));
        return shape;
    }
}
