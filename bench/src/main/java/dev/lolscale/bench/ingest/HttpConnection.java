package dev.lolscale.bench.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One HTTP/1.1 connection, seen from the server: requests with a Content-Length or without a body, one after the other. It
 * never waits, and does no more than it must, because what a server costs would be counted as the function's.
 */
final class HttpConnection {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private byte[] buffer = new byte[64 * 1024];
    private int end;
    private boolean open = true;

    /** The connection of a channel that does not block. */
    HttpConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * A request.
     *
     * @param line method, target and version
     * @param operation the header {@code X-Amz-Target}, or an empty string
     * @param body one character a byte
     */
    record Request(String line, String operation, String body) {}

    /** Whether the other side may still send something. */
    boolean isOpen() {
        return open;
    }

    /** The next request if all of it has come, else null. */
    Request poll() throws IOException {
        fill();
        int endOfHead = endOfHead();
        if (endOfHead < 0) {
            return null;
        }
        String[] head = new String(buffer, 0, endOfHead, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        int length = 0;
        String operation = "";
        boolean waits = false;
        for (int i = 1; i < head.length; i++) {
            String header = head[i];
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1).strip();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "x-amz-target" -> operation = value;
                case "transfer-encoding" ->
                    throw new IOException("the stub takes no Transfer-Encoding, and got " + value);
                case "expect" -> waits = true;
                default -> {
                    // Nothing that the stub goes by.
                }
            }
        }
        int body = endOfHead + 4;
        if (end < body + length) {
            if (waits && end == body) {
                write(CONTINUE);
            }
            return null;
        }
        Request request =
                new Request(head[0], operation, new String(buffer, body, length, StandardCharsets.ISO_8859_1));
        System.arraycopy(buffer, body + length, buffer, 0, end - body - length);
        end -= body + length;
        return request;
    }

    private void fill() throws IOException {
        int count;
        do {
            if (end == buffer.length) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
            count = channel.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
            end += Math.max(count, 0);
        } while (end == buffer.length);
        open = count >= 0;
    }

    private int endOfHead() {
        for (int i = 0; i + 3 < end; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Sends a whole response. */
    void write(byte[] response) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(response);
        while (rest.hasRemaining()) {
            if (channel.write(rest) == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
