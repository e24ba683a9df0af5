package dev.lolscale.local.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.local.queue.QueueSettings.RedrivePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2018-04-04T12:00:00Z");

    @TempDir
    Path folder;

    private Duration delay = Duration.ZERO;
    private Instant now = START;
    private QueueService service;
    private Queue queue;
    private Queue dead;

    @BeforeEach
    void start() throws IOException {
        QueueSettings moves = new QueueSettings(
                "moves",
                Duration.ofMinutes(3),
                delay,
                Duration.ofDays(4),
                Optional.of(new RedrivePolicy("moves-dead", 2)));
        QueueSettings movesDead = new QueueSettings(
                "moves-dead", Duration.ofSeconds(30), Duration.ZERO, Duration.ofDays(14), Optional.empty());
        service = QueueService.start(
                new QueueServiceSettings(
                        folder.resolve("queues"), "us-east-1", "123456789012", List.of(moves, movesDead)),
                () -> now);
        queue = service.queue("moves");
        dead = service.queue("moves-dead");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void restart() throws IOException {
        stop();
        start();
    }

    @Test
    void shouldHandOutAMessageOnceUntilItsVisibilityTimeoutEnds() throws Exception {
        String id = queue.send("one");

        assertThat(receive()).containsExactly(new ReceivedMessage(id, id + "#1", "one", START, START, 1));
        assertThat(receive()).isEmpty();
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 1, 0));

        now = START.plus(Duration.ofMinutes(3));
        assertThat(queue.counts()).isEqualTo(new QueueCounts(1, 0, 0));
        assertThat(receive()).containsExactly(new ReceivedMessage(id, id + "#2", "one", START, START, 2));
    }

    @Test
    void shouldDeleteByTheLatestReceiptOnly() throws Exception {
        queue.send("one");
        String first = receive().get(0).receiptHandle();
        now = START.plus(Duration.ofMinutes(3));
        String second = receive().get(0).receiptHandle();

        queue.delete(first);
        queue.delete("no handle");
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 1, 0));
        queue.delete(second);
        queue.delete(second);
        assertThat(queue.counts().isEmpty()).isTrue();
    }

    @Test
    void shouldHandOutTenAtMostInTheOrderTheyCame() throws Exception {
        IntStream.range(0, 12).forEach(i -> queue.send("message " + i));

        assertThat(receive())
                .extracting(ReceivedMessage::body)
                .startsWith("message 0", "message 1")
                .hasSize(10);
        assertThat(receive()).extracting(ReceivedMessage::body).containsExactly("message 10", "message 11");
        assertThatThrownBy(() -> queue.receive(11, Duration.ZERO))
                .hasMessage("A receive of 11 messages is outside 1-10.");
    }

    @Test
    void shouldWakeALongPollWhenAMessageComes() throws Exception {
        CompletableFuture<List<ReceivedMessage>> polling = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.receive(10, LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        queue.send("one");

        assertThat(polling.get()).extracting(ReceivedMessage::body).containsExactly("one");
    }

    @Test
    void shouldMoveWhatWasReceivedTooOftenToTheDeadLetterQueue() throws Exception {
        String id = queue.send("poison");
        receive();
        now = START.plus(Duration.ofMinutes(3));
        receive();
        now = START.plus(Duration.ofMinutes(6));

        assertThat(receive()).isEmpty();

        assertThat(queue.counts().isEmpty()).isTrue();
        assertThat(dead.receive(10, Duration.ZERO))
                .containsExactly(new ReceivedMessage(id, id + "#1", "poison", START, now, 1));
    }

    @Test
    void shouldForgetWhatIsOlderThanItsRetention() throws Exception {
        queue.send("old");
        now = START.plus(Duration.ofDays(4)).plusMillis(1);

        assertThat(receive()).isEmpty();
        assertThat(queue.counts().isEmpty()).isTrue();
    }

    @Test
    void shouldHideADelayedMessageAtFirst() throws Exception {
        delay = Duration.ofSeconds(10);
        restart();
        queue.send("later");

        assertThat(receive()).isEmpty();
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 1));
        now = START.plusSeconds(10);
        assertThat(receive()).hasSize(1);
    }

    @Test
    void shouldKeepMessagesOverARestart() throws Exception {
        String kept = queue.send("kept, é \n \"quoted\"");
        String inFlight = queue.send("in flight");
        queue.send("deleted");
        List<ReceivedMessage> received = receive();
        queue.delete(received.get(2).receiptHandle());
        now = START.plusSeconds(1);

        restart();

        assertThat(receive())
                .containsExactly(
                        new ReceivedMessage(kept, kept + "#2", "kept, é \n \"quoted\"", START, START, 2),
                        new ReceivedMessage(inFlight, inFlight + "#2", "in flight", START, START, 2));
    }

    @Test
    void shouldDropAChangeThatAKillCutOff() throws Exception {
        queue.send("one");
        queue.send("two é");
        stop();
        Path journal = folder.resolve("queues/moves");
        byte[] whole = Files.readAllBytes(journal);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);

        for (int length = cut.length; cut[length - 1] != '\n'; length--) {
            Files.write(journal, Arrays.copyOf(whole, length));
            start();
            assertThat(receive()).extracting(ReceivedMessage::body).containsExactly("one");
            stop();
        }
        start();
    }

    @Test
    void shouldNotStartOnADamagedJournal() throws Exception {
        queue.send("one");
        Path journal = folder.resolve("queues/moves");
        Files.writeString(journal, "garbage\n", StandardOpenOption.APPEND);

        assertThatThrownBy(this::restart).isInstanceOf(IOException.class).hasMessageContaining("is damaged at line 2");
        Files.delete(journal);
    }

    @Test
    void shouldNotLetTheJournalGrowWithoutEnd() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            queue.send("message " + i);
            queue.delete(queue.receive(1, Duration.ZERO).get(0).receiptHandle());
        }
        queue.send("last");

        assertThat(Files.size(folder.resolve("queues/moves"))).isLessThan(4_000_000);
        restart();
        assertThat(receive()).extracting(ReceivedMessage::body).containsExactly("last");
    }

    @Test
    void shouldNotTakeWhatItCannotWriteDown() {
        service.close();

        assertThatThrownBy(() -> queue.send("one"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Queue journal " + folder.resolve("queues/moves") + " cannot be written: ");
        assertThat(queue.counts().isEmpty()).isTrue();
    }

    @Test
    void shouldAwaitEmptiness() throws Exception {
        assertThat(queue.awaitEmpty(Duration.ZERO)).isTrue();
        queue.send("one");
        assertThat(queue.awaitEmpty(Duration.ZERO)).isFalse();
        String handle = receive().get(0).receiptHandle();
        assertThat(queue.awaitEmpty(Duration.ZERO)).isFalse();

        CompletableFuture<Void> deleting = CompletableFuture.runAsync(() -> queue.delete(handle));
        assertThat(queue.awaitEmpty(LONG)).isTrue();
        deleting.get();
    }

    @Test
    void shouldRefuseWhatSqsRefuses() {
        assertThatThrownBy(() -> queue.send("x".repeat(1_048_577)))
                .hasMessage("A message of 1048577 bytes is too long for queue moves; at most 1,048,576 are allowed.");
        assertThatThrownBy(() -> service.queue("other"))
                .hasMessage("There is no queue other; there are [moves-dead, moves].");
        assertThatThrownBy(() -> settings("moves.fifo", "moves", 1))
                .hasMessage(
                        "Queue name \"moves.fifo\" must be 1-80 letters, digits, hyphens or underscores; FIFO queues"
                                + " are not supported.");
        assertThatThrownBy(() -> settings("moves", "other", 0)).hasMessage("maxReceiveCount 0 is outside 1-1000.");
        assertThatThrownBy(() -> new QueueSettings(
                        "moves", Duration.ofHours(13), Duration.ZERO, Duration.ofDays(4), Optional.empty()))
                .hasMessage("Queue moves: visibility timeout of 46800 s is outside 0-43200 s.");
        assertThatThrownBy(() -> service(settings("moves", "other", 1)))
                .hasMessage("Queue moves: its dead-letter queue other is none of [moves].");
        assertThatThrownBy(() -> service(settings("a", "b", 1), settings("b", "c", 1), settings("c", "b", 1)))
                .hasMessage("Queue a: its dead-letter queues go in a circle; let the chain end.");
        assertThatThrownBy(() -> service(settings("a", "a", 1)))
                .hasMessage("Queue a: its dead-letter queues go in a circle; let the chain end.");
    }

    private static QueueSettings settings(String name, String deadLetterQueue, int maxReceiveCount) {
        return new QueueSettings(
                name,
                Duration.ofSeconds(30),
                Duration.ZERO,
                Duration.ofDays(4),
                Optional.of(new RedrivePolicy(deadLetterQueue, maxReceiveCount)));
    }

    private QueueServiceSettings service(QueueSettings... queues) {
        return new QueueServiceSettings(folder, "us-east-1", "123456789012", List.of(queues));
    }

    private List<ReceivedMessage> receive() throws InterruptedException {
        return queue.receive(10, Duration.ZERO);
    }
}
