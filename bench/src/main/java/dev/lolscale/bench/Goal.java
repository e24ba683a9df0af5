package dev.lolscale.bench;

import dev.lolscale.bench.Measure.Better;

/**
 * What a measure's median is to reach.
 *
 * @param measure the name of the measure
 * @param value at least this when higher is better, at most this when lower is
 * @param met whether it was
 */
public record Goal(String measure, double value, boolean met) {

    static Goal of(Measure measure, double value) {
        boolean met = measure.better() == Better.HIGHER ? measure.median() >= value : measure.median() <= value;
        return new Goal(measure.name(), value, met);
    }
}
