package dev.lolscale.local.frontdoor;

/**
 * How many requests an API key may make in a period.
 *
 * @param limit the number of requests
 * @param period the period, by the calendar in UTC; weeks begin on Sunday
 */
public record Quota(int limit, Period period) {

    /** The periods that API Gateway knows. */
    public enum Period {
        /** From midnight to midnight. */
        DAY,
        /** From Sunday to Saturday. */
        WEEK,
        /** From the first to the last. */
        MONTH
    }
}
