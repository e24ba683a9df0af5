package dev.lolscale.local.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A function for tests: does what its event, a JSON string, tells it. Deployed as a jar of nothing but this class. */
public final class ProbeFunction implements RequestStreamHandler {

    private int invocations;

    /** Fails when the variable {@code FAIL_INIT} says so. */
    public ProbeFunction() {
        String reason = System.getenv("FAIL_INIT");
        if (reason != null) {
            throw new IllegalStateException(reason);
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        invocations++;
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        if (event.startsWith("{")) {
            output.write(request(event).getBytes(StandardCharsets.UTF_8));
            return;
        }
        String[] command = event.replace("\"", "").split(" ", 2);
        String answer;
        switch (command[0]) {
            case "echo" -> answer = event;
            case "count" -> answer = Integer.toString(invocations);
            case "pid" -> answer = Long.toString(ProcessHandle.current().pid());
            case "environment" -> answer = object(System.getenv());
            case "context" ->
                answer = object(Map.of(
                        "arn", context.getInvokedFunctionArn(),
                        "memory", Integer.toString(context.getMemoryLimitInMB()),
                        "remaining", Boolean.toString(context.getRemainingTimeInMillis() > 0),
                        "heap", Long.toString(Runtime.getRuntime().maxMemory() / 1024),
                        "home", System.getProperty("user.home"),
                        "directory", System.getProperty("user.dir"),
                        "id", context.getAwsRequestId()));
            case "print" -> {
                System.out.println(command[1]);
                answer = "null";
            }
            case "print-bytes" -> {
                System.out.print("x".repeat(Integer.parseInt(command[1])));
                answer = "null";
            }
            case "large" -> answer = "\"" + "x".repeat(Integer.parseInt(command[1])) + "\"";
            case "meet" -> {
                meet(Path.of(command[1]));
                answer = "\"met\"";
            }
            case "hang" -> {
                Files.writeString(
                        Path.of(command[1]),
                        Long.toString(ProcessHandle.current().pid()));
                hang();
                answer = "null";
            }
            case "throw" -> throw new IllegalArgumentException(command[1]);
            case "exit" -> {
                System.exit(Integer.parseInt(command[1]));
                answer = "null";
            }
            case "halt" -> {
                Runtime.getRuntime().halt(Integer.parseInt(command[1]));
                answer = "null";
            }
            default -> throw new IllegalArgumentException("unknown command " + command[0]);
        }
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers events of the front door: as an authorizer that knows one key, or as the function of a route. */
    private String request(String event) {
        if (event.contains("\"type\":\"REQUEST\"")) {
            boolean known = event.contains("\"identitySource\":[\"the-key\"]");
            return "{\"isAuthorized\":" + known + ",\"context\":{\"keyName\":\"first\"}}";
        }
        boolean first = event.contains("\"lambda\":{\"keyName\":\"first\"}");
        return "{\"statusCode\":200,\"body\":\"invocation " + invocations + ", key of first: " + first + "\"}";
    }

    /** Returns once two instances are here at the same time: each makes a file in {@code directory}. */
    private static void meet(Path directory) throws IOException {
        Files.createFile(directory.resolve(Long.toString(ProcessHandle.current().pid())));
        long there = 0;
        while (there < 2) {
            try (var files = Files.list(directory)) {
                there = files.count();
            }
            Thread.onSpinWait();
        }
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String object(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
