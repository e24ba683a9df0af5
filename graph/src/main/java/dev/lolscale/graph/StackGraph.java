package dev.lolscale.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every resource of a stack with its inputs, parent, options, secrets and dependencies: the one description of the
 * platform. Immutable; the same program and settings give an equal graph, whatever the order of registration.
 */
public final class StackGraph {

    private final String project;
    private final String stack;
    private final List<GraphResource> resources;
    private final Properties outputs;

    /** A graph; the resources are put in the order of their urns. */
    public StackGraph(String project, String stack, List<GraphResource> resources, Properties outputs) {
        this.project = project;
        this.stack = stack;
        this.resources = resources.stream()
                .sorted(Comparator.comparing(GraphResource::urn))
                .toList();
        this.outputs = outputs;
    }

    /** The Pulumi project's name. */
    public String project() {
        return project;
    }

    /** The stack's name, for example {@code dev}. */
    public String stack() {
        return stack;
    }

    /** All resources, the stack and the components among them, in the order of their urns. */
    public List<GraphResource> resources() {
        return resources;
    }

    /** What the program exports. */
    public Properties outputs() {
        return outputs;
    }

    /** The resources of a type, for example {@code aws:lambda/function:Function}. */
    public List<GraphResource> ofType(String type) {
        return resources.stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /**
     * The resource with this type and name.
     *
     * @throws GraphException when there is none
     */
    public GraphResource resource(String type, String name) {
        return ofType(type).stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new GraphException("the graph of " + stack + " has no " + type + " named \"" + name
                        + "\"; there are "
                        + ofType(type).stream().map(GraphResource::name).toList()));
    }

    /** The resource of a type whose output has this value: how a reference is followed. */
    public Optional<GraphResource> find(String type, String output, String value) {
        return ofType(type).stream()
                .filter(resource -> resource.outputs()
                        .optionalText(output)
                        .filter(value::equals)
                        .isPresent())
                .findFirst();
    }

    /** The children of a resource. */
    public List<GraphResource> children(GraphResource parent) {
        return resources.stream()
                .filter(resource -> resource.parent().equals(parent.urn()))
                .toList();
    }

    /**
     * A copy in which one input of one resource is another: what if the program had said so. The output of the same name
     * follows where it repeats the input.
     *
     * @param urn the resource
     * @param path the input, keys with dots between them; objects on the way are made when absent, a number stands for a
     *     place in a list
     * @param value the new value, null to remove it
     * @throws GraphException when there is no such resource, or no such place in a list
     */
    public StackGraph withInput(String urn, String path, Object value) {
        List<GraphResource> changed = new ArrayList<>(resources);
        for (int i = 0; i < changed.size(); i++) {
            GraphResource resource = changed.get(i);
            if (resource.urn().equals(urn)) {
                Object inputs = replace(resource.inputs().values(), path.split("\\.", -1), 0, value, urn + " " + path);
                @SuppressWarnings("unchecked")
                Map<String, Object> map = (Map<String, Object>) inputs;
                changed.set(i, resource.withInputs(new Properties(urn, map), path.split("\\.", -1)[0]));
                return new StackGraph(project, stack, changed, outputs);
            }
        }
        throw new GraphException("the graph of " + stack + " has no resource " + urn);
    }

    private static Object replace(Object node, String[] path, int depth, Object value, String where) {
        if (depth == path.length) {
            return value;
        }
        if (node instanceof Secret secret) {
            return new Secret(replace(secret.reveal(), path, depth, value, where));
        }
        String key = path[depth];
        if (node instanceof List<?> list) {
            int index = key.matches("\\d{1,6}") ? Integer.parseInt(key) : list.size();
            if (index >= list.size()) {
                throw new GraphException(where + ": \"" + key + "\" is no place in a list of " + list.size());
            }
            List<Object> copy = new ArrayList<>(list);
            copy.set(index, replace(copy.get(index), path, depth + 1, value, where));
            return copy;
        }
        Map<String, Object> copy = new HashMap<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((k, v) -> copy.put((String) k, v));
        }
        Object replaced = replace(copy.get(key), path, depth + 1, value, where);
        if (replaced == null) {
            copy.remove(key);
        } else {
            copy.put(key, replaced);
        }
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StackGraph graph
                && project.equals(graph.project)
                && stack.equals(graph.stack)
                && resources.equals(graph.resources)
                && outputs.equals(graph.outputs);
    }

    @Override
    public int hashCode() {
        return resources.hashCode();
    }

    @Override
    public String toString() {
        return project + "/" + stack + " with " + resources.size() + " resources";
    }
}
