package dev.lolscale.local.queue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lambda's poller: gathers messages of a queue into events, invokes the function, deletes what succeeded. What failed stays in the queue
 * and comes again after the visibility timeout. One event is in the making at a time.
 */
public final class EventSourceMapping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventSourceMapping.class);
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

    /** An event is at most 6 MB; bodies grow when they are put into JSON, and the last receive adds up to 1 MiB. */
    private static final long BODIES_THAT_FILL_AN_EVENT = 3 * 1024 * 1024;

    private final EventSourceMappingSettings settings;
    private final Queue queue;
    private final String region;
    private final Invoker invoker;
    private final Thread poller;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean draining;

    private EventSourceMapping(EventSourceMappingSettings settings, QueueService queues, Invoker invoker) {
        this.settings = settings;
        this.queue = queues.queue(settings.queue());
        this.region = queues.region();
        this.invoker = invoker;
        this.poller = new Thread(this::poll, "event-source-" + settings.queue());
        this.poller.setDaemon(true);
    }

    /**
     * Starts polling.
     *
     * @throws IllegalArgumentException when there is no such queue
     */
    public static EventSourceMapping start(EventSourceMappingSettings settings, QueueService queues, Invoker invoker) {
        EventSourceMapping mapping = new EventSourceMapping(settings, queues, invoker);
        mapping.poller.start();
        return mapping;
    }

    private void poll() {
        try {
            while (!isStopping()) {
                try {
                    List<ReceivedMessage> batch = gather();
                    if (!batch.isEmpty()) {
                        process(batch);
                    }
                } catch (UncheckedIOException e) {
                    LOG.warn("{}; the poller tries again", e.getMessage());
                    boolean unused = stopping.await(PAUSE_AFTER_ERROR.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("poller of {} was interrupted", settings.queue());
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private List<ReceivedMessage> gather() throws InterruptedException {
        List<ReceivedMessage> batch = new ArrayList<>(receive(settings.batchSize(), LONG_POLL, this::isStopping));
        if (batch.isEmpty()) {
            return batch;
        }
        long deadline = System.nanoTime() + settings.maximumBatchingWindow().toNanos();
        while (batch.size() < settings.batchSize() && bodyBytes(batch) < BODIES_THAT_FILL_AN_EVENT) {
            Duration wait = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (wait.isZero()) {
                break;
            }
            List<ReceivedMessage> more =
                    receive(settings.batchSize() - batch.size(), wait, () -> isStopping() || draining);
            if (more.isEmpty()) {
                break;
            }
            batch.addAll(more);
        }
        return batch;
    }

    private List<ReceivedMessage> receive(int most, Duration wait, BooleanSupplier giveUp) throws InterruptedException {
        return queue.receive(Math.min(most, Queue.LARGEST_RECEIVE), wait, giveUp);
    }

    private static long bodyBytes(List<ReceivedMessage> batch) {
        return batch.stream().mapToLong(message -> message.body().length()).sum();
    }

    private void process(List<ReceivedMessage> batch) throws InterruptedException {
        byte[] response;
        try {
            response = invoker.invoke(settings.functionName(), SqsEvent.of(batch, queue.arn(), region));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn(
                    "Function {} failed on {} messages of queue {} ({}); they come again after the visibility timeout",
                    settings.functionName(),
                    batch.size(),
                    settings.queue(),
                    e.getMessage());
            return;
        }
        Set<String> sent = batch.stream().map(ReceivedMessage::messageId).collect(Collectors.toSet());
        Set<String> failed = settings.reportBatchItemFailures()
                ? SqsEvent.failures(response, sent).orElse(sent)
                : Set.of();
        if (!failed.isEmpty()) {
            LOG.warn(
                    "Function {} reported {} of {} messages of queue {} as failed; they come again after the visibility timeout",
                    settings.functionName(),
                    failed.size(),
                    batch.size(),
                    settings.queue());
        }
        batch.stream()
                .filter(message -> !failed.contains(message.messageId()))
                .forEach(message -> queue.delete(message.receiptHandle()));
    }

    /**
     * Waits until the queue is empty (nothing visible, in flight or delayed), without waiting for batching windows.
     *
     * @return whether it came to that in time
     * @throws InterruptedException when interrupted while waiting
     */
    public boolean awaitEmpty(Duration atMost) throws InterruptedException {
        draining = true;
        queue.wakeReceivers();
        try {
            return queue.awaitEmpty(atMost);
        } finally {
            draining = false;
        }
    }

    /** How many messages the queue holds, those in the making of an event among them. */
    public int messages() {
        QueueCounts counts = queue.counts();
        return counts.visible() + counts.inFlight() + counts.delayed();
    }

    /** Stops polling, after the event in the making is answered; that may take as long as the function may. */
    @Override
    public void close() {
        stopping.countDown();
        queue.wakeReceivers();
        try {
            poller.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
