package dev.lolscale.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Payloads as AWS sends them, from the test resources. */
final class Fixtures {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, ObjectNode> PAYLOADS = new ConcurrentHashMap<>();

    private Fixtures() {}

    static ObjectNode payload(String name) {
        return PAYLOADS.computeIfAbsent(name, Fixtures::read).deepCopy();
    }

    private static ObjectNode read(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream(name)) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
