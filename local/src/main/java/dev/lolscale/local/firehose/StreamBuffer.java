package dev.lolscale.local.firehose;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One stream's buffer: collects records in a segment until it is large or old enough, then hands the segment on. */
final class StreamBuffer {
    private final DeliveryStream stream;
    private final Path spool;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Consumer<Segment> whenFull;
    private Segment open;

    StreamBuffer(
            DeliveryStream stream, Path spool, InstantSource clock, Scheduler scheduler, Consumer<Segment> whenFull) {
        this.stream = stream;
        this.spool = spool;
        this.clock = clock;
        this.scheduler = scheduler;
        this.whenFull = whenFull;
    }

    DeliveryStream stream() {
        return stream;
    }

    /**
     * Takes the records of one request.
     *
     * @throws IOException when they could not be spooled; then none of them is kept
     */
    synchronized void add(List<byte[]> records) throws IOException {
        if (open == null) {
            open = begin(records);
        } else {
            open.append(records);
        }
        if (open.dataBytes() >= stream.bufferBytes()) {
            close(open);
        }
    }

    private Segment begin(List<byte[]> records) throws IOException {
        Segment segment = Segment.create(spool, stream, clock.instant());
        try {
            segment.append(records);
        } catch (IOException e) {
            segment.delete();
            throw e;
        }
        scheduler.schedule(() -> close(segment), stream.bufferInterval());
        return segment;
    }

    /** Hands on what is buffered now, if anything. */
    synchronized void flush() {
        if (open != null) {
            close(open);
        }
    }

    synchronized Optional<Instant> oldest() {
        return Optional.ofNullable(open).map(segment -> segment.header().arrival());
    }

    private synchronized void close(Segment segment) {
        if (open == segment) {
            open = null;
            whenFull.accept(segment);
        }
    }
}
