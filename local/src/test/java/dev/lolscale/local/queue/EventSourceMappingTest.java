package dev.lolscale.local.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.queue.QueueSettings.RedrivePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSourceMappingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private Duration visibilityTimeout = Duration.ofHours(1);
    private QueueService queues;
    private Queue queue;
    private EventSourceMapping mapping;

    @BeforeEach
    void startQueues() throws IOException {
        QueueSettings moves = new QueueSettings(
                "moves",
                visibilityTimeout,
                Duration.ZERO,
                Duration.ofDays(4),
                Optional.of(new RedrivePolicy("moves-dead", 3)));
        QueueSettings dead = new QueueSettings(
                "moves-dead", Duration.ofSeconds(30), Duration.ZERO, Duration.ofDays(14), Optional.empty());
        queues =
                QueueService.start(new QueueServiceSettings(folder, "us-east-1", "123456789012", List.of(moves, dead)));
        queue = queues.queue("moves");
    }

    @AfterEach
    void stop() {
        if (mapping != null) {
            mapping.close();
        }
        queues.close();
    }

    private void restartQueues(Duration newVisibilityTimeout) throws IOException {
        queues.close();
        visibilityTimeout = newVisibilityTimeout;
        startQueues();
    }

    @Test
    void shouldInvokeWithTheEventThatLambdaDocuments() throws Exception {
        String id = queue.send("Test message.");
        start(10, Duration.ZERO, true, "{\"batchItemFailures\":[]}");

        assertThat(mapping.awaitEmpty(LONG)).isTrue();
        JsonNode event = events.remove();
        ObjectNode attributes = (ObjectNode) event.at("/Records/0/attributes");
        assertThat(attributes.get("SentTimestamp").asText()).matches("\\d{13}");
        assertThat(attributes.get("ApproximateFirstReceiveTimestamp").asText()).matches("\\d{13}");
        attributes.put("SentTimestamp", "1545082649183").put("ApproximateFirstReceiveTimestamp", "1545082649185");
        assertThat(event.at("/Records/0/messageId").asText()).isEqualTo(id);
        ((ObjectNode) event.at("/Records/0")).put("messageId", "ID").put("receiptHandle", "HANDLE");
        try (InputStream expected = getClass().getResourceAsStream("sqs-event.json")) {
            assertThat(event).isEqualTo(JSON.readTree(expected));
        }
    }

    @Test
    void shouldLeaveWhatFailedUntilItIsVisibleAgain() throws Exception {
        restartQueues(Duration.ZERO);
        queue.send("one");
        start(10, Duration.ZERO, false, "!Connection refused", "{}");

        assertThat(mapping.awaitEmpty(LONG)).isTrue();
        assertThat(events).hasSize(2);
        assertThat(bodiesOf(events.remove())).containsExactly("one");
        assertThat(events.remove()
                        .at("/Records/0/attributes/ApproximateReceiveCount")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    void shouldDeleteOnlyWhatDidNotFail() throws Exception {
        queue.send("good");
        String bad = queue.send("bad");
        start(10, Duration.ZERO, true, "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + bad + "\"}]}");
        awaitEvent();
        stopMapping();

        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 1, 0));
        restartQueues(visibilityTimeout);
        assertThat(queue.receive(10, Duration.ZERO))
                .extracting(ReceivedMessage::messageId)
                .containsExactly(bad);
    }

    @Test
    void shouldPutPoisonAside() throws Exception {
        restartQueues(Duration.ZERO);
        queue.send("poison");
        start(10, Duration.ZERO, false, "!no", "!no", "!no");

        assertThat(mapping.awaitEmpty(LONG)).isTrue();

        assertThat(events).hasSize(3);
        assertThat(queues.queue("moves-dead").receive(10, Duration.ZERO))
                .extracting(ReceivedMessage::body)
                .containsExactly("poison");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"id\":\"x\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"unknown\"}]}",
                "{\"batchItemFailures\":\"x\"}",
                "not JSON"
            })
    void shouldTakeAReportItCannotUnderstandAsFailureOfAll(String response) throws Exception {
        queue.send("one");
        start(10, Duration.ZERO, true, response);
        awaitEvent();
        stopMapping();

        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"batchItemFailures\":[]}", "{\"batchItemFailures\":null}", "{}", "null", ""})
    void shouldTakeAnEmptyReportAsSuccessOfAll(String response) throws Exception {
        queue.send("one");
        start(10, Duration.ZERO, true, response);

        assertThat(mapping.awaitEmpty(LONG)).isTrue();
    }

    @Test
    void shouldGatherABatchLargerThanOneReceive() throws Exception {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            sent.add("message " + i);
            queue.send("message " + i);
        }
        start(20, Duration.ofMinutes(5), false, "{}", "{}");

        assertThat(bodiesOf(awaitEvent())).containsExactlyElementsOf(sent.subList(0, 20));
        assertThat(mapping.awaitEmpty(LONG)).isTrue();
        assertThat(bodiesOf(awaitEvent())).containsExactlyElementsOf(sent.subList(20, 25));
    }

    @Test
    void shouldAnswerTheEventInTheMakingBeforeItStops() throws Exception {
        queue.send("one");
        CountDownLatch invoked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        mapping = EventSourceMapping.start(settings(10, Duration.ZERO, false), queues, (function, payload) -> {
            invoked.countDown();
            answer.await();
            return new byte[0];
        });
        assertThat(invoked.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(mapping::close);
        assertThat(queue.counts().inFlight()).isEqualTo(1);
        answer.countDown();
        stopping.get();

        assertThat(queue.counts().isEmpty()).isTrue();
    }

    @Test
    void shouldRefuseWhatLambdaRefuses() {
        assertThatThrownBy(() -> settings(0, Duration.ZERO, true))
                .hasMessage("Event source mapping of queue moves: batch size 0 is outside 1-10000.");
        assertThatThrownBy(() -> settings(11, Duration.ZERO, true))
                .hasMessage(
                        "Event source mapping of queue moves: batch size 11 is above 10 and needs a maximum batching"
                                + " window of at least 1 s.");
        assertThatThrownBy(() -> settings(10, Duration.ofMinutes(6), true))
                .hasMessage(
                        "Event source mapping of queue moves: maximum batching window of 360 s is outside 0-300 s.");
    }

    /** Answers each event with the next response; one that begins with an exclamation mark is a failure's message. */
    private void start(int batchSize, Duration window, boolean reportBatchItemFailures, String... responses) {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>(List.of(responses));
        mapping = EventSourceMapping.start(
                settings(batchSize, window, reportBatchItemFailures), queues, (functionName, payload) -> {
                    assertThat(functionName).isEqualTo("mover");
                    events.add(JSON.readTree(payload));
                    String answer = answers.remove();
                    if (answer.startsWith("!")) {
                        throw new IOException(answer.substring(1));
                    }
                    return answer.getBytes(UTF_8);
                });
    }

    private void stopMapping() {
        mapping.close();
        mapping = null;
    }

    private static EventSourceMappingSettings settings(
            int batchSize, Duration window, boolean reportBatchItemFailures) {
        return new EventSourceMappingSettings("moves", "mover", batchSize, window, reportBatchItemFailures);
    }

    private JsonNode awaitEvent() throws InterruptedException {
        return Objects.requireNonNull(events.poll(LONG.toSeconds(), TimeUnit.SECONDS), "the function was not invoked");
    }

    private static List<String> bodiesOf(JsonNode event) {
        List<String> bodies = new ArrayList<>();
        event.get("Records").forEach(record -> bodies.add(record.get("body").asText()));
        return bodies;
    }
}
