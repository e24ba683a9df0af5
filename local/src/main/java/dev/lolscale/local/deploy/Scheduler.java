package dev.lolscale.local.deploy;

import dev.lolscale.platform.stack.GlueSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs what the graph schedules, at the times of Glue's cron expressions, one after the other. */
final class Scheduler implements AutoCloseable {

    /**
     * Something that is due at certain times.
     *
     * @param schedule when
     * @param work what; it must say itself what went wrong
     */
    record Task(GlueSchedule schedule, Runnable work) {}

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "schedule");
        daemon.setDaemon(true);
        return daemon;
    });

    Scheduler(List<Task> tasks) {
        tasks.forEach(this::plan);
    }

    private void plan(Task task) {
        Instant now = Instant.now();
        Optional<Instant> next = task.schedule().next(now);
        if (next.isPresent()) {
            long millis = Duration.between(now, next.get()).toMillis();
            // Nobody waits for it: the work says itself what went wrong.
            Future<?> unused = thread.schedule(() -> runAndPlan(task), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void runAndPlan(Task task) {
        try {
            task.work().run();
        } finally {
            plan(task);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
