package dev.lolscale.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The inputs or outputs of a resource, immutable. A value is null, {@link Boolean}, {@link Long}, {@link Double},
 * {@link String}, {@link List}, {@link Map}, {@link Artifact}, {@link Secret} or {@link Unknown}.
 *
 * <p>The accessors take a path of keys with dots between them ({@code extendedS3Configuration.prefix}), see through
 * secrets, and throw a {@link GraphException} that names the resource and the path when a value is missing or has
 * another type.
 */
public final class Properties {

    private final String owner;
    private final Map<String, Object> values;

    /**
     * Properties.
     *
     * @param owner whose they are, for error messages
     * @param values by key; kept in the order of the keys
     */
    public Properties(String owner, Map<String, Object> values) {
        this.owner = owner;
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** All values by key, secrets still wrapped. */
    public Map<String, Object> values() {
        return values;
    }

    /** Whether there is a value that is not null at the path. */
    public boolean has(String path) {
        return find(path) != null;
    }

    /** The text at the path. */
    public String text(String path) {
        return required(path, String.class, "text");
    }

    /** The text at the path, if there is one. */
    public Optional<String> optionalText(String path) {
        return has(path) ? Optional.of(text(path)) : Optional.empty();
    }

    /** The whole number at the path. */
    public long number(String path) {
        return required(path, Long.class, "a whole number");
    }

    /** The whole number at the path, or another one when there is none. */
    public long number(String path, long otherwise) {
        return has(path) ? number(path) : otherwise;
    }

    /** The number at the path, whole or not. */
    public double decimal(String path) {
        return required(path, Number.class, "a number").doubleValue();
    }

    /** The truth value at the path; false when there is none. */
    public boolean flag(String path) {
        return has(path) && required(path, Boolean.class, "true or false");
    }

    /** The file or archive at the path. */
    public Artifact artifact(String path) {
        return required(path, Artifact.class, "a file or an archive");
    }

    /** The object at the path. */
    public Properties object(String path) {
        return new Properties(owner + " " + path, toObject(required(path, Map.class, "an object")));
    }

    /** The objects of the list at the path; empty when there is none. */
    public List<Properties> objects(String path) {
        List<Properties> objects = new ArrayList<>();
        for (Object item : list(path)) {
            if (!(reveal(item) instanceof Map<?, ?> map)) {
                throw wrongType(path, "a list of objects", item);
            }
            objects.add(new Properties(owner + " " + path, toObject(map)));
        }
        return objects;
    }

    /** The texts of the list at the path; empty when there is none. */
    public List<String> texts(String path) {
        List<String> texts = new ArrayList<>();
        for (Object item : list(path)) {
            if (!(reveal(item) instanceof String text)) {
                throw wrongType(path, "a list of texts", item);
            }
            texts.add(text);
        }
        return texts;
    }

    /** The object at the path as texts by key, in the order of the keys; empty when there is none. */
    public Map<String, String> textsByKey(String path) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (has(path)) {
            object(path).values().forEach((key, value) -> {
                if (!(reveal(value) instanceof String text)) {
                    throw wrongType(path + "." + key, "text", value);
                }
                texts.put(key, text);
            });
        }
        return texts;
    }

    private List<?> list(String path) {
        return has(path) ? required(path, List.class, "a list") : List.of();
    }

    private <T> T required(String path, Class<T> type, String expected) {
        Object value = find(path);
        if (value == null) {
            throw new GraphException(owner + ": " + path + " is missing");
        }
        if (!type.isInstance(value)) {
            throw wrongType(path, expected, value);
        }
        return type.cast(value);
    }

    /** Names the kind of what was found, never the value: it may be part of a secret. */
    private GraphException wrongType(String path, String expected, Object value) {
        String found = value instanceof String
                ? "text"
                : value instanceof Number
                        ? "a number"
                        : value instanceof Map<?, ?>
                                ? "an object"
                                : value instanceof List<?>
                                        ? "a list"
                                        : value instanceof Unknown ? "unknown" : "another kind";
        return new GraphException(owner + ": " + path + " is " + found + ", where " + expected + " is needed");
    }

    private Object find(String path) {
        Object value = values;
        for (String key : path.split("\\.", -1)) {
            if (!(value instanceof Map<?, ?> map)) {
                return null;
            }
            value = reveal(map.get(key));
        }
        return value;
    }

    private static Object reveal(Object value) {
        return value instanceof Secret secret ? reveal(secret.reveal()) : value;
    }

    private static Map<String, Object> toObject(Map<?, ?> map) {
        Map<String, Object> object = new TreeMap<>();
        map.forEach((key, value) -> object.put((String) key, value));
        return object;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Properties properties && values.equals(properties.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The values, secrets redacted. */
    @Override
    public String toString() {
        return values.toString();
    }
}
