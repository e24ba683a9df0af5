package dev.lolscale.local.load;

import java.util.concurrent.locks.LockSupport;

/** Tells the time and lets it pass. */
interface Clock {

    /** The time of this machine. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void await(long nanos) throws InterruptedException {
            long due = System.nanoTime() + nanos;
            for (long rest = nanos; rest > 0; rest = due - System.nanoTime()) {
                LockSupport.parkNanos(rest);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    };

    /** A time in nanoseconds, of which only differences mean anything. */
    long nanos();

    /** Returns when this many nanoseconds have passed; at once when there are none. */
    void await(long nanos) throws InterruptedException;
}
