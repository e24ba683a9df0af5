package dev.lolscale.handlers;

/** Waits before a retry; tests wait in no time. */
interface Pause {

    /** Sleeps for {@code millis} milliseconds. */
    void forMillis(long millis) throws InterruptedException;
}
