package dev.lolscale.local.functions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The Lambda Runtime API of version 2018-06-01, as AWS documents it for custom runtimes. Every instance has a port of its
 * own on loopback, which is how this side knows who asks.
 */
final class RuntimeApi implements AutoCloseable {

    /** Far more than a function may answer: what is larger than Lambda's limit is read and then refused. */
    private static final int MAX_READ_BYTES = 64 * 1024 * 1024;

    private static final String VERSION = "/2018-06-01/runtime";
    private static final Pattern INVOCATION = Pattern.compile(VERSION + "/invocation/([^/]+)/(response|error)");

    private final Map<Connector, Instance> instances = new ConcurrentHashMap<>();
    private final Server server;

    RuntimeApi() throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(200, 4);
        threads.setName("runtime-api");
        threads.setDaemon(true);
        server = new Server(threads);
        server.setHandler(new Door());
        Jetty.start(server);
    }

    /** One instance's side of the API. */
    final class Endpoint {
        private final ServerConnector connector;

        private Endpoint(ServerConnector connector) {
            this.connector = connector;
        }

        /** What the instance gets as {@code AWS_LAMBDA_RUNTIME_API}. */
        String address() {
            return connector.getHost() + ":" + connector.getLocalPort();
        }

        void close() {
            instances.remove(connector);
            server.removeConnector(connector);
            Jetty.stop(connector);
        }
    }

    Endpoint open(Instance instance) throws IOException {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        // The next invocation may be hours away.
        connector.setIdleTimeout(0);
        instances.put(connector, instance);
        server.addConnector(connector);
        Jetty.start(connector);
        return new Endpoint(connector);
    }

    @Override
    public void close() {
        Jetty.stop(server);
    }

    /** The answer to an instance's request for its next invocation, given when there is one. */
    record Next(Response response, Callback callback) {

        void send(Invocation invocation, long deadlineMillis, String arn, Callback sent) {
            response.setStatus(200);
            response.getHeaders()
                    .put("Content-Type", "application/json")
                    .put("Content-Length", invocation.payload().length)
                    .put("Lambda-Runtime-Aws-Request-Id", invocation.id())
                    .put("Lambda-Runtime-Deadline-Ms", Long.toString(deadlineMillis))
                    .put("Lambda-Runtime-Invoked-Function-Arn", arn);
            response.write(true, ByteBuffer.wrap(invocation.payload()), Callback.combine(sent, callback));
        }
    }

    private final class Door extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Instance instance = instances.get(request.getConnectionMetaData().getConnector());
            String path = request.getHttpURI().getPath();
            if (instance == null) {
                answer(response, callback, 403, error("the instance has ended", "Forbidden"));
            } else if (request.getMethod().equals("GET") && path.equals(VERSION + "/invocation/next")) {
                instance.next(new Next(response, callback));
            } else if (request.getMethod().equals("GET") && path.equals(VERSION + "/restore/next")) {
                // Where Lambda takes the snapshot, and later restores it: here the process just goes on.
                answer(response, callback, 200, "");
            } else if (request.getMethod().equals("POST")) {
                Content.Source.asByteArrayAsync(
                        request,
                        MAX_READ_BYTES,
                        Promise.Invocable.from(
                                InvocationType.BLOCKING,
                                body -> post(instance, path, body, response, callback),
                                callback::failed));
            } else {
                answer(response, callback, 404, error("no such resource: " + path, "NotFound"));
            }
            return true;
        }

        private void post(Instance instance, String path, byte[] body, Response response, Callback callback) {
            Matcher invocation = INVOCATION.matcher(path);
            if (path.equals(VERSION + "/init/error") || path.equals(VERSION + "/restore/error")) {
                instance.initFailed(InvocationResult.failed(body));
                answer(response, callback, 202, "{\"status\":\"OK\"}");
            } else if (!invocation.matches()) {
                answer(response, callback, 404, error("no such resource: " + path, "NotFound"));
            } else {
                boolean tooLarge = body.length > FunctionErrors.MAX_RESPONSE_BYTES;
                InvocationResult result;
                if (tooLarge) {
                    result = FunctionErrors.answerTooLarge(body.length);
                } else if (invocation.group(2).equals("error")) {
                    result = InvocationResult.failed(body);
                } else {
                    result = InvocationResult.answered(body);
                }
                Runnable tell = instance.answered(invocation.group(1), result);
                if (tell == null) {
                    answer(response, callback, 400, error("Invalid request ID", "InvalidRequestID"));
                } else if (tooLarge) {
                    answer(
                            response,
                            callback,
                            413,
                            error("Exceeded maximum allowed payload size", "RequestEntityTooLarge"));
                    tell.run();
                } else {
                    // The instance first: it is free for the next invocation while the caller reads this answer.
                    answer(response, callback, 202, "{\"status\":\"OK\"}");
                    tell.run();
                }
            }
        }

        private void answer(Response response, Callback callback, int status, String json) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            response.setStatus(status);
            response.getHeaders().put("Content-Type", "application/json").put("Content-Length", body.length);
            response.write(true, ByteBuffer.wrap(body), callback);
        }

        private String error(String message, String type) {
            return "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}";
        }
    }
}
