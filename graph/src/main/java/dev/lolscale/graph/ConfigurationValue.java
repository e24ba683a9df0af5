package dev.lolscale.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** A configuration value in the form that the engine gives the program: text, with JSON for lists and objects. */
final class ConfigurationValue {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfigurationValue() {}

    static String text(Object value) {
        if (!(value instanceof Map<?, ?> || value instanceof List<?>)) {
            return String.valueOf(value);
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("YAML gives only what JSON can say", e);
        }
    }

    /** Checks a value against the type of the project's declaration, as the engine does before it runs the program. */
    static void check(String where, String type, String value) {
        boolean valid =
                switch (type) {
                    case "integer" -> value.matches("[+-]?\\d+");
                    case "boolean" -> value.equals("true") || value.equals("false");
                    case "array" -> value.startsWith("[");
                    case "object" -> value.startsWith("{");
                    default -> true;
                };
        if (!valid) {
            throw new GraphException(where + " is \"" + value + "\", where the project declares type " + type);
        }
    }
}
