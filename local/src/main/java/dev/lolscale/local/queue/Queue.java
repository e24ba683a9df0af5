package dev.lolscale.local.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * An SQS standard queue in this process. Every change is in the journal before a method returns, so messages and their receive counts
 * outlive a kill; what was in flight then is visible again at the next start, because its receiver is gone too.
 */
public final class Queue {
    /** SQS hands out at most ten messages, and at most 1 MiB, at once. */
    static final int LARGEST_RECEIVE = 10;

    private static final int LARGEST_MESSAGE_BYTES = 1024 * 1024;

    private final QueueSettings settings;
    private final String arn;
    private final QueueJournal journal;
    private final InstantSource clock;
    private final Optional<Queue> deadLetterQueue;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, QueuedMessage> messages = new HashMap<>();
    private final TreeSet<QueuedMessage> byVisibility = new TreeSet<>(QueuedMessage.BY_VISIBILITY);
    private long lastNumber;

    Queue(
            QueueSettings settings,
            String arn,
            QueueJournal journal,
            InstantSource clock,
            Optional<Queue> deadLetterQueue) {
        this.settings = settings;
        this.arn = arn;
        this.journal = journal;
        this.clock = clock;
        this.deadLetterQueue = deadLetterQueue;
        for (QueuedMessage message : journal.left()) {
            keep(message.abandoned());
            lastNumber = Math.max(lastNumber, message.number());
        }
    }

    /** The queue's ARN, {@code arn:aws:sqs:<region>:<account>:<name>}. */
    public String arn() {
        return arn;
    }

    /**
     * Sends a message.
     *
     * @return its id
     * @throws IllegalArgumentException when it is longer than 1 MiB
     * @throws java.io.UncheckedIOException when it could not be written down; then it is not in the queue
     */
    public String send(String body) {
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LARGEST_MESSAGE_BYTES) {
            throw new IllegalArgumentException("A message of " + bytes + " bytes is too long for queue "
                    + settings.name() + "; at most 1,048,576 are allowed.");
        }
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        accept(id, body, now, now.plus(settings.delay()));
        return id;
    }

    private void accept(String id, String body, Instant sent, Instant visibleFrom) {
        lock.lock();
        try {
            if (messages.containsKey(id)) {
                return;
            }
            QueuedMessage message = new QueuedMessage(id, lastNumber + 1, body, sent, visibleFrom, 0, null);
            journal.sent(message);
            lastNumber++;
            keep(message);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Receives visible messages and hides them for the visibility timeout.
     *
     * @param most 1-10
     * @param wait how long to wait for the first one (long polling); zero not to wait
     * @return at least one message, or none when there was none in time
     * @throws InterruptedException when interrupted while waiting
     */
    public List<ReceivedMessage> receive(int most, Duration wait) throws InterruptedException {
        return receive(most, wait, () -> false);
    }

    /** The same, until {@code giveUp} holds; whoever makes it hold calls {@link #wakeReceivers}. */
    List<ReceivedMessage> receive(int most, Duration wait, BooleanSupplier giveUp) throws InterruptedException {
        if (most < 1 || most > LARGEST_RECEIVE) {
            throw new IllegalArgumentException("A receive of " + most + " messages is outside 1-10.");
        }
        long deadline = System.nanoTime() + wait.toNanos();
        lock.lock();
        try {
            while (true) {
                List<ReceivedMessage> received = receiveVisible(most);
                long remaining = deadline - System.nanoTime();
                if (!received.isEmpty() || remaining <= 0 || giveUp.getAsBoolean()) {
                    return received;
                }
                long unused = changed.awaitNanos(Math.min(remaining, nanosUntilNextVisible()));
            }
        } finally {
            lock.unlock();
        }
    }

    private long nanosUntilNextVisible() {
        return byVisibility.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(
                        1_000_000,
                        Duration.between(clock.instant(), byVisibility.first().visibleFrom())
                                .toNanos());
    }

    private List<ReceivedMessage> receiveVisible(int most) {
        journal.compactIfWorthwhile(byVisibility);
        Instant now = clock.instant();
        List<QueuedMessage> received = new ArrayList<>();
        for (QueuedMessage message : visible(most, now)) {
            if (message.sent().plus(settings.retention()).isBefore(now)) {
                drop(message);
            } else if (isReceivedTooOften(message)) {
                deadLetterQueue.orElseThrow().accept(message.id(), message.body(), message.sent(), now);
                drop(message);
            } else {
                received.add(hide(message, now));
            }
        }
        return received.stream().map(QueuedMessage::toReceived).toList();
    }

    /** What one receive may take; never a message twice, also when the visibility timeout is zero. */
    private List<QueuedMessage> visible(int most, Instant now) {
        List<QueuedMessage> visible = new ArrayList<>();
        long length = 0;
        for (QueuedMessage message : byVisibility) {
            length += message.body().length();
            if (visible.size() == most
                    || message.visibleFrom().isAfter(now)
                    || (!visible.isEmpty() && length > LARGEST_MESSAGE_BYTES)) {
                break;
            }
            visible.add(message);
        }
        return visible;
    }

    private boolean isReceivedTooOften(QueuedMessage message) {
        return settings.redrive()
                .filter(redrive -> message.receiveCount() >= redrive.maxReceiveCount())
                .isPresent();
    }

    private QueuedMessage hide(QueuedMessage message, Instant now) {
        QueuedMessage received = message.received(now, now.plus(settings.visibilityTimeout()));
        journal.received(received, now);
        byVisibility.remove(message);
        keep(received);
        return received;
    }

    /**
     * Deletes a message by the handle of its latest receive. Any other handle does nothing, as on a standard queue.
     *
     * @throws java.io.UncheckedIOException when it could not be written down; then the message stays
     */
    public void delete(String receiptHandle) {
        String id = receiptHandle.substring(0, Math.max(0, receiptHandle.indexOf('#')));
        lock.lock();
        try {
            QueuedMessage message = messages.get(id);
            if (message != null
                    && message.receiveCount() > 0
                    && message.receiptHandle().equals(receiptHandle)) {
                drop(message);
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(QueuedMessage message) {
        messages.put(message.id(), message);
        byVisibility.add(message);
    }

    private void drop(QueuedMessage message) {
        journal.deleted(message.id());
        messages.remove(message.id());
        byVisibility.remove(message);
        changed.signalAll();
    }

    /** How many messages there are now. */
    public QueueCounts counts() {
        lock.lock();
        try {
            Instant now = clock.instant();
            int hidden = 0;
            int delayed = 0;
            for (QueuedMessage message : byVisibility) {
                if (message.visibleFrom().isAfter(now)) {
                    hidden++;
                    delayed += message.receiveCount() == 0 ? 1 : 0;
                }
            }
            return new QueueCounts(byVisibility.size() - hidden, hidden - delayed, delayed);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the queue holds nothing: nothing visible, in flight or delayed.
     *
     * @return whether it came to that in time
     * @throws InterruptedException when interrupted while waiting
     */
    public boolean awaitEmpty(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lock();
        try {
            while (!messages.isEmpty()) {
                long remaining = deadline - System.nanoTime();
                if (remaining <= 0) {
                    return false;
                }
                boolean unused = changed.await(remaining, TimeUnit.NANOSECONDS);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void wakeReceivers() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() throws IOException {
        lock.lock();
        try {
            journal.close();
        } finally {
            lock.unlock();
        }
    }
}
