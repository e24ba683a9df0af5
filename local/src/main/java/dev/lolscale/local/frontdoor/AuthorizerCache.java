package dev.lolscale.local.frontdoor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps an authorizer's answers for its time to live, by identity. Requests that come while the authorizer is being
 * asked for their identity wait for that answer.
 */
final class AuthorizerCache {

    /** What an authorizer says: whether the request may pass, and what the function shall know of it. */
    record Verdict(boolean authorized, JsonNode context) {}

    private static final int MAX_ENTRIES = 10_000;

    private record CachedAnswer(CompletableFuture<Verdict> verdict, long since) {}

    private final long ttlNanos;
    private final LongSupplier nanoTime;
    private final Map<String, CachedAnswer> entries = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CachedAnswer> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    AuthorizerCache(Duration ttl, LongSupplier nanoTime) {
        this.ttlNanos = ttl.toNanos();
        this.nanoTime = nanoTime;
    }

    /** The verdict on an identity; faults are not kept. */
    CompletableFuture<Verdict> verdict(String identity, Supplier<CompletableFuture<Verdict>> ask) {
        if (ttlNanos == 0) {
            return ask.get();
        }
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        synchronized (this) {
            long now = nanoTime.getAsLong();
            CachedAnswer entry = entries.get(identity);
            if (entry != null && now - entry.since() < ttlNanos) {
                return entry.verdict();
            }
            entries.remove(identity);
            entries.put(identity, new CachedAnswer(verdict, now));
        }
        return ask.get().whenComplete((answer, fault) -> {
            if (fault == null) {
                verdict.complete(answer);
            } else {
                forget(identity, verdict);
                verdict.completeExceptionally(fault);
            }
        });
    }

    private synchronized void forget(String identity, CompletableFuture<Verdict> verdict) {
        CachedAnswer entry = entries.get(identity);
        if (entry != null && entry.verdict() == verdict) {
            entries.remove(identity);
        }
    }
}
