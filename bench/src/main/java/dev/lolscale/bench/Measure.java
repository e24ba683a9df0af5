package dev.lolscale.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What was measured, once a round.
 *
 * @param name what it is, unique in its benchmark
 * @param unit for example {@code events/s}
 * @param better which way is better
 * @param values one a round, at least one
 */
public record Measure(String name, String unit, Better better, List<Double> values) {

    /** Which way a number gets better. */
    public enum Better {
        HIGHER,
        LOWER
    }

    public Measure {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("the measure \"" + name + "\" has no values");
        }
    }

    /** The middle value, or half way between the two in the middle. */
    @JsonIgnore
    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    @JsonIgnore
    public double least() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    @JsonIgnore
    public double greatest() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
