package dev.lolscale.graph.cost;

import dev.lolscale.platform.stack.GlueSchedule;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** How often a Glue schedule fires, on average over a year. */
final class RunsOfSchedule {

    /** A year of 365 days; any would do. */
    private static final Instant YEAR = Instant.parse("2027-01-01T00:00:00Z");

    private static final Instant NEXT_YEAR = Instant.parse("2028-01-01T00:00:00Z");
    private static final double MONTHS = 12;

    /** An hourly schedule is asked 8,760 times, and every bill asks again. */
    private static final Map<String, OptionalDouble> KNOWN = new ConcurrentHashMap<>();

    private RunsOfSchedule() {}

    /** Times in a month, a twelfth of those in a year; empty for what is no schedule of Glue's. */
    static OptionalDouble perMonth(String expression) {
        return KNOWN.computeIfAbsent(expression, RunsOfSchedule::count);
    }

    private static OptionalDouble count(String expression) {
        GlueSchedule schedule;
        try {
            schedule = GlueSchedule.parse(expression);
        } catch (IllegalArgumentException e) {
            return OptionalDouble.empty();
        }
        long runs = 0;
        Optional<Instant> next = schedule.next(YEAR.minusSeconds(1));
        while (next.isPresent() && next.get().isBefore(NEXT_YEAR)) {
            runs++;
            next = schedule.next(next.get());
        }
        return OptionalDouble.of(runs / MONTHS);
    }
}
