package dev.lolscale.bench.ingest;

import dev.lolscale.bench.ingest.HttpConnection.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Lambda Runtime API for one instance, and Firehose's PutRecordBatch, on one port of loopback. The stand-ins of
 * {@code local} do what AWS does (files, quotas, errors) in a hundred times as long; this one must cost nothing beside the
 * function, and what it does cost is measured with {@link BareFunction}.
 */
final class AwsStub implements AutoCloseable {

    private static final String PUT = "Firehose_20150804.PutRecordBatch";
    private static final String DATA = "\"Data\":\"";
    private static final String NEXT = "GET /2018-06-01/runtime/invocation/next ";
    private static final long INVOCATION_MILLIS = 30_000;
    private static final byte[] ACCEPTED = response("202 Accepted", "application/json", "{\"status\":\"OK\"}");

    private final ServerSocket server;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final byte[][] acknowledgements = new byte[501][];
    private Shift shift;
    private long invocations;

    AwsStub() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground("accept", this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Gives the instance its invocations. The shift before must be over. */
    synchronized void begin(Shift next) {
        shift = next;
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (HttpConnection connection : connections) {
            connection.close();
        }
    }

    private static void inBackground(String name, Runnable work) {
        Thread thread = new Thread(work, "stub-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                inBackground("connection", () -> serve(socket));
            } catch (IOException e) {
                // Closed.
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (HttpConnection connection = new HttpConnection(socket)) {
            connections.add(connection);
            for (Request request = connection.read(); request != null; request = connection.read()) {
                answer(connection, request);
            }
            connections.remove(connection);
        } catch (IOException | RuntimeException e) {
            // An instance that ends after its last shift fails nothing.
            fail("a connection of the function failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpConnection connection, Request request) throws IOException, InterruptedException {
        if (request.operation().equals(PUT)) {
            List<String> records = records(request.body());
            connection.write(acknowledgement(records.size()));
            // After the answer, so that the function does not wait for the count.
            current().taken(records.stream().mapToInt(AwsStub::events).sum());
        } else if (request.line().startsWith(NEXT)) {
            connection.write(next());
        } else if (request.line().contains("/response ")) {
            Shift answered = current();
            connection.write(ACCEPTED);
            answered.answered(request.body());
        } else {
            connection.write(ACCEPTED);
            fail("the stub got " + request.line() + " " + request.operation() + " " + request.body());
        }
    }

    private synchronized Shift current() {
        return shift;
    }

    /** Ends the shift that is not over without a result. */
    synchronized void fail(String what) {
        if (shift != null) {
            shift.failed(what);
        }
    }

    private synchronized byte[] next() throws InterruptedException {
        byte[] payload = shift == null ? null : shift.begin();
        while (payload == null) {
            wait();
            payload = shift.begin();
        }
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + payload.length
                        + "\r\nLambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-"
                        + String.format("%012d", ++invocations)
                        + "\r\nLambda-Runtime-Deadline-Ms: " + (System.currentTimeMillis() + INVOCATION_MILLIS)
                        + "\r\nLambda-Runtime-Invoked-Function-Arn:"
                        + " arn:aws:lambda:us-east-1:123456789012:function:track\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] response = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, response, head.length, payload.length);
        return response;
    }

    private static List<String> records(String body) {
        List<String> records = new ArrayList<>();
        int start = body.indexOf(DATA);
        while (start >= 0) {
            int end = body.indexOf('"', start + DATA.length());
            records.add(body.substring(start + DATA.length(), end));
            start = body.indexOf(DATA, end);
        }
        return records;
    }

    /** The lines in a record; a line that is not ended counts. */
    private static int events(String base64) {
        byte[] data = Base64.getDecoder().decode(base64);
        int lines = data.length == 0 || data[data.length - 1] == '\n' ? 0 : 1;
        for (byte b : data) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    private synchronized byte[] acknowledgement(int records) {
        if (acknowledgements[records] == null) {
            StringBuilder json = new StringBuilder("{\"FailedPutCount\":0,\"Encrypted\":false,\"RequestResponses\":[");
            for (int i = 0; i < records; i++) {
                json.append(i == 0 ? "" : ",").append("{\"RecordId\":\"");
                // Firehose's own are several times as long: a function that sends many records has less to read here.
                json.append("49578734086442259037497492980620233840").append("\"}");
            }
            acknowledgements[records] = response(
                    "200 OK", "application/x-amz-json-1.1", json.append("]}").toString());
        }
        return acknowledgements[records];
    }

    private static byte[] response(String status, String type, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
