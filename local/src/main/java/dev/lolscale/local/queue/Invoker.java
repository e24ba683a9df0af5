package dev.lolscale.local.queue;

/** Invokes functions synchronously, as Lambda does for an event source. */
@FunctionalInterface
public interface Invoker {

    /**
     * Invokes the function and waits for its answer.
     *
     * @param functionName name from the mapping's settings
     * @param payload the event, JSON
     * @return the function's response, JSON; empty for none
     * @throws Exception when the function failed, timed out or could not be run; then every message of the event counts as failed
     */
    byte[] invoke(String functionName, byte[] payload) throws Exception;
}
