package dev.lolscale.bench.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One HTTP/1.1 connection, seen from the server: requests with a Content-Length or without a body, one after the other. It
 * does no more, because what a server costs would be counted as the function's.
 */
final class HttpConnection implements AutoCloseable {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    HttpConnection(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /**
     * A request.
     *
     * @param line method, target and version
     * @param operation the header {@code X-Amz-Target}, or an empty string
     * @param body one character a byte
     */
    record Request(String line, String operation, String body) {}

    /** The next request, or null when the other side has closed. */
    Request read() throws IOException {
        int endOfHead = endOfHead();
        if (endOfHead < 0) {
            return null;
        }
        String[] head = new String(buffer, start, endOfHead - start, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        int length = 0;
        String operation = "";
        for (int i = 1; i < head.length; i++) {
            String header = head[i];
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1).strip();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "x-amz-target" -> operation = value;
                case "transfer-encoding" ->
                    throw new IOException("the stub takes no Transfer-Encoding, and got " + value);
                case "expect" -> out.write(CONTINUE);
                default -> {
                    // Nothing that the stub goes by.
                }
            }
        }
        int body = endOfHead + 4;
        while (end < body + length) {
            int before = start;
            if (!fill()) {
                throw new IOException("a request was cut short");
            }
            body -= before - start;
        }
        String content = new String(buffer, body, length, StandardCharsets.ISO_8859_1);
        start = body + length;
        return new Request(head[0], operation, content);
    }

    private int endOfHead() throws IOException {
        int position = start;
        while (true) {
            for (; position + 3 < end; position++) {
                if (buffer[position] == '\r'
                        && buffer[position + 1] == '\n'
                        && buffer[position + 2] == '\r'
                        && buffer[position + 3] == '\n') {
                    return position;
                }
            }
            int before = start;
            if (!fill()) {
                return -1;
            }
            position -= before - start;
        }
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(count, 0);
        return count > 0;
    }

    /** Sends a whole response. */
    void write(byte[] response) throws IOException {
        out.write(response);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
