package dev.lolscale.local.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lolscale.graph.GraphException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The console's HTTP on loopback: the page, and under {@code /api} what it shows. */
final class ConsoleServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ConsoleServer.class.getName());
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int MOST_BODY_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer that is JSON. */
    record Answer(int status, JsonNode body) {

        static Answer ok(JsonNode body) {
            return new Answer(200, body);
        }

        static Answer problem(int status, String problem) {
            return new Answer(status, JsonNodeFactory.instance.objectNode().put("problem", problem));
        }
    }

    /** What is behind a path below {@code /api/}. */
    interface Resource {

        /**
         * Answers.
         *
         * @param query the address's query, undecoded; empty when there is none
         * @param body what was posted; an empty object for a GET
         */
        Answer answer(String query, JsonNode body) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final ConsolePages pages;
    private final LiveStream live;
    private final ConsoleApi api;
    private final RequestGuard guard;

    private ConsoleServer(
            HttpServer server, ExecutorService threads, ConsolePages pages, LiveStream live, ConsoleApi api) {
        this.server = server;
        this.threads = threads;
        this.pages = pages;
        this.live = live;
        this.api = api;
        this.guard = new RequestGuard(server.getAddress().getPort());
    }

    /**
     * Listens.
     *
     * @param port on loopback; 0 takes a free one
     * @throws IOException in one line when the port is in use
     */
    static ConsoleServer start(int port, ConsolePages pages, LiveStream live, ConsoleApi api) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        } catch (BindException e) {
            throw new IOException(
                    "the console's port " + port
                            + " on 127.0.0.1 is in use; take another with --console-port, or 0 for a free one",
                    e);
        }
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "console");
            thread.setDaemon(true);
            return thread;
        });
        ConsoleServer console = new ConsoleServer(server, threads, pages, live, api);
        server.setExecutor(threads);
        server.createContext("/", console::handle);
        server.start();
        return console;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            PageHeaders.add(exchange.getResponseHeaders());
            Optional<String> refusal = guard.refusal(method, path, exchange.getRequestHeaders());
            if (refusal.isPresent()) {
                send(exchange, Answer.problem(403, refusal.get()));
            } else if (method.equals("GET") && path.equals("/api/live")) {
                live.serve(exchange);
            } else if (path.startsWith("/api/")) {
                send(exchange, answer(exchange, method, path.substring("/api/".length())));
            } else if (!method.equals("GET")) {
                send(exchange, Answer.problem(405, "here only GET is answered"));
            } else {
                page(exchange, path);
            }
        } catch (IOException e) {
            // Whoever asked has gone.
            LOG.log(System.Logger.Level.DEBUG, "a request of the console was not answered", e);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a request failed by a fault of the console", e);
        }
    }

    private Answer answer(HttpExchange exchange, String method, String name) throws IOException {
        Optional<Resource> resource = method.equals("POST") ? api.posted(name) : api.read(name);
        if (resource.isEmpty()) {
            return Answer.problem(404, "there is no " + method + " /api/" + name);
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
        if (body.length > MOST_BODY_BYTES) {
            return Answer.problem(413, "a request's body may have " + MOST_BODY_BYTES + " bytes");
        }
        try {
            JsonNode json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
            return resource.get()
                    .answer(
                            Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                                    .orElse(""),
                            json);
        } catch (JsonProcessingException e) {
            return Answer.problem(400, "the body is no JSON");
        } catch (GraphException | IllegalArgumentException e) {
            return Answer.problem(400, e.getMessage());
        } catch (IOException e) {
            return Answer.problem(500, String.valueOf(e.getMessage()));
        }
    }

    private void page(HttpExchange exchange, String path) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        switch (path) {
            case "/" -> {
                String nonce = PageHeaders.allowStyles(headers);
                send(
                        exchange,
                        200,
                        pages.text("index.html").replace("NONCE", nonce).getBytes(StandardCharsets.UTF_8));
            }
            case "/app.js" -> {
                headers.set("Content-Type", "text/javascript; charset=utf-8");
                send(exchange, 200, pages.file("app.js"));
            }
            case "/app.css" -> {
                headers.set("Content-Type", "text/css; charset=utf-8");
                send(exchange, 200, pages.file("app.css"));
            }
            default -> send(exchange, Answer.problem(404, "there is no such page"));
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, answer.status(), JSON.writeValueAsBytes(answer.body()));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        live.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
