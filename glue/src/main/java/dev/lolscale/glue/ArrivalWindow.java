package dev.lolscale.glue;

import java.io.Serializable;

/**
 * How far the day of an event may be from the day of its arrival to be its partition. Both ends belong to the window;
 * days are days of UTC.
 *
 * @param pastDays how many days before its arrival an event may have happened
 * @param futureDays how many days after its arrival an event may claim to have happened: senders' clocks are wrong
 */
record ArrivalWindow(int pastDays, int futureDays) implements Serializable {

    /** Whether {@code eventDay} is in the window around {@code arrivalDay}; both in days since 1970. */
    boolean holds(long eventDay, long arrivalDay) {
        return eventDay >= arrivalDay - pastDays && eventDay <= arrivalDay + futureDays;
    }
}
