package dev.lolscale.graph.pages;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each stack as a page: what a change of the program changes in a stack is seen in its review. */
class GraphPagesTest {

    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldBeWhatTheProgramDeclares(String stack) {
        StackGraph graph = Recorder.record(StackConfiguration.read(ROOT, stack), Recorder.Mode.UPDATE, Main::stack);
        ReviewText readable = ReviewText.of(graph);
        StringBuilder page = new StringBuilder();
        List<GraphResource> components = graph.resources().stream()
                .filter(resource -> !resource.custom() && !resource.type().equals("pulumi:pulumi:Stack"))
                .sorted(Comparator.comparing(GraphResource::name))
                .toList();
        for (GraphResource component : components) {
            page.append("\n## ").append(component.name()).append("\n\n```\n");
            graph.children(component).stream()
                    .sorted(Comparator.comparing(GraphResource::name).thenComparing(GraphResource::type))
                    .forEach(resource -> append(page, readable, resource));
            page.append("```\n");
        }
        page.append('\n');

        Page.shouldHold("graphs/" + stack + ".md", page.toString());
    }

    private static void append(StringBuilder page, ReviewText readable, GraphResource resource) {
        page.append(resource.name()).append("  ").append(resource.type());
        page.append(resource.protect() ? "  (protected)\n" : "\n");
        readable.inputs(resource).forEach((path, value) -> page.append("  ")
                .append(path)
                .append(": ")
                .append(value)
                .append('\n'));
    }
}
