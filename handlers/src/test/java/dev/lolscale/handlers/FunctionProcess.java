package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A function in its own JVM, with exactly the environment that it is given. */
final class FunctionProcess {

    private final String classPath;
    private final Class<?> handler;
    private final Map<String, String> environment = new HashMap<>();
    private int remainingMillis = 30_000;

    FunctionProcess(String classPath, Class<?> handler) {
        this.classPath = classPath;
        this.handler = handler;
        environment.put("TZ", "UTC");
    }

    /** What a run left behind: the answers, what else was on standard output, standard error, and the exit code. */
    record Ended(List<JsonNode> answers, List<String> log, String errors, int exitCode) {}

    FunctionProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The variables that Lambda sets, and the endpoints of AWS's stand-in. */
    FunctionProcess with(LoopbackAws aws) {
        return with("AWS_REGION", "us-east-1")
                .with("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
                .with("AWS_SECRET_ACCESS_KEY", "example")
                .with("AWS_SESSION_TOKEN", "example")
                .with("AWS_ENDPOINT_URL_FIREHOSE", aws.url())
                .with("AWS_ENDPOINT_URL_S3", aws.url());
    }

    FunctionProcess withRemaining(int millis) {
        remainingMillis = millis;
        return this;
    }

    /** Hands over the events one after the other, and waits for the end. */
    Ended run(JsonNode... events) throws IOException, InterruptedException {
        Path input = Files.createTempFile("events", ".jsonl");
        Path output = Files.createTempFile("answers", ".txt");
        Path errors = Files.createTempFile("errors", ".txt");
        StringBuilder lines = new StringBuilder();
        for (JsonNode event : events) {
            lines.append(event).append('\n');
        }
        Files.writeString(input, lines);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        FunctionMain.class.getName(),
                        handler.getName(),
                        Integer.toString(remainingMillis))
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<JsonNode> answers = new ArrayList<>();
        List<String> log = new ArrayList<>();
        for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
            if (line.startsWith(FunctionMain.ANSWER)) {
                answers.add(Fixtures.json(line.substring(FunctionMain.ANSWER.length())));
            } else {
                log.add(line);
            }
        }
        Ended ended = new Ended(answers, log, Files.readString(errors), process.exitValue());
        for (Path file : List.of(input, output, errors)) {
            Files.delete(file);
        }
        return ended;
    }
}
