package dev.lolscale.platform.stack;

import com.google.gson.JsonParseException;
import com.pulumi.Config;
import com.pulumi.core.TypeShape;
import com.pulumi.exceptions.RunException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the settings of one namespace; what is not allowed ends in one line with key, value and what is allowed. */
final class SettingsReader {

    private final Config config;

    SettingsReader(Config config) {
        this.config = config;
    }

    String required(String key, String pattern, String allowed) {
        String value = config.get(key)
                .orElseThrow(() -> new RunException(name(key) + ": a value is required: " + allowed
                        + "; set it with: pulumi config set " + name(key)));
        return matching(key, value, pattern, allowed);
    }

    String text(String key, String defaultValue, String pattern, String allowed) {
        return matching(key, config.get(key).orElse(defaultValue), pattern, allowed);
    }

    String path(String key, String defaultValue) {
        return text(key, defaultValue, "\\S(.*\\S)?", "a path relative to the project's directory");
    }

    <T> T choice(String key, T[] constants, Function<T, String> constantName, T defaultValue) {
        Optional<String> value = config.get(key);
        if (value.isEmpty()) {
            return defaultValue;
        }
        return Arrays.stream(constants)
                .filter(each -> constantName.apply(each).equals(value.get()))
                .findFirst()
                .orElseThrow(() -> refused(
                        key,
                        value.get(),
                        Arrays.stream(constants).map(constantName).collect(Collectors.joining(", "))));
    }

    int integer(String key, int defaultValue, int least, int most) {
        return (int) wholeNumber(key, defaultValue, least, most);
    }

    int integerOrZero(String key, int defaultValue, int least, int most) {
        String allowed = "0, and whole numbers from " + least + " to " + most;
        long value = parsed(key, defaultValue, allowed);
        if (value != 0 && (value < least || value > most)) {
            throw refused(key, Long.toString(value), allowed);
        }
        return (int) value;
    }

    long wholeNumber(String key, long defaultValue, long least, long most) {
        String allowed = "whole numbers from " + least + " to " + most;
        long value = parsed(key, defaultValue, allowed);
        if (value < least || value > most) {
            throw refused(key, Long.toString(value), allowed);
        }
        return value;
    }

    int oneOf(String key, int defaultValue, List<Integer> allowed) {
        String listed = allowed.stream().map(Object::toString).collect(Collectors.joining(", "));
        long value = parsed(key, defaultValue, listed);
        return allowed.stream()
                .filter(each -> each == value)
                .findFirst()
                .orElseThrow(() -> refused(key, Long.toString(value), listed));
    }

    boolean flag(String key, boolean defaultValue) {
        String value = config.get(key).orElse(Boolean.toString(defaultValue));
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(key, value, "true, false");
        };
    }

    /** A list, which Pulumi hands over as JSON. */
    List<String> list(String key, List<String> defaultValue, String pattern, String allowed) {
        Optional<String> text = config.get(key);
        if (text.isEmpty()) {
            return defaultValue;
        }
        List<String> values;
        try {
            values = config.requireObject(key, TypeShape.list(String.class));
        } catch (RunException | JsonParseException e) {
            throw refused(key, text.get(), "a list of " + allowed);
        }
        values.forEach(value -> matching(key, value, pattern, allowed));
        if (Set.copyOf(values).size() < values.size()) {
            throw refused(key, text.get(), "each value once");
        }
        return List.copyOf(values);
    }

    RunException refused(String key, String value, String allowed) {
        return new RunException(name(key) + ": \"" + value + "\" is not allowed; allowed: " + allowed);
    }

    RunException refused(String key, String reason, Throwable cause) {
        return new RunException(name(key) + ": " + reason, cause);
    }

    private long parsed(String key, long defaultValue, String allowed) {
        Optional<String> text = config.get(key);
        if (text.isEmpty()) {
            return defaultValue;
        }
        try {
            return Long.parseLong(text.get());
        } catch (NumberFormatException e) {
            throw refused(key, text.get(), allowed);
        }
    }

    private String matching(String key, String value, String pattern, String allowed) {
        if (!value.matches(pattern)) {
            throw refused(key, value, allowed);
        }
        return value;
    }

    private String name(String key) {
        return config.getName() + ":" + key;
    }
}
