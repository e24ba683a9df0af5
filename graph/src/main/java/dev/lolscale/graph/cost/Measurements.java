package dev.lolscale.graph.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What cannot be read from the resources: how long the functions and the job take, how well events compress, how much of
 * a table's file each column is. Each number in {@code measurements.json} has the command that made it and its day, or says
 * that it is assumed.
 */
public final class Measurements {

    private static final String FILE = "measurements.json";

    private final JsonNode numbers;
    private final double margin;

    private Measurements(JsonNode file) {
        this.numbers = file.path("numbers");
        this.margin = file.path("margin").asDouble();
    }

    /** The measurements that come with this version. */
    public static Measurements standard() {
        try (InputStream in = Measurements.class.getResourceAsStream(FILE)) {
            return new Measurements(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What measured durations are multiplied with: AWS's processors are not the ones measured on. */
    public double margin() {
        return margin;
    }

    /** A number by its name. */
    public double number(String name) {
        JsonNode value = numbers.path(name).path("value");
        if (!value.isNumber()) {
            throw new IllegalStateException(FILE + " has no number " + name);
        }
        return value.asDouble();
    }

    /** Whether a number of this name is there. */
    boolean has(String name) {
        return numbers.has(name);
    }
}
