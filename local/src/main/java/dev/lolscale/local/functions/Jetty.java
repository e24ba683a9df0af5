package dev.lolscale.local.functions;

import java.io.IOException;
import org.eclipse.jetty.util.component.LifeCycle;

/** Starts and stops parts of Jetty, whose methods throw any exception. */
final class Jetty {

    private Jetty() {}

    static void start(LifeCycle part) throws IOException {
        try {
            part.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    static void stop(LifeCycle part) {
        LifeCycle.stop(part);
    }
}
