package dev.lolscale.local.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The event Lambda makes of SQS messages, and the response it takes ("Using Lambda with Amazon SQS" in the Lambda developer guide). */
final class SqsEvent {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SENDER = "AIDALOLSCALELOCAL";

    private SqsEvent() {}

    static byte[] of(List<ReceivedMessage> messages, String queueArn, String region) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (ReceivedMessage message : messages) {
            ObjectNode record = records.addObject()
                    .put("messageId", message.messageId())
                    .put("receiptHandle", message.receiptHandle())
                    .put("body", message.body());
            record.putObject("attributes")
                    .put("ApproximateReceiveCount", Integer.toString(message.receiveCount()))
                    .put("SentTimestamp", Long.toString(message.sent().toEpochMilli()))
                    .put("SenderId", SENDER)
                    .put(
                            "ApproximateFirstReceiveTimestamp",
                            Long.toString(message.firstReceived().toEpochMilli()));
            record.putObject("messageAttributes");
            record.put("md5OfBody", md5(message.body()))
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", queueArn)
                    .put("awsRegion", region);
        }
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The ids of the messages that failed, from a response with {@code batchItemFailures}. Nothing there means that none failed; a
     * response that cannot be understood, or names what was not sent, means that all did: empty.
     */
    static Optional<Set<String>> failures(byte[] response, Set<String> sent) {
        JsonNode failures;
        try {
            failures = JSON.readTree(response).path("batchItemFailures");
        } catch (IOException notJson) {
            return Optional.empty();
        }
        if (!failures.isArray() && !failures.isMissingNode() && !failures.isNull()) {
            return Optional.empty();
        }
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : failures) {
            failed.add(failure.path("itemIdentifier").asText());
        }
        return sent.containsAll(failed) ? Optional.of(failed) : Optional.empty();
    }

    private static String md5(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
