package dev.lolscale.graph.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackGraph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A resource as lines that a person can review: paths and values, made-up names without their random ends. */
final class ReviewText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> names = new TreeMap<>((one, other) ->
            one.length() == other.length() ? one.compareTo(other) : Integer.compare(other.length(), one.length()));

    private ReviewText() {}

    /** What makes one graph's made-up values readable. */
    static ReviewText of(StackGraph graph) {
        ReviewText readable = new ReviewText();
        for (GraphResource resource : graph.resources()) {
            resource.outputs()
                    .optionalText("id")
                    .filter(id -> id.matches("[0-9a-f]{10}|[0-9a-f]{8}(-[0-9a-f]{4,12}){4}"))
                    .ifPresent(id -> readable.names.put(id, "{" + resource.name() + "}"));
        }
        return readable;
    }

    /** The inputs of a resource by their paths; JSON in a text is taken apart too. */
    Map<String, String> inputs(GraphResource resource) {
        Map<String, String> lines = new TreeMap<>();
        resource.inputs().values().forEach((key, value) -> flatten(lines, key, value));
        return lines;
    }

    /** A text of a graph without random ends, the account's number and ids. */
    String text(String value) {
        String readable = value;
        for (Map.Entry<String, String> name : names.entrySet()) {
            readable = readable.replace(name.getKey(), name.getValue());
        }
        return readable.replaceAll("-[0-9a-f]{7}(?![0-9a-z])", "").replace("123456789012", "ACCOUNT");
    }

    private void flatten(Map<String, String> lines, String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> flatten(lines, path + "." + key, each));
        } else if (value instanceof List<?> list && list.stream().anyMatch(ReviewText::isNested)) {
            for (int i = 0; i < list.size(); i++) {
                flatten(lines, path + "[" + i + "]", list.get(i));
            }
        } else if (value instanceof List<?> list) {
            lines.put(path, text(list.toString()));
        } else if (value instanceof String text && text.startsWith("{")) {
            flatten(lines, path, parsed(text));
        } else {
            lines.put(path, text(String.valueOf(value)).replace("\n", "\\n"));
        }
    }

    private static boolean isNested(Object value) {
        return value instanceof Map || value instanceof List;
    }

    private static Object parsed(String text) {
        try {
            return JSON.readValue(text, Map.class);
        } catch (JsonProcessingException e) {
            return " " + text;
        }
    }
}
