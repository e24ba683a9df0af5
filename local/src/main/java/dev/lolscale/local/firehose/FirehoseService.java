package dev.lolscale.local.firehose;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Amazon Data Firehose on a loopback port: PutRecord, PutRecordBatch and DescribeDeliveryStream over the real wire protocol, buffered by
 * size and time, delivered to S3 under Firehose's names.
 *
 * <p>An acknowledged record is in the spool folder, outlives a kill of the process, and is delivered once: an object's key is chosen with
 * its first record, so a delivery that a kill interrupted is repeated under the same key. A start delivers at once what it finds.
 *
 * <p>Whoever starts the JVM should set {@code sun.net.httpserver.nodelay=true}: without it each answer may wait 40 ms.
 */
public final class FirehoseService implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int REQUEST_THREADS = 32;
    private static final int DELIVERY_THREADS = 2;

    private final HttpServer server;
    private final FirehoseProtocol protocol;
    private final StreamTable streams;
    private final Deliveries deliveries;
    private final List<ExecutorService> executors;

    private FirehoseService(
            HttpServer server,
            FirehoseProtocol protocol,
            StreamTable streams,
            Deliveries deliveries,
            List<ExecutorService> executors) {
        this.server = server;
        this.protocol = protocol;
        this.streams = streams;
        this.deliveries = deliveries;
        this.executors = executors;
    }

    /**
     * Starts serving; objects go to the S3 that {@code client} talks to, into buckets that must exist.
     *
     * @throws IOException when the port is taken, or the spool cannot be read or is damaged
     */
    public static FirehoseService start(FirehoseSettings settings, S3Client client) throws IOException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(threads("firehose-timer"));
        return start(
                settings,
                Destination.s3(client),
                InstantSource.system(),
                (task, delay) -> {
                    ScheduledFuture<?> unused = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                },
                List.of(timer));
    }

    static FirehoseService start(
            FirehoseSettings settings,
            Destination destination,
            InstantSource clock,
            Scheduler scheduler,
            List<ExecutorService> scheduling)
            throws IOException {
        Files.createDirectories(settings.spool());
        ExecutorService requests = Executors.newFixedThreadPool(REQUEST_THREADS, threads("firehose-request"));
        ExecutorService delivering = Executors.newFixedThreadPool(DELIVERY_THREADS, threads("firehose-delivery"));
        Map<String, RunningStream> running = new LinkedHashMap<>();
        Deliveries deliveries = new Deliveries(destination, delivering, scheduler, segment -> {
            RunningStream stream = running.get(segment.header().stream());
            if (stream != null) {
                stream.countDelivered();
            }
        });
        for (DeliveryStream stream : settings.streams()) {
            StreamBuffer buffer = new StreamBuffer(stream, settings.spool(), clock, scheduler, deliveries::add);
            running.put(stream.name(), new RunningStream(buffer));
        }
        StreamTable streams = new StreamTable(settings.region(), settings.accountId(), running);
        List<ExecutorService> executors = Stream.concat(Stream.of(requests, delivering), scheduling.stream())
                .toList();
        HttpServer server;
        List<Segment> left;
        try {
            left = recover(settings.spool());
            server = listen(settings.port());
        } catch (IOException e) {
            executors.forEach(ExecutorService::shutdownNow);
            throw e;
        }
        left.forEach(deliveries::add);
        FirehoseProtocol protocol = new FirehoseProtocol(streams, clock.instant());
        server.createContext("/", protocol);
        server.setExecutor(requests);
        server.start();
        return new FirehoseService(server, protocol, streams, deliveries, executors);
    }

    private static HttpServer listen(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        } catch (BindException e) {
            throw new IOException("Firehose cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    private static List<Segment> recover(Path spool) throws IOException {
        List<Segment> left = new ArrayList<>();
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file : files.sorted().toList()) {
                if (Segment.isSegment(file)) {
                    Segment.recover(file).ifPresent(left::add);
                } else {
                    Files.delete(file);
                }
            }
        }
        left.sort(Comparator.comparing(segment -> segment.header().arrival()));
        return left;
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Where it listens, for example {@code http://127.0.0.1:45132}: the value of {@code AWS_ENDPOINT_URL_FIREHOSE}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Why records could not be kept, in the words of the disk, the last time that happened; empty when it never did. */
    public Optional<String> problem() {
        return protocol.problem().map(cause -> "Firehose cannot keep what it is sent: " + cause);
    }

    /**
     * Delivers everything that is acknowledged now, without waiting for buffers to fill.
     *
     * @param atMost how long to wait; while S3 cannot be reached, attempts go on
     * @return whether everything has been delivered
     * @throws InterruptedException when interrupted while waiting; attempts go on
     */
    public boolean drain(Duration atMost) throws InterruptedException {
        streams.streams().values().forEach(stream -> stream.buffer().flush());
        try {
            deliveries.deliverNow().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException stillTrying) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        }
    }

    /**
     * What the stream has done since the start.
     *
     * @throws IllegalArgumentException when there is no such stream
     */
    public DeliveryStatistics statistics(String streamName) {
        RunningStream stream = streams.streams().get(streamName);
        if (stream == null) {
            throw new IllegalArgumentException("There is no delivery stream " + streamName + "; there are "
                    + streams.streams().keySet() + ".");
        }
        Stream<Instant> spooled = deliveries.undelivered().stream()
                .map(Segment::header)
                .filter(header -> header.stream().equals(streamName))
                .map(Segment.Header::arrival);
        Optional<Instant> oldest =
                Stream.concat(spooled, stream.buffer().oldest().stream()).min(Comparator.naturalOrder());
        return stream.statistics(oldest);
    }

    /** Stops serving. What is not delivered stays in the spool for the next start; call {@link #drain} first to leave nothing. */
    @Override
    public void close() {
        server.stop(0);
        executors.forEach(ExecutorService::shutdownNow);
        for (ExecutorService executor : executors) {
            try {
                if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Firehose did not stop within 10 s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
