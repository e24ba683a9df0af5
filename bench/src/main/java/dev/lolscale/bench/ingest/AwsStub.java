package dev.lolscale.bench.ingest;

import dev.lolscale.bench.ingest.HttpConnection.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * The Lambda Runtime API for one instance, and Firehose's PutRecordBatch, on one port of loopback. The stand-ins of
 * {@code local} do what AWS does (files, quotas, errors) in many times as long; this one must cost nothing beside the
 * function. So one thread does all, and, where there is a core for it, asks for work again and again in place of waiting:
 * waking up would take longer than answering. What it does cost is measured with {@link BareFunction}.
 */
final class AwsStub implements AutoCloseable {

    private static final String PUT = "Firehose_20150804.PutRecordBatch";
    private static final String DATA = "\"Data\":\"";
    private static final String NEXT = "GET /2018-06-01/runtime/invocation/next ";
    private static final String RESTORE = "GET /2018-06-01/runtime/restore/next ";
    private static final long INVOCATION_MILLIS = 30_000;
    private static final int GREATEST_BATCH = 500;
    private static final byte[] ACCEPTED = response("202 Accepted", "application/json", "{\"status\":\"OK\"}");
    private static final byte[] RESTORED = response("200 OK", "application/json", "{}");

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final boolean spins = Cores.isApart();
    private final byte[][] acknowledgements = new byte[GREATEST_BATCH + 1][];
    private volatile Shift shift;
    private volatile boolean closed;
    private volatile long restoredNanos;
    private HttpConnection idle;
    private long invocations;

    AwsStub() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::serve, "stub");
        thread.setDaemon(true);
        thread.start();
    }

    String address() throws IOException {
        return "127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** Gives the instance its invocations. The shift before must be over. */
    void begin(Shift next) {
        shift = next;
        selector.wakeup();
    }

    /** Ends the shift that is not over without a result. */
    void fail(String what) {
        Shift current = shift;
        if (current != null) {
            current.failed(what);
        }
    }

    /** The {@link System#nanoTime()} at which an instance, begun for a snapshot, was told that it is restored; 0 before. */
    long restoredNanos() {
        return restoredNanos;
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void serve() {
        try (selector;
                server) {
            while (!closed) {
                if (spins) {
                    selector.selectNow();
                } else {
                    selector.select();
                }
                Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    serve(key);
                }
                if (idle != null) {
                    next(idle);
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            fail("the stub failed: " + e);
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel channel = server.accept();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new HttpConnection(channel));
            return;
        }
        HttpConnection connection = (HttpConnection) key.attachment();
        try {
            for (Request request = connection.poll(); request != null; request = connection.poll()) {
                answer(connection, request);
            }
            if (!connection.isOpen()) {
                key.channel().close();
            }
        } catch (IOException | RuntimeException e) {
            key.channel().close();
            fail("a connection of the function failed: " + e);
        }
    }

    private void answer(HttpConnection connection, Request request) throws IOException {
        if (request.operation().equals(PUT)) {
            List<String> records = records(request.body());
            connection.write(acknowledgement(records.size()));
            // After the answer, so that the function does not wait for the count.
            shift.taken(records.stream().mapToInt(AwsStub::events).sum());
        } else if (request.line().startsWith(NEXT)) {
            next(connection);
        } else if (request.line().contains("/response ")) {
            connection.write(ACCEPTED);
            shift.answered(request.body());
        } else if (request.line().startsWith(RESTORE)) {
            restoredNanos = System.nanoTime();
            connection.write(RESTORED);
        } else {
            connection.write(ACCEPTED);
            fail("the stub got " + request.line() + " " + request.operation() + " " + request.body());
        }
    }

    private void next(HttpConnection connection) throws IOException {
        byte[] payload = shift.begin();
        if (payload == null) {
            idle = connection;
            return;
        }
        idle = null;
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + payload.length
                        + "\r\nLambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-"
                        + String.format(Locale.ROOT, "%012d", ++invocations)
                        + "\r\nLambda-Runtime-Deadline-Ms: " + (System.currentTimeMillis() + INVOCATION_MILLIS)
                        + "\r\nLambda-Runtime-Invoked-Function-Arn:"
                        + " arn:aws:lambda:us-east-1:123456789012:function:track\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] response = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, response, head.length, payload.length);
        connection.write(response);
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

    private byte[] acknowledgement(int records) {
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
