package dev.lolscale.local.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** This machine's time, on a thread of its own. */
final class WallClockTimer implements Timer {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "schedule");
        daemon.setDaemon(true);
        return daemon;
    });

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void at(Instant time, Runnable work) {
        long millis = Duration.between(now(), time).toMillis();
        // Nobody waits for it: the work says itself what went wrong.
        Future<?> unused = thread.schedule(work, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
