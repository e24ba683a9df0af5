package dev.lolscale.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.graph.Secret;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The engine's exported state and a recorded graph's JSON, brought to one form by urn, to be compared. */
final class EngineState {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";
    private static final String ASSET = "c44067f5952c0a294b673a41bacd8c17";
    private static final String ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

    private EngineState() {}

    /** Each resource of an export; the names that the provider gave are left out of the inputs. */
    static Map<String, JsonNode> ofExport(JsonNode deployment) {
        Map<String, JsonNode> resources = new TreeMap<>();
        for (JsonNode resource : deployment.get("resources")) {
            ObjectNode inputs = (ObjectNode) plain(resource.path("inputs"));
            inputs.path("__defaults").forEach(name -> inputs.remove(name.asText()));
            inputs.remove("__defaults");
            inputs.remove("__internal");
            if (resource.get("type").asText().startsWith("pulumi:providers:")) {
                // The engine's own wish, not the program's.
                inputs.remove("version");
            }
            resources.put(resource.get("urn").asText(), described(resource, inputs));
        }
        return resources;
    }

    /** Each resource of what {@code lolscale graph --json} prints. */
    static Map<String, JsonNode> ofGraph(JsonNode graph) {
        Map<String, JsonNode> resources = new TreeMap<>();
        for (JsonNode resource : graph.get("resources")) {
            resources.put(resource.get("urn").asText(), described(resource, plain(resource.path("inputs"))));
        }
        return resources;
    }

    private static JsonNode described(JsonNode resource, JsonNode inputs) {
        ObjectNode description = NODES.objectNode();
        description.put("type", resource.get("type").asText());
        description.put("name", resource.get("urn").asText().split("::", 4)[3]);
        description.put("parent", resource.path("parent").asText());
        description.put("custom", resource.path("custom").asBoolean());
        description.put("protect", resource.path("protect").asBoolean());
        description.put("retainOnDelete", resource.path("retainOnDelete").asBoolean());
        // A reference ends in the provider's id, which the engine makes up.
        description.put("provider", resource.path("provider").asText().replaceFirst("::[^:]*$", ""));
        description.set("dependencies", sorted(resource.path("dependencies")));
        ObjectNode byProperty = description.putObject("propertyDependencies");
        resource.path("propertyDependencies").properties().forEach(property -> {
            if (!property.getValue().isEmpty()) {
                byProperty.set(property.getKey(), sorted(property.getValue()));
            }
        });
        description.set("ignoreChanges", sorted(resource.path("ignoreChanges")));
        description.set("inputs", inputs);
        return description;
    }

    private static ArrayNode sorted(JsonNode texts) {
        Set<String> set = new TreeSet<>();
        texts.forEach(text -> set.add(text.asText()));
        ArrayNode array = NODES.arrayNode();
        set.forEach(array::add);
        return array;
    }

    /** Secrets hidden and files by their paths, as the graph's JSON has them; numbers in one form; no nulls. */
    private static JsonNode plain(JsonNode value) {
        if (value.isMissingNode()) {
            return NODES.objectNode();
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue().stripTrailingZeros();
            return NODES.numberNode(number);
        }
        if (value.isArray()) {
            ArrayNode array = NODES.arrayNode();
            value.forEach(item -> array.add(plain(item)));
            return array;
        }
        if (!value.isObject()) {
            return value;
        }
        switch (value.path(SIGNATURE).asText()) {
            case SECRET -> {
                return NODES.textNode(Secret.REDACTED);
            }
            case ASSET, ARCHIVE -> {
                String kind = value.path(SIGNATURE).asText().equals(ASSET) ? "asset" : "archive";
                String content = value.has("path")
                        ? value.get("path").asText()
                        : value.path("text").asText();
                return NODES.objectNode().put(kind, content);
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                value.properties().forEach(field -> {
                    if (!field.getValue().isNull()) {
                        object.set(field.getKey(), plain(field.getValue()));
                    }
                });
                return object;
            }
        }
    }
}
