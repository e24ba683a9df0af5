package dev.lolscale.graph.limits;

/**
 * Something that holds a stack back.
 *
 * @param service whose limit it is
 * @param quota what is limited, with the unit
 * @param value the limit
 * @param bindsAtEventsPerSecond the rate of events at which it is reached
 * @param own whether it is a setting of the stack itself, else a quota of AWS
 * @param raise what to do about it
 * @param source where a quota can be read; the setting's resource otherwise
 */
public record Limit(
        String service,
        String quota,
        double value,
        double bindsAtEventsPerSecond,
        boolean own,
        String raise,
        String source) {}
