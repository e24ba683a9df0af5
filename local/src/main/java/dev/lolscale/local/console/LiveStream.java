package dev.lolscale.local.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Snapshots as server-sent events, one a second, to everybody who watches; nothing is read while nobody does. */
final class LiveStream implements AutoCloseable {

    private static final int MOST_WATCHERS = 16;
    private static final long PERIOD_MILLIS = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Snapshots snapshots;
    private final Semaphore places = new Semaphore(MOST_WATCHERS);
    private final CountDownLatch closing = new CountDownLatch(1);

    LiveStream(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Writes events until the watcher has gone or the console closes. */
    void serve(HttpExchange exchange) throws IOException {
        if (!places.tryAcquire()) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
            do {
                out.write(("data: " + JSON.writeValueAsString(snapshots.take()) + "\n\n")
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
            } while (!closing.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
