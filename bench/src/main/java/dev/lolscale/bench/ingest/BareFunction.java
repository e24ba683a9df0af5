package dev.lolscale.bench.ingest;

import dev.lolscale.bench.BenchmarkException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/**
 * A function that only exchanges bytes with the stub: next, one PutRecordBatch made beforehand, response. How many of these
 * go in a second is the stub's own limit, which nothing that is measured against it can pass. Told by {@code EVENTS} how many
 * events the batch holds.
 */
public final class BareFunction {

    private BareFunction() {}

    public static void main(String[] arguments) throws IOException {
        String[] address = System.getenv("AWS_LAMBDA_RUNTIME_API").split(":", -1);
        int port = Integer.parseInt(address[1]);
        byte[] next = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: stub\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] answer = post("/2018-06-01/runtime/invocation/x/response", "", "{\"statusCode\":204}");
        byte[] put = post("/", "X-Amz-Target: Firehose_20150804.PutRecordBatch\r\n", batch());
        try (Exchange runtime = new Exchange(new Socket(address[0], port));
                Exchange firehose = new Exchange(new Socket(address[0], port))) {
            while (true) {
                runtime.exchange(next);
                firehose.exchange(put);
                runtime.exchange(answer);
            }
        }
    }

    private static String batch() {
        byte[] lines = TrackRequests.body(Integer.parseInt(System.getenv("EVENTS")), new Random(1))
                .getBytes(StandardCharsets.UTF_8);
        return "{\"DeliveryStreamName\":\"delivery-stream\",\"Records\":[{\"Data\":\""
                + Base64.getEncoder().encodeToString(lines) + "\"}]}";
    }

    private static byte[] post(String path, String header, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: stub\r\n" + header + "Content-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Exchange implements AutoCloseable {

        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private final byte[] buffer = new byte[256 * 1024];

        Exchange(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** Sends a request and reads the whole response, whose head must be in the first bytes that come. */
        void exchange(byte[] request) throws IOException {
            out.write(request);
            int count = in.read(buffer);
            if (count <= 0) {
                throw new BenchmarkException("the stub has closed");
            }
            String start = new String(buffer, 0, Math.min(count, 1_000), StandardCharsets.ISO_8859_1);
            int length = start.indexOf("Content-Length: ") + "Content-Length: ".length();
            int body = Integer.parseInt(start.substring(length, start.indexOf('\r', length)));
            int left = start.indexOf("\r\n\r\n") + 4 + body - count;
            in.readFully(buffer, 0, left);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
