package dev.lolscale.local.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Announces created objects at least once. What is about to be announced is written down before the object becomes visible and struck
 * out after the queues have it; what a killed process left written down is announced at the next start, if the object came into being.
 */
final class ObjectNotifications implements Publication {
    private final S3FolderSettings settings;
    private final NotificationTarget target;
    private final Path pending;
    private final AtomicLong lastSequence = new AtomicLong();

    ObjectNotifications(S3FolderSettings settings, NotificationTarget target) throws IOException {
        this.settings = settings;
        this.target = target;
        this.pending = settings.state().resolve("unannounced");
        Files.createDirectories(pending);
        announceWhatWasLeft();
    }

    @Override
    public void publish(String eventName, String bucket, String key, long size, String eTag, Step step)
            throws IOException {
        Instant now = Clock.systemUTC().instant();
        ObjectCreated created = new ObjectCreated(eventName, bucket, key, size, eTag, nextSequencer(now), now);
        if (matching(created).isEmpty()) {
            step.run();
            return;
        }
        Path note = writeDown(created);
        try {
            step.run();
        } catch (IOException e) {
            Files.delete(note);
            throw e;
        }
        announce(created);
        Files.delete(note);
    }

    private List<BucketNotification> matching(ObjectCreated created) {
        return settings.notifications().stream()
                .filter(notification -> notification.matches(created))
                .toList();
    }

    private void announce(ObjectCreated created) {
        for (BucketNotification notification : matching(created)) {
            target.send(notification.queue(), S3Event.message(created, settings.region(), notification.id()));
        }
    }

    /** Hexadecimal digits that grow with time, also across restarts, as S3's sequencers do for one key. */
    private String nextSequencer(Instant now) {
        long micros = now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
        return "%018X".formatted(lastSequence.updateAndGet(last -> Math.max(last + 1, micros)));
    }

    private Path writeDown(ObjectCreated created) throws IOException {
        Path note = pending.resolve(created.sequencer() + ".json");
        Path unfinished = pending.resolve(created.sequencer() + ".tmp");
        Files.writeString(unfinished, S3Event.note(created), StandardCharsets.UTF_8);
        return Files.move(unfinished, note, StandardCopyOption.ATOMIC_MOVE);
    }

    private void announceWhatWasLeft() throws IOException {
        try (Stream<Path> files = Files.list(pending)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".json")) {
                    ObjectCreated created = S3Event.readNote(Files.readString(file, StandardCharsets.UTF_8));
                    if (Files.isRegularFile(
                            settings.root().resolve(created.bucket()).resolve(created.key()))) {
                        announce(created);
                    }
                }
                Files.delete(file);
            }
        }
    }
}
