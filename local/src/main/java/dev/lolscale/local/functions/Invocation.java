package dev.lolscale.local.functions;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One event on its way to an instance, and whoever waits for what comes of it. */
final class Invocation {

    private final String id = UUID.randomUUID().toString();
    private final byte[] payload;
    private final CompletableFuture<InvocationResult> result = new CompletableFuture<>();

    Invocation(byte[] payload) {
        this.payload = payload.clone();
    }

    String id() {
        return id;
    }

    byte[] payload() {
        return payload;
    }

    CompletableFuture<InvocationResult> result() {
        return result;
    }
}
