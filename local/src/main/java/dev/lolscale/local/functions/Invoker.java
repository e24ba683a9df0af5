package dev.lolscale.local.functions;

import java.util.concurrent.CompletableFuture;

/** Whoever can invoke a function by its name: what event sources and the front door need to know of functions. */
@FunctionalInterface
public interface Invoker {

    /** The largest payload of an invocation, in bytes: 6 MB, Lambda's quota for synchronous invocations. */
    int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

    /**
     * Invokes a function and returns at once.
     *
     * @param function the function's name
     * @param payload the event, a JSON document of at most {@link #MAX_PAYLOAD_BYTES}
     * @return completes when the function has answered or failed. It fails with {@link IllegalArgumentException} when
     *     there is no such function, with {@link PayloadTooLargeException} when the payload is too large, and with
     *     {@link IllegalStateException} when functions are no longer run
     */
    CompletableFuture<InvocationResult> invoke(String function, byte[] payload);
}
