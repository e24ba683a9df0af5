package dev.lolscale.local.frontdoor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/** Events from files, and what can be said of their shape. */
final class Fixtures {

    /** What a client, a function or a route chooses: its fields are not the gateway's. */
    private static final Set<String> FREE = Set.of(
            "headers",
            "multiValueHeaders",
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "pathParameters",
            "authorizer");

    private Fixtures() {}

    static JsonNode read(String name) throws IOException {
        try (InputStream json = Fixtures.class.getResourceAsStream(name)) {
            return new JsonMapper().readTree(json);
        }
    }

    /** The fields of an event, each with those around it: {@code requestContext.http.method}. */
    static Set<String> fields(JsonNode event) {
        Set<String> fields = new TreeSet<>();
        collect("", event, fields);
        return fields;
    }

    private static void collect(String around, JsonNode node, Set<String> fields) {
        node.properties().forEach(field -> {
            fields.add(around + field.getKey());
            if (!FREE.contains(field.getKey())) {
                collect(around + field.getKey() + ".", field.getValue(), fields);
            }
        });
    }
}
