package dev.lolscale.local.deploy;

import java.time.Instant;

/** The time, and something that is done later. Tests let time pass when they like. */
interface Timer extends AutoCloseable {

    /** What time it is. */
    Instant now();

    /** Does something at a time, or at once when that is past; one after the other. */
    void at(Instant time, Runnable work);

    /** Ends: what is still to come is not done. */
    @Override
    void close();
}
