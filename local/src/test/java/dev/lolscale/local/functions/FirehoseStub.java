package dev.lolscale.local.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Firehose on loopback that takes every record of every call, and remembers how large each was. */
final class FirehoseStub implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The bytes of each record, a list for each call. */
    private final List<List<Long>> calls = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    FirehoseStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        List<Long> records = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        for (JsonNode record : JSON.readTree(exchange.getRequestBody()).path("Records")) {
            records.add((long) record.path("Data").binaryValue().length);
            entries.add("{\"RecordId\":\"1\"}");
        }
        calls.add(records);
        byte[] answer = ("{\"FailedPutCount\":0,\"RequestResponses\":[" + String.join(",", entries) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(200, answer.length);
        try (var body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int calls() {
        return calls.size();
    }

    /** The bytes of each record that was taken, in the order of their coming. */
    List<Long> records() {
        return calls.stream().flatMap(List::stream).toList();
    }

    /** Forgets the calls so far. */
    void forget() {
        calls.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
