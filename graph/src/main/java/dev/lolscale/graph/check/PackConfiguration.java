package dev.lolscale.graph.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.lolscale.graph.GraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pulumirpc.AnalyzerOuterClass.AnalyzerInfo;
import pulumirpc.AnalyzerOuterClass.PolicyConfig;
import pulumirpc.AnalyzerOuterClass.PolicyConfigSchema;
import pulumirpc.AnalyzerOuterClass.PolicyInfo;

/**
 * What a team sets differently in a policy pack, in the form of {@code pulumi preview --policy-pack-config}: a JSON
 * object from the name of a policy, or {@code all}, to a level, or to an object with {@code enforcementLevel} and the
 * policy's own settings.
 */
public final class PackConfiguration {

    private static final String LEVEL = "enforcementLevel";
    private static final String ALL = "all";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String origin;
    private final JsonNode policies;

    private PackConfiguration(String origin, JsonNode policies) {
        this.origin = origin;
        this.policies = policies;
    }

    /** Nothing set: the pack's own defaults. */
    public static PackConfiguration none() {
        return new PackConfiguration("", JSON.createObjectNode());
    }

    /**
     * Reads a file.
     *
     * @throws GraphException when it is not there or no JSON object
     */
    public static PackConfiguration read(Path file) {
        try {
            return of(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new GraphException("the policy configuration " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a text.
     *
     * @param origin where it comes from, for error messages
     */
    public static PackConfiguration of(String origin, String json) {
        try {
            JsonNode policies = JSON.readTree(json);
            if (!policies.isObject()) {
                throw new GraphException(origin + " must hold a JSON object from names of policies to their settings");
            }
            return new PackConfiguration(origin, policies);
        } catch (JsonProcessingException e) {
            throw new GraphException(origin + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The whole configuration of a pack, as the engine makes it: over the policy's defaults the pack's own, over them
     * this one.
     *
     * @throws GraphException when it names a policy or setting that the pack has not, or a value of another type
     */
    Map<String, PolicyConfig> of(AnalyzerInfo pack) {
        List<String> names =
                pack.getPoliciesList().stream().map(PolicyInfo::getName).toList();
        policies.fieldNames().forEachRemaining(name -> {
            if (!name.equals(ALL) && !names.contains(name)) {
                throw new GraphException(
                        origin + ": the policy pack " + pack.getName() + " has no policy \"" + name + "\"");
            }
        });
        Map<String, PolicyConfig> configuration = new TreeMap<>();
        for (PolicyInfo policy : pack.getPoliciesList()) {
            configuration.put(policy.getName(), of(policy, pack.getInitialConfigMap()));
        }
        return configuration;
    }

    private PolicyConfig of(PolicyInfo policy, Map<String, PolicyConfig> initial) {
        ObjectNode values = JSON.createObjectNode();
        Level level = Level.of(policy.getEnforcementLevel());
        JsonNode schema = json(policy.getConfigSchema().getProperties());
        schema.properties().forEach(property -> {
            if (property.getValue().has("default")) {
                values.set(property.getKey(), property.getValue().get("default"));
            }
        });
        for (String name : List.of(ALL, policy.getName())) {
            if (initial.containsKey(name)) {
                level = Level.of(initial.get(name).getEnforcementLevel());
                values.setAll((ObjectNode) json(initial.get(name).getProperties()));
            }
        }
        for (String name : List.of(ALL, policy.getName())) {
            JsonNode set = policies.path(name);
            String where = origin + ": " + name;
            if (set.isTextual() || set.has(LEVEL)) {
                level = Level.of(
                        where, set.isTextual() ? set.asText() : set.get(LEVEL).asText());
            }
            if (set.isObject()) {
                set.properties().forEach(property -> {
                    if (!property.getKey().equals(LEVEL)) {
                        values.set(property.getKey(), property.getValue());
                    }
                });
            }
        }
        check(policy, schema, values);
        return PolicyConfig.newBuilder()
                .setEnforcementLevel(level.wire())
                .setProperties(struct(values))
                .build();
    }

    private void check(PolicyInfo policy, JsonNode schema, ObjectNode values) {
        PolicyConfigSchema declared = policy.getConfigSchema();
        List<String> known = new ArrayList<>();
        schema.fieldNames().forEachRemaining(known::add);
        values.properties().forEach(value -> {
            String where = origin + ": " + policy.getName() + " " + value.getKey();
            if (!known.contains(value.getKey())) {
                throw new GraphException(where + " is no setting of the policy; it has "
                        + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
            JsonNode type = schema.path(value.getKey()).path("type");
            if (type.isTextual() && !hasType(value.getValue(), type.asText())) {
                throw new GraphException(where + " must be of type " + type.asText());
            }
            JsonNode allowed = schema.path(value.getKey()).path("enum");
            if (allowed.isArray() && !contains(allowed, value.getValue())) {
                throw new GraphException(where + " must be one of " + allowed);
            }
        });
        for (String required : declared.getRequiredList()) {
            if (!values.has(required)) {
                throw new GraphException("the policy " + policy.getName() + " needs its setting " + required
                        + ": give it with --policy-pack-config");
            }
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode item : list) {
            if (isSame(item, value)) {
                return true;
            }
        }
        return false;
    }

    /** A number of the pack's comes as 1.0, one of the file's as 1. */
    private static boolean isSame(JsonNode one, JsonNode other) {
        boolean numbers = one.isNumber() && other.isNumber();
        return numbers ? one.asDouble() == other.asDouble() : one.equals(other);
    }

    private static boolean hasType(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && value.asDouble() == Math.rint(value.asDouble());
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> true;
        };
    }

    private static JsonNode json(Struct struct) {
        try {
            return JSON.readTree(JsonFormat.printer().print(struct));
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Struct struct(ObjectNode values) {
        Struct.Builder struct = Struct.newBuilder();
        try {
            JsonFormat.parser().merge(values.toString(), struct);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        return struct.build();
    }
}
