package dev.lolscale.local.frontdoor;

import java.util.function.LongSupplier;

/** Says of each request whether a {@link Throttle} lets it through. */
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final Throttle throttle;
    private final LongSupplier nanoTime;
    private double tokens;
    private long last;

    TokenBucket(Throttle throttle, LongSupplier nanoTime) {
        this.throttle = throttle;
        this.nanoTime = nanoTime;
        tokens = throttle.burst();
        last = nanoTime.getAsLong();
    }

    synchronized boolean take() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(throttle.burst(), tokens + (now - last) / NANOS * throttle.ratePerSecond());
        last = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
