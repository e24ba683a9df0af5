package dev.lolscale.local.firehose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Firehose's wire protocol, AWS JSON 1.1: the operation in {@code X-Amz-Target}, JSON in and out, errors by {@code __type}. */
final class FirehoseProtocol implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FirehoseProtocol.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TARGET = "Firehose_20150804.";

    /** Base64 needs a third more; the rest is for 500 records' punctuation. */
    private static final int LARGEST_BODY_BYTES = PutRequest.LARGEST_BATCH_BYTES * 4 / 3 + 128 * 1024;

    private final StreamTable streams;
    private final Instant created;
    private final AtomicReference<String> problem = new AtomicReference<>();

    FirehoseProtocol(StreamTable streams, Instant created) {
        this.streams = streams;
        this.created = created;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange, 200, perform(exchange));
            } catch (FirehoseException e) {
                if (e.getCause() != null) {
                    warn(String.valueOf(e.getCause().getMessage()));
                }
                answer(exchange, e.status(), error(e));
            }
        }
    }

    /** A disk that is full refuses each request; one line tells of it. */
    private void warn(String cause) {
        if (!cause.equals(problem.getAndSet(cause))) {
            LOG.warn("Firehose cannot keep what it is sent, and says so to each sender: {}", cause);
        }
    }

    /** Why a request could not be kept, the last time that happened. */
    Optional<String> problem() {
        return Optional.ofNullable(problem.get());
    }

    private JsonNode perform(HttpExchange exchange) throws IOException, FirehoseException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY_BYTES + 1);
        return switch (target == null ? "" : target) {
            case TARGET + "PutRecord" -> putRecord(PutRequest.ofPutRecord(json(body)));
            case TARGET + "PutRecordBatch" -> putRecordBatch(PutRequest.ofPutRecordBatch(json(body)));
            case TARGET + "DescribeDeliveryStream" -> describe(PutRequest.streamName(json(body)));
            default -> throw FirehoseException.badRequest("UnknownOperationException", "");
        };
    }

    private static JsonNode json(byte[] body) throws IOException, FirehoseException {
        if (body.length > LARGEST_BODY_BYTES) {
            throw PutRequest.tooLarge();
        }
        try {
            JsonNode request = JSON.readTree(body);
            if (request.isObject()) {
                return request;
            }
            throw FirehoseException.badRequest("SerializationException", "The body must be a JSON object");
        } catch (JsonProcessingException e) {
            throw FirehoseException.badRequest("SerializationException", e.getOriginalMessage());
        }
    }

    private JsonNode putRecord(PutRequest request) throws FirehoseException {
        streams.find(request.streamName()).accept(request.records());
        return JSON.createObjectNode().put("RecordId", recordId()).put("Encrypted", false);
    }

    private JsonNode putRecordBatch(PutRequest request) throws FirehoseException {
        streams.find(request.streamName()).accept(request.records());
        ObjectNode response = JSON.createObjectNode().put("FailedPutCount", 0).put("Encrypted", false);
        ArrayNode responses = response.putArray("RequestResponses");
        request.records().forEach(record -> responses.addObject().put("RecordId", recordId()));
        return response;
    }

    private JsonNode describe(String name) throws FirehoseException {
        DeliveryStream stream = streams.find(name).settings();
        ObjectNode response = JSON.createObjectNode();
        ObjectNode description = response.putObject("DeliveryStreamDescription")
                .put("DeliveryStreamName", name)
                .put("DeliveryStreamARN", streams.arn(name))
                .put("DeliveryStreamStatus", "ACTIVE")
                .put("DeliveryStreamType", "DirectPut")
                .put("VersionId", "1")
                .put("CreateTimestamp", created.toEpochMilli() / 1_000.0)
                .put("HasMoreDestinations", false);
        ObjectNode destination =
                description.putArray("Destinations").addObject().put("DestinationId", "destinationId-000000000001");
        ObjectNode s3 = destination
                .putObject("ExtendedS3DestinationDescription")
                .put("RoleARN", streams.roleArn(name))
                .put("BucketARN", "arn:aws:s3:::" + stream.bucket())
                .put("Prefix", stream.prefix())
                .put("ErrorOutputPrefix", stream.errorOutputPrefix())
                .put("CompressionFormat", stream.compression().name());
        s3.putObject("BufferingHints")
                .put("SizeInMBs", stream.bufferBytes() / DeliveryStream.MEBIBYTE)
                .put("IntervalInSeconds", stream.bufferInterval().toSeconds());
        s3.putObject("EncryptionConfiguration").put("NoEncryptionConfig", "NoEncryption");
        return response;
    }

    private static String recordId() {
        return UUID.randomUUID().toString();
    }

    private static JsonNode error(FirehoseException e) {
        ObjectNode error = JSON.createObjectNode().put("__type", e.type());
        return e.getMessage().isEmpty() ? error : error.put("message", e.getMessage());
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
