package dev.lolscale.local.frontdoor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Between Jetty and a {@link Door}. Reads the whole request first, as API Gateway does, then has it answered. */
final class RequestHandler extends Handler.Abstract {

    private static final System.Logger LOG = System.getLogger(RequestHandler.class.getName());

    private final Door door;
    private volatile AnswerListener listener = (status, body) -> {};

    RequestHandler(Door door) {
        this.door = door;
    }

    void listen(AnswerListener told) {
        listener = told;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        new Body(request, body -> answer(request, body, response, callback), callback::failed).run();
        return true;
    }

    private void answer(Request request, byte[] body, Response response, Callback callback) {
        Exchange exchange = exchange(request, body);
        callback.completeWith(door.answer(exchange)
                .exceptionally(fault -> {
                    LOG.log(System.Logger.Level.WARNING, "A request failed by a fault of the front door.", fault);
                    return Answer.message(500, "Internal Server Error");
                })
                .thenCompose(answer -> {
                    listener.answered(answer.status(), answer.body());
                    return send(answer, response);
                }));
    }

    private static Exchange exchange(Request request, byte[] body) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (HttpField field : request.getHeaders()) {
            headers.add(Map.entry(field.getName(), field.getValue() == null ? "" : field.getValue()));
        }
        String query = request.getHttpURI().getQuery();
        return new Exchange(
                request.getMethod(),
                request.getHttpURI().getPath(),
                query == null ? "" : query,
                request.getConnectionMetaData().getProtocol(),
                Request.getRemoteAddr(request),
                Request.getLocalPort(request),
                Instant.now(),
                headers,
                body);
    }

    private static CompletableFuture<Void> send(Answer answer, Response response) {
        response.setStatus(answer.status());
        answer.headers().forEach(header -> response.getHeaders().add(header.getKey(), header.getValue()));
        boolean bodiless = answer.status() == 204 || answer.status() == 304;
        if (!bodiless) {
            response.getHeaders().put("Content-Length", answer.body().length);
        }
        return Callback.Completable.with(
                sent -> response.write(true, bodiless ? null : ByteBuffer.wrap(answer.body()), sent));
    }

    /** Reads a body to its end, so that the connection can go on, but keeps no more than the largest allowed. */
    private static final class Body implements Runnable {

        private final Request request;
        private final Consumer<byte[]> read;
        private final Consumer<Throwable> failed;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean tooLarge;

        Body(Request request, Consumer<byte[]> read, Consumer<Throwable> failed) {
            this.request = request;
            this.read = read;
            this.failed = failed;
        }

        @Override
        public void run() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    failed.accept(chunk.getFailure());
                    return;
                }
                keep(chunk.getByteBuffer());
                chunk.release();
                if (chunk.isLast()) {
                    read.accept(tooLarge ? null : bytes.toByteArray());
                    return;
                }
            }
        }

        private void keep(ByteBuffer buffer) {
            tooLarge = tooLarge || bytes.size() + buffer.remaining() > Limits.MAX_BODY_BYTES;
            if (tooLarge) {
                bytes.reset();
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.write(part, 0, part.length);
        }
    }
}
