package dev.lolscale.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of Firehose and S3 as the functions use, over HTTP on the loopback interface, as AWS speaks it. */
final class LoopbackAws implements AutoCloseable {

    /** How PutRecordBatch answers, call by call; when there are none left it acknowledges everything. */
    enum FirehoseAnswer {
        ACKNOWLEDGE,
        FAIL_EVERY_RECORD,
        UNAVAILABLE,
        NEVER
    }

    final Deque<FirehoseAnswer> firehoseAnswers = new ConcurrentLinkedDeque<>();
    final List<String> firehoseCalls = new CopyOnWriteArrayList<>();
    final List<String> acknowledged = new CopyOnWriteArrayList<>();

    /** {@code /bucket/key} to content. */
    final Map<String, String> objects = new ConcurrentHashMap<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    LoopbackAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (target != null) {
                firehose(exchange, target);
            } else {
                s3(exchange);
            }
        }
    }

    private void firehose(HttpExchange exchange, String target) throws IOException {
        JsonNode request = Fixtures.JSON.readTree(exchange.getRequestBody());
        firehoseCalls.add(target + " " + request.get("DeliveryStreamName").asText());
        FirehoseAnswer answer = firehoseAnswers.isEmpty() ? FirehoseAnswer.ACKNOWLEDGE : firehoseAnswers.poll();
        if (answer == FirehoseAnswer.NEVER) {
            awaitClosed();
            return;
        }
        if (answer == FirehoseAnswer.UNAVAILABLE) {
            send(exchange, 503, "{\"__type\":\"ServiceUnavailableException\",\"message\":\"Slow down.\"}");
            return;
        }
        boolean fails = answer == FirehoseAnswer.FAIL_EVERY_RECORD;
        ObjectNode response = Fixtures.JSON.createObjectNode();
        ArrayNode entries = response.putArray("RequestResponses");
        for (JsonNode record : request.get("Records")) {
            if (fails) {
                entries.addObject()
                        .put("ErrorCode", "ServiceUnavailableException")
                        .put("ErrorMessage", "Slow down.");
            } else {
                byte[] data = Base64.getDecoder().decode(record.get("Data").asText());
                acknowledged.add(new String(data, StandardCharsets.UTF_8));
                entries.addObject().put("RecordId", "r" + acknowledged.size());
            }
        }
        response.put("FailedPutCount", fails ? entries.size() : 0).put("Encrypted", false);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        send(exchange, 200, response.toString());
    }

    private void s3(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod()) {
            case "HEAD" -> {
                String content = objects.get(path);
                if (content != null) {
                    exchange.getResponseHeaders().set("ETag", eTag(content));
                    exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length()));
                }
                exchange.sendResponseHeaders(content == null ? 404 : 200, -1);
            }
            case "PUT" -> copy(exchange, path);
            case "DELETE" -> {
                objects.remove(path);
                exchange.sendResponseHeaders(204, -1);
            }
            default -> send(exchange, 405, "<Error><Code>MethodNotAllowed</Code></Error>");
        }
    }

    private void copy(HttpExchange exchange, String path) throws IOException {
        String source =
                URLDecoder.decode(exchange.getRequestHeaders().getFirst("x-amz-copy-source"), StandardCharsets.UTF_8);
        String content = objects.get(source.startsWith("/") ? source : "/" + source);
        if (content == null) {
            send(exchange, 404, "<Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message></Error>");
        } else if (!eTag(content).equals(exchange.getRequestHeaders().getFirst("x-amz-copy-source-if-match"))) {
            send(exchange, 412, "<Error><Code>PreconditionFailed</Code></Error>");
        } else {
            objects.put(path, content);
            send(exchange, 200, "<CopyObjectResult><ETag>" + eTag(content) + "</ETag></CopyObjectResult>");
        }
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String eTag(String content) {
        return "\"%032x\"".formatted(content.hashCode());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
