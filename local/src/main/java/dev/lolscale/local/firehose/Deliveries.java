package dev.lolscale.local.firehose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers full segments, again and again until they have arrived, then deletes them. */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Destination destination;
    private final ExecutorService executor;
    private final Scheduler scheduler;
    private final Consumer<Segment> whenDelivered;
    private final Map<Segment, CompletableFuture<Void>> undelivered = new ConcurrentHashMap<>();
    private final Set<Segment> pausing = ConcurrentHashMap.newKeySet();

    Deliveries(
            Destination destination, ExecutorService executor, Scheduler scheduler, Consumer<Segment> whenDelivered) {
        this.destination = destination;
        this.executor = executor;
        this.scheduler = scheduler;
        this.whenDelivered = whenDelivered;
    }

    void add(Segment segment) {
        undelivered.put(segment, new CompletableFuture<>());
        attempt(segment, FIRST_PAUSE);
    }

    Collection<Segment> undelivered() {
        return List.copyOf(undelivered.keySet());
    }

    /** Tries at once whatever is waiting for its next attempt; done when all that is undelivered now has arrived. */
    CompletableFuture<Void> deliverNow() {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(undelivered.values().toArray(CompletableFuture[]::new));
        pausing.forEach(segment -> resume(segment, FIRST_PAUSE));
        return all;
    }

    private void attempt(Segment segment, Duration pauseIfItFails) {
        try {
            executor.execute(() -> {
                try {
                    deliver(segment);
                } catch (IOException | RuntimeException e) {
                    pause(segment, pauseIfItFails, e);
                }
            });
        } catch (RejectedExecutionException closed) {
            LOG.debug("{} stays in the spool", segment.header().key());
        }
    }

    private void deliver(Segment segment) throws IOException {
        Segment.Header header = segment.header();
        Path object = segment.objectFile();
        segment.writeObject(object);
        destination.put(header.bucket(), header.key(), object);
        segment.delete();
        Files.delete(object);
        whenDelivered.accept(segment);
        undelivered.remove(segment).complete(null);
    }

    private void pause(Segment segment, Duration pause, Exception failure) {
        LOG.warn(
                "Firehose could not deliver s3://{}/{} ({}); it is kept, next attempt in {} ms",
                segment.header().bucket(),
                segment.header().key(),
                failure.getMessage(),
                pause.toMillis());
        pausing.add(segment);
        Duration twice = pause.multipliedBy(2);
        Duration next = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        try {
            scheduler.schedule(() -> resume(segment, next), pause);
        } catch (RejectedExecutionException closed) {
            LOG.debug("{} stays in the spool", segment.header().key());
        }
    }

    private void resume(Segment segment, Duration pauseIfItFails) {
        if (pausing.remove(segment)) {
            attempt(segment, pauseIfItFails);
        }
    }
}
