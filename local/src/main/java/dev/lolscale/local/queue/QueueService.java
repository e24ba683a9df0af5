package dev.lolscale.local.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Amazon SQS in this process: standard queues that outlive it. */
public final class QueueService implements AutoCloseable {
    private final QueueServiceSettings settings;
    private final Map<String, Queue> queues;

    private QueueService(QueueServiceSettings settings, Map<String, Queue> queues) {
        this.settings = settings;
        this.queues = queues;
    }

    /**
     * Opens the queues with the messages that are in their journals.
     *
     * @throws IOException when a journal cannot be read or written, or is damaged
     */
    public static QueueService start(QueueServiceSettings settings) throws IOException {
        return start(settings, InstantSource.system());
    }

    static QueueService start(QueueServiceSettings settings, InstantSource clock) throws IOException {
        Files.createDirectories(settings.folder());
        Map<String, QueueSettings> byName =
                settings.queues().stream().collect(Collectors.toMap(QueueSettings::name, Function.identity()));
        Map<String, Queue> queues = new LinkedHashMap<>();
        for (QueueSettings queue : settings.queues()) {
            open(queue, byName, queues, settings, clock);
        }
        return new QueueService(settings, queues);
    }

    private static Queue open(
            QueueSettings queue,
            Map<String, QueueSettings> byName,
            Map<String, Queue> opened,
            QueueServiceSettings settings,
            InstantSource clock)
            throws IOException {
        Queue there = opened.get(queue.name());
        if (there != null) {
            return there;
        }
        Optional<Queue> deadLetterQueue = queue.redrive().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        open(byName.get(queue.redrive().get().deadLetterQueue()), byName, opened, settings, clock));
        Path journal = settings.folder().resolve(queue.name());
        String arn = "arn:aws:sqs:" + settings.region() + ":" + settings.accountId() + ":" + queue.name();
        Queue open = new Queue(queue, arn, QueueJournal.open(journal), clock, deadLetterQueue);
        opened.put(queue.name(), open);
        return open;
    }

    /**
     * The queue of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Queue queue(String name) {
        Queue queue = queues.get(name);
        if (queue == null) {
            throw new IllegalArgumentException("There is no queue " + name + "; there are " + queues.keySet() + ".");
        }
        return queue;
    }

    String region() {
        return settings.region();
    }

    /** Closes the journals; messages stay in them. Stop S3 and the event source mappings first. */
    @Override
    public void close() {
        for (Queue queue : queues.values()) {
            try {
                queue.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
