package dev.lolscale.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The stack graph as JSON, secrets redacted. */
public final class GraphJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private GraphJson() {}

    /**
     * {@code {project, stack, resources: [{urn, type, name, parent, custom, inputs, protect, retainOnDelete,
     * dependencies, propertyDependencies, aliases, ignoreChanges, provider}], outputs}}. A secret is
     * {@value Secret#REDACTED}, an unknown value {@code "[unknown]"}, a file {@code {"asset": path}} or
     * {@code {"archive": path}}.
     */
    public static ObjectNode of(StackGraph graph) {
        ObjectNode json = NODES.objectNode();
        json.put("project", graph.project());
        json.put("stack", graph.stack());
        ArrayNode resources = json.putArray("resources");
        for (GraphResource resource : graph.resources()) {
            ObjectNode node = resources.addObject();
            node.put("urn", resource.urn());
            node.put("type", resource.type());
            node.put("name", resource.name());
            node.put("parent", resource.parent());
            node.put("custom", resource.custom());
            node.set("inputs", of(resource.inputs().values()));
            node.put("protect", resource.protect());
            node.put("retainOnDelete", resource.retainOnDelete());
            node.set("dependencies", of(resource.dependencies()));
            node.set("propertyDependencies", of(resource.propertyDependencies()));
            node.set("aliases", of(resource.aliases()));
            node.set("ignoreChanges", of(resource.ignoreChanges()));
            node.put("provider", resource.provider());
        }
        json.set("outputs", of(graph.outputs().values()));
        return json;
    }

    private static JsonNode of(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode node = NODES.objectNode();
            map.forEach((key, item) -> node.set((String) key, of(item)));
            return node;
        }
        if (value instanceof List<?> list) {
            ArrayNode node = NODES.arrayNode();
            list.forEach(item -> node.add(of(item)));
            return node;
        }
        if (value instanceof Artifact artifact) {
            boolean asset = artifact.kind() == Artifact.Kind.ASSET;
            return NODES.objectNode()
                    .put(asset ? "asset" : "archive", artifact.path().isEmpty() ? artifact.text() : artifact.path());
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number);
        }
        return value == null ? NODES.nullNode() : NODES.textNode(value.toString());
    }
}
