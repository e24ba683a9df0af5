package dev.lolscale.local.firehose;

import java.time.Duration;

/** Runs something later, on a thread of its own. Tests run it when they like. */
@FunctionalInterface
interface Scheduler {
    void schedule(Runnable task, Duration delay);
}
