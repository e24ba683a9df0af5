package dev.lolscale.local.frontdoor;

/**
 * A limit on requests, as a token bucket.
 *
 * @param ratePerSecond how many requests a second are let through in the long run; more than 0
 * @param burst how many may come at once; at least 1
 */
public record Throttle(double ratePerSecond, int burst) {

    /** Checks that something gets through. */
    public Throttle {
        if (!(ratePerSecond > 0) || burst < 1) {
            throw new IllegalArgumentException("A throttle of " + ratePerSecond + " requests a second and a burst of "
                    + burst + " lets nothing through; both must be positive.");
        }
    }
}
