package dev.lolscale.local.deploy;

import dev.lolscale.platform.stack.GlueSchedule;
import java.util.List;

/** Runs what the graph schedules, at the times of Glue's cron expressions, one after the other. */
final class Scheduler implements AutoCloseable {

    /**
     * Something that is due at certain times.
     *
     * @param schedule when
     * @param work what; it must say itself what went wrong
     */
    record Task(GlueSchedule schedule, Runnable work) {}

    private final Timer timer;

    Scheduler(List<Task> tasks, Timer timer) {
        this.timer = timer;
        tasks.forEach(this::plan);
    }

    private void plan(Task task) {
        task.schedule().next(timer.now()).ifPresent(time -> timer.at(time, () -> runAndPlan(task)));
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
        timer.close();
    }
}
