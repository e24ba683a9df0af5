package dev.lolscale.graph.check;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Small changes of a recorded graph: what if the program had said something else. */
final class GraphEdits {

    private GraphEdits() {}

    /** Another value of an input; null takes it away. */
    static UnaryOperator<StackGraph> input(String type, String name, String path, Object value) {
        return graph -> graph.withInput(graph.resource(type, name).urn(), path, value);
    }

    /** Another value, made from the graph. */
    static UnaryOperator<StackGraph> inputFrom(
            String type, String name, String path, Function<StackGraph, Object> value) {
        return graph -> input(type, name, path, value.apply(graph)).apply(graph);
    }

    /** A text in which something is replaced; it must be there. */
    static UnaryOperator<StackGraph> text(String type, String name, String path, String regex, String replacement) {
        return graph -> {
            String before = graph.resource(type, name).inputs().text(path);
            String after = before.replaceAll(regex, replacement);
            if (after.equals(before)) {
                throw new IllegalArgumentException(name + " " + path + " has no " + regex + ": " + before);
            }
            return input(type, name, path, after).apply(graph);
        };
    }

    /** Without a resource. */
    static UnaryOperator<StackGraph> without(String type, String name) {
        return graph -> {
            GraphResource gone = graph.resource(type, name);
            return with(
                    graph,
                    graph.resources().stream()
                            .filter(each -> !each.equals(gone))
                            .toList());
        };
    }

    /** With one more resource, a child of the stack. */
    static UnaryOperator<StackGraph> and(String type, String name, Map<String, Object> inputs) {
        return graph -> {
            List<GraphResource> more = new ArrayList<>(graph.resources());
            String urn = "urn:pulumi:" + graph.stack() + "::" + graph.project() + "::" + type + "::" + name;
            Properties properties = new Properties(urn, inputs);
            more.add(new GraphResource(
                    urn,
                    type,
                    name,
                    "",
                    true,
                    properties,
                    properties,
                    false,
                    false,
                    List.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    ""));
            return with(graph, more);
        };
    }

    /** Without the option protect. */
    static UnaryOperator<StackGraph> unprotected(String type, String name) {
        return graph -> {
            GraphResource changed = graph.resource(type, name);
            return with(
                    graph,
                    graph.resources().stream()
                            .map(each -> each.equals(changed) ? unprotected(each) : each)
                            .toList());
        };
    }

    private static GraphResource unprotected(GraphResource resource) {
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                resource.parent(),
                resource.custom(),
                resource.inputs(),
                resource.outputs(),
                false,
                resource.retainOnDelete(),
                resource.dependencies(),
                resource.propertyDependencies(),
                resource.aliases(),
                resource.ignoreChanges(),
                resource.provider());
    }

    private static StackGraph with(StackGraph graph, List<GraphResource> resources) {
        return new StackGraph(graph.project(), graph.stack(), resources, graph.outputs());
    }
}
