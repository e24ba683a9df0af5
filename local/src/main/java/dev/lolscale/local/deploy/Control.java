package dev.lolscale.local.deploy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The way for other commands to a platform that is up: HTTP on loopback, whose address and token stand in a file of the
 * platform's folder that only its owner can read.
 */
public final class Control implements AutoCloseable {

    private static final String FILE = "control.json";
    private static final String TOKEN_HEADER = "x-lolscale-token";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> ARGUMENTS = new TypeReference<>() {};

    /** What can be asked of a running platform. */
    @FunctionalInterface
    public interface WorkflowRunner {

        /**
         * Drains the stream and runs the workflow once, or with arguments the jobs alone; the answer is that of
         * {@link WorkflowReport}.
         *
         * @param jobArguments as {@link LocalPlatform#runJobs} takes them; empty for the workflow
         */
        ObjectNode run(Map<String, String> jobArguments) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final Path file;

    private Control(HttpServer server, Path file) {
        this.server = server;
        this.file = file;
    }

    /** Listens on a free port and writes the file. */
    public static Control open(LocalFolder folder, WorkflowRunner workflow) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/workflow", exchange -> {
            try (exchange) {
                answer(exchange, token, workflow);
            }
        });
        server.start();
        ObjectNode address = JSON.createObjectNode();
        address.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/workflow");
        address.put("token", token);
        Path file = folder.root().resolve(FILE);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, address.toString(), StandardOpenOption.WRITE);
        return new Control(server, file);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String token, WorkflowRunner workflow) throws IOException {
        String given = Optional.ofNullable(exchange.getRequestHeaders().getFirst(TOKEN_HEADER))
                .orElse("");
        boolean allowed =
                MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        if (!allowed || !exchange.getRequestMethod().equals("POST")) {
            exchange.sendResponseHeaders(403, -1);
            return;
        }
        int status = 200;
        ObjectNode body;
        try {
            body = workflow.run(JSON.readValue(exchange.getRequestBody(), ARGUMENTS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException | RuntimeException e) {
            status = 500;
            body = JSON.createObjectNode().put("problem", String.valueOf(e.getMessage()));
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /**
     * Asks the platform that is up in a folder to run its workflow, and waits for the end.
     *
     * @param jobArguments with any, the jobs are run alone, as by {@link LocalPlatform#runJobs}
     * @return empty when none is up there
     * @throws IOException in one line when it is up and could not
     */
    public static Optional<ObjectNode> runWorkflow(LocalFolder folder, Map<String, String> jobArguments)
            throws IOException, InterruptedException {
        Path file = folder.root().resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        ObjectNode address = (ObjectNode) JSON.readTree(Files.readString(file));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address.path("url").asText()))
                .header(TOKEN_HEADER, address.path("token").asText())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(jobArguments)))
                .build();
        HttpResponse<String> response;
        try {
            response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(
                    "the lolscale that had the folder " + folder.root()
                            + " ended before the workflow did, or does not answer; run ./lolscale workflow again",
                    e);
        }
        if (!Set.of(200, 500).contains(response.statusCode())) {
            throw new IOException("the platform in " + folder.root() + " answered HTTP " + response.statusCode());
        }
        ObjectNode body = (ObjectNode) JSON.readTree(response.body());
        if (response.statusCode() == 500) {
            throw new IOException(body.path("problem").asText());
        }
        return Optional.of(body);
    }

    /** Removes the file and stops listening. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        server.stop(0);
    }
}
