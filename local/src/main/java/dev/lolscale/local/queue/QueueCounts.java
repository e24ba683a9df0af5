package dev.lolscale.local.queue;

/**
 * How many messages a queue holds.
 *
 * @param visible ready to be received
 * @param inFlight received and neither deleted nor visible again
 * @param delayed sent and not yet visible
 */
public record QueueCounts(int visible, int inFlight, int delayed) {

    /** Whether there is nothing at all. */
    public boolean isEmpty() {
        return visible == 0 && inFlight == 0 && delayed == 0;
    }
}
