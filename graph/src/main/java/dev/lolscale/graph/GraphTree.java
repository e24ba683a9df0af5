package dev.lolscale.graph;

import java.util.Comparator;
import java.util.List;

/** The stack graph as a tree of lines, parents above their children. */
public final class GraphTree {

    private GraphTree() {}

    /** One line a resource, {@code name  type}, with {@code (protected)} where it is; then the outputs. */
    public static String of(StackGraph graph) {
        StringBuilder text = new StringBuilder();
        for (GraphResource resource : graph.resources()) {
            if (resource.parent().isEmpty()) {
                append(text, graph, resource, "", "");
            }
        }
        graph.outputs()
                .values()
                .forEach((key, value) ->
                        text.append(key).append(" = ").append(oneLine(value)).append('\n'));
        return text.toString();
    }

    /** A page among the outputs would hide the others. */
    private static String oneLine(Object value) {
        List<String> lines = String.valueOf(value).lines().toList();
        return lines.size() > 1 ? lines.get(0) + " ..." : String.join("", lines);
    }

    private static void append(StringBuilder text, StackGraph graph, GraphResource resource, String line, String rest) {
        text.append(line).append(resource.name()).append("  ").append(resource.type());
        text.append(resource.protect() ? "  (protected)\n" : "\n");
        List<GraphResource> children = graph.children(resource).stream()
                .sorted(Comparator.comparing(GraphResource::custom)
                        .thenComparing(GraphResource::name)
                        .thenComparing(GraphResource::type))
                .toList();
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            append(text, graph, children.get(i), rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
        }
    }
}
