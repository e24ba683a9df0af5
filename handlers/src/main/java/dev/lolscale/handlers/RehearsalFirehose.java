package dev.lolscale.handlers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** As much of Firehose as a rehearsal needs: on loopback, over plain HTTP, it acknowledges one record a call. */
final class RehearsalFirehose implements AutoCloseable {

    private static final String BODY = "{\"FailedPutCount\":0,\"RequestResponses\":[{\"RecordId\":\"rehearsal\"}]}";
    private static final byte[] ANSWER =
            ("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: " + BODY.length()
                            + "\r\n\r\n" + BODY)
                    .getBytes(StandardCharsets.ISO_8859_1);
    private static final String LENGTH = "content-length:";

    private final ServerSocket server;

    RehearsalFirehose() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "rehearsal-firehose");
        thread.setDaemon(true);
        thread.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** One connection after the other, each until its client ends it. */
    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    InputStream in = new BufferedInputStream(socket.getInputStream());
                    OutputStream out = socket.getOutputStream()) {
                socket.setTcpNoDelay(true);
                for (int length = requestLength(in); length >= 0; length = requestLength(in)) {
                    in.skipNBytes(length);
                    out.write(ANSWER);
                    out.flush();
                }
            } catch (IOException e) {
                // The client or the server was closed; a client that still wants an answer says so itself.
            }
        }
    }

    /** The length of the body that follows the headers, or -1 at the end of the connection. */
    private static int requestLength(InputStream in) throws IOException {
        int length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
