package dev.lolscale.local.s3;

import java.io.IOException;

/** Takes an object that is whole but not yet visible, and makes it visible. */
interface Publication {

    /** The moment of truth: after this the object is there for everyone. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /** Runs {@code step} exactly once, with whatever has to be done before and after it. */
    void publish(String eventName, String bucket, String key, long size, String eTag, Step step) throws IOException;
}
