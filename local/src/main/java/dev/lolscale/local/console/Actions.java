package dev.lolscale.local.console;

import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.deploy.LocalPlatform;
import dev.lolscale.local.load.EventSender;
import dev.lolscale.local.load.SeedEvents;
import dev.lolscale.local.load.SendReport;
import dev.lolscale.local.load.SendSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What a person can have the platform do from the page: take sample events, and run its workflow. */
final class Actions implements AutoCloseable {

    static final long MOST_EVENTS = 100_000;

    private static final int BATCH = 100;
    private static final int CLIENTS = 4;
    private static final int DELIVERY_ATTEMPTS = 1;
    private static final double BAD_FRACTION = 0.02;
    private static final Duration SPAN = Duration.ofDays(5);
    private static final Duration DRAIN_TIME = Duration.ofSeconds(60);

    private final boolean hasQueue;
    private final LocalPlatform platform;
    private final DoorCounts door;
    private final long since = Clock.systemUTC().millis();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "console-action");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong sending = new AtomicLong();
    private final AtomicBoolean workflow = new AtomicBoolean();
    private volatile String problem;

    Actions(StackGraph graph, LocalPlatform platform, DoorCounts door) {
        this.hasQueue = !graph.ofType("aws:lambda/eventSourceMapping:EventSourceMapping")
                .isEmpty();
        this.platform = platform;
        this.door = door;
    }

    /**
     * Begins to send sample events through the front door.
     *
     * @return whether it has begun: not while others are still being sent
     */
    boolean send(long events) {
        if (!sending.compareAndSet(0, events)) {
            return false;
        }
        problem = null;
        threads.execute(() -> {
            try {
                SeedEvents source = new SeedEvents(
                        new SecureRandom().nextLong(), Instant.now().minus(SPAN), SPAN, events, BAD_FRACTION, 0);
                SendSettings settings = new SendSettings(
                        platform.trackUrl(), platform.apiKey(), events, BATCH, 0, CLIENTS, DELIVERY_ATTEMPTS);
                SendReport report =
                        new EventSender(settings, false).send(source, done -> sending.set(Math.max(1, events - done)));
                if (report.undelivered() > 0) {
                    problem = report.undelivered() + " sample events were not taken: "
                            + platform.problem().orElse(report.firstProblem());
                }
            } catch (IOException | RuntimeException e) {
                problem = "sample events could not be sent: " + e.getMessage();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                sending.set(0);
            }
        });
        return true;
    }

    /**
     * Begins to run the workflow, after what waits has been delivered.
     *
     * @return whether it has begun: not while one is running
     */
    boolean runWorkflow() {
        if (!workflow.compareAndSet(false, true)) {
            return false;
        }
        problem = null;
        threads.execute(() -> {
            try {
                if (!platform.drain(DRAIN_TIME)) {
                    problem = "not all events were delivered before the workflow ran";
                }
                platform.runWorkflow();
            } catch (IOException | RuntimeException e) {
                problem = "the workflow could not be run: " + e.getMessage();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                workflow.set(false);
            }
        });
        return true;
    }

    /** What the platform counts now. */
    Snapshot.Live live() {
        var deliveries = platform.deliveries();
        Double oldest = deliveries
                .oldestUndelivered()
                .map(arrival ->
                        Math.max(0, Duration.between(arrival, Instant.now()).toMillis()) / 1000.0)
                .orElse(null);
        return new Snapshot.Live(
                since,
                door.requests(),
                deliveries.acceptedLines(),
                door.rejected(),
                deliveries.acceptedRecords(),
                deliveries.billedBytes(),
                deliveries.deliveredObjects(),
                oldest,
                hasQueue ? platform.queuedMessages() : null,
                workflow.get(),
                sending.get(),
                platform.problem().orElse(problem));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
