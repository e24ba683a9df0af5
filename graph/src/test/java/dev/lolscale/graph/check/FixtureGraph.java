package dev.lolscale.graph.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.Artifact;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A graph that somebody wrote by hand. A resource's name and output in braces after a dollar refer to that resource, as an
 * output of Pulumi would; with two dollars they stand for themselves.
 */
final class FixtureGraph {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\{([A-Za-z0-9-]+)\\.([A-Za-z]+)}");
    private static final String ACCOUNT = "123456789012";

    private final JsonNode file;
    private final String region;
    private final Map<String, JsonNode> resources = new LinkedHashMap<>();

    private FixtureGraph(JsonNode file) {
        this.file = file;
        this.region = file.path("region").asText();
        file.path("resources")
                .forEach(resource -> resources.put(resource.path("name").asText(), resource));
    }

    static FixtureGraph read(String name) {
        try (InputStream in = FixtureGraph.class.getResourceAsStream(name + ".json")) {
            return new FixtureGraph(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StackConfiguration configuration() {
        return new StackConfiguration(
                file.path("project").asText(), file.path("stack").asText(), Map.of("aws:region", region), Set.of());
    }

    PackConfiguration settings() {
        JsonNode settings = file.path("configuration");
        return settings.isMissingNode()
                ? PackConfiguration.none()
                : PackConfiguration.of("the fixture", settings.toString());
    }

    StackGraph graph() {
        List<GraphResource> all = new ArrayList<>();
        String provider = "";
        if (file.has("defaultTags")) {
            String urn = urn("pulumi:providers:aws", "aws");
            Properties inputs = new Properties(
                    urn,
                    Map.of(
                            "region",
                            region,
                            "defaultTags",
                            JSON.createObjectNode()
                                    .set("tags", file.path("defaultTags"))
                                    .toString()));
            all.add(resource(urn, "pulumi:providers:aws", "aws", "", true, inputs, inputs, false, Map.of(), ""));
            provider = urn + "::aws-id";
        }
        for (JsonNode node : resources.values()) {
            all.add(resource(node, provider));
        }
        return new StackGraph(
                file.path("project").asText(), file.path("stack").asText(), all, new Properties("outputs", Map.of()));
    }

    private GraphResource resource(JsonNode node, String provider) {
        String name = node.path("name").asText();
        String type = node.path("type").asText();
        Map<String, List<String>> sources = new TreeMap<>();
        node.path("inputs").properties().forEach(input -> {
            Set<String> urns = new TreeSet<>();
            Matcher references = REFERENCE.matcher(input.getValue().toString());
            while (references.find()) {
                urns.add(urn(resources.get(references.group(1)).path("type").asText(), references.group(1)));
            }
            if (!urns.isEmpty()) {
                sources.put(input.getKey(), List.copyOf(urns));
            }
        });
        Map<String, Object> inputs = inputs(node);
        boolean custom = !node.path("component").asBoolean();
        Map<String, Object> outputs = custom ? outputs(node, inputs) : inputs;
        String parent = node.path("parent").asText();
        return resource(
                urn(type, name),
                type,
                name,
                parent.isEmpty() ? "" : urn(resources.get(parent).path("type").asText(), parent),
                custom,
                new Properties(name, inputs),
                new Properties(name, outputs),
                node.path("protect").asBoolean(),
                sources,
                custom ? provider : "");
    }

    private static GraphResource resource(
            String urn,
            String type,
            String name,
            String parent,
            boolean custom,
            Properties inputs,
            Properties outputs,
            boolean protect,
            Map<String, List<String>> sources,
            String provider) {
        List<String> dependencies = sources.values().stream()
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
        return new GraphResource(
                urn,
                type,
                name,
                parent,
                custom,
                inputs,
                outputs,
                protect,
                false,
                dependencies,
                sources,
                List.of(),
                List.of(),
                provider);
    }

    private String urn(String type, String name) {
        return "urn:pulumi:" + file.path("stack").asText() + "::"
                + file.path("project").asText() + "::" + type + "::" + name;
    }

    @SuppressWarnings("unchecked") // An object is a map.
    private Map<String, Object> inputs(JsonNode node) {
        return (Map<String, Object>) value(node.path("inputs"));
    }

    private Object value(JsonNode node) {
        if (node.isObject()) {
            if (node.has("archive")) {
                return new Artifact(Artifact.Kind.ARCHIVE, node.path("archive").asText(), "");
            }
            Map<String, Object> object = new TreeMap<>();
            node.properties().forEach(each -> object.put(each.getKey(), value(each.getValue())));
            return object;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(value(item)));
            return list;
        }
        if (node.isTextual()) {
            return REFERENCE
                    .matcher(node.asText())
                    .replaceAll(reference -> Matcher.quoteReplacement(output(reference.group(1), reference.group(2))))
                    .replace("$${", "${");
        }
        return node.isBoolean()
                ? (Object) node.asBoolean()
                : node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
    }

    private String output(String name, String output) {
        JsonNode node = resources.get(name);
        Object value = outputs(node, inputs(node)).get(output);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no output " + output);
        }
        return value.toString();
    }

    /** The inputs, and what AWS would add, in its form. */
    private Map<String, Object> outputs(JsonNode node, Map<String, Object> inputs) {
        String type = node.path("type").asText();
        String name = node.path("name").asText();
        String physical = String.valueOf(inputs.getOrDefault("name", name + "-0a1b2c3"));
        String service = type.split("[:/]", -1)[1];
        Map<String, Object> outputs = new TreeMap<>(inputs);
        outputs.put("id", physical);
        outputs.putIfAbsent("name", physical);
        outputs.put("arn", arn(service, type.substring(type.lastIndexOf(':') + 1) + "/" + physical));
        switch (type.replace("V2", "")) {
            case "aws:s3/bucket:Bucket" -> {
                outputs.putIfAbsent("bucket", physical);
                outputs.put("arn", "arn:aws:s3:::" + physical);
            }
            case "aws:sqs/queue:Queue" -> {
                outputs.put("id", "https://sqs." + region + ".amazonaws.com/" + ACCOUNT + "/" + physical);
                outputs.put("arn", arn("sqs", physical));
            }
            case "aws:lambda/function:Function" -> {
                outputs.put("arn", arn("lambda", "function:" + physical));
                outputs.put("invokeArn", invokeArn("function:" + physical));
                outputs.put("version", "1");
            }
            case "aws:lambda/alias:Alias" -> {
                String qualified = "function:" + inputs.get("functionName") + ":" + physical;
                outputs.put("arn", arn("lambda", qualified));
                outputs.put("invokeArn", invokeArn(qualified));
            }
            case "aws:apigatewayv2/api:Api", "aws:apigateway/restApi:RestApi" -> {
                outputs.put("executionArn", arn("execute-api", physical));
                outputs.put("rootResourceId", "root");
            }
            default -> {}
        }
        return outputs;
    }

    private String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + ACCOUNT + ":" + resource;
    }

    private String invokeArn(String function) {
        return "arn:aws:apigateway:" + region + ":lambda:path/2015-03-31/functions/" + arn("lambda", function)
                + "/invocations";
    }
}
