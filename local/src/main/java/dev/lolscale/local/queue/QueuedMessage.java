package dev.lolscale.local.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;

/** A message in its queue. {@code firstReceived} is null until it is received; a new state is a new record. */
record QueuedMessage(
        String id,
        long number,
        String body,
        Instant sent,
        Instant visibleFrom,
        int receiveCount,
        Instant firstReceived) {
    static final Comparator<QueuedMessage> BY_VISIBILITY =
            Comparator.comparing(QueuedMessage::visibleFrom).thenComparingLong(QueuedMessage::number);

    QueuedMessage received(Instant now, Instant visibleAgainFrom) {
        return new QueuedMessage(
                id,
                number,
                body,
                sent,
                visibleAgainFrom,
                receiveCount + 1,
                firstReceived == null ? now : firstReceived);
    }

    /** As it is after a restart: who had received it is gone, so it is visible unless still delayed. */
    QueuedMessage abandoned() {
        return receiveCount == 0 ? this : new QueuedMessage(id, number, body, sent, sent, receiveCount, firstReceived);
    }

    String receiptHandle() {
        return id + "#" + receiveCount;
    }

    ReceivedMessage toReceived() {
        return new ReceivedMessage(id, receiptHandle(), body, sent, firstReceived, receiveCount);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("number", number)
                .put("body", body)
                .put("sent", sent.toString())
                .put("visibleFrom", visibleFrom.toString())
                .put("receiveCount", receiveCount);
        return firstReceived == null ? json : json.put("firstReceived", firstReceived.toString());
    }

    static QueuedMessage of(JsonNode json) {
        return new QueuedMessage(
                json.path("id").asText(),
                json.path("number").asLong(),
                json.path("body").asText(),
                Instant.parse(json.path("sent").asText()),
                Instant.parse(json.path("visibleFrom").asText()),
                json.path("receiveCount").asInt(),
                json.has("firstReceived")
                        ? Instant.parse(json.path("firstReceived").asText())
                        : null);
    }
}
