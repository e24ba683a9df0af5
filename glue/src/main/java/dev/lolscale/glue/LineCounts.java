package dev.lolscale.glue;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/**
 * What the lines of some raw objects turned out to be. Blank lines are none.
 *
 * @param lines all lines
 * @param events those that are events, repeats included
 * @param late the events whose partition day lies before the day of their arrival
 * @param outOfWindow the events whose own day is too far from their arrival to be their partition
 * @param sightingDays the days, since 1970, on which the events were seen: see {@link RepeatedEvents}
 */
record LineCounts(long lines, long events, long late, long outOfWindow, Set<Long> sightingDays)
        implements Serializable {

    /** No lines. */
    static final LineCounts NONE = new LineCounts(0, 0, 0, 0, Set.of());

    /** How many lines are no events. */
    long quarantined() {
        return lines - events;
    }

    /** Both together. */
    LineCounts plus(LineCounts more) {
        Set<Long> days = new HashSet<>(sightingDays);
        days.addAll(more.sightingDays);
        return new LineCounts(
                lines + more.lines, events + more.events, late + more.late, outOfWindow + more.outOfWindow, days);
    }

    /** Counts line by line. */
    static final class Builder {
        private final Set<Long> sightingDays = new HashSet<>();
        private long lastSightingDay = Long.MIN_VALUE;
        private long lines;
        private long events;
        private long late;
        private long outOfWindow;

        /** A line that is no event. */
        void quarantined() {
            lines++;
        }

        /** An event; days since 1970. */
        void event(long partitionDay, long arrivalDay, long sightingDay, boolean inWindow) {
            lines++;
            events++;
            if (partitionDay < arrivalDay) {
                late++;
            }
            if (!inWindow) {
                outOfWindow++;
            }
            if (sightingDay != lastSightingDay) {
                sightingDays.add(sightingDay);
                lastSightingDay = sightingDay;
            }
        }

        LineCounts build() {
            return new LineCounts(lines, events, late, outOfWindow, sightingDays);
        }
    }
}
