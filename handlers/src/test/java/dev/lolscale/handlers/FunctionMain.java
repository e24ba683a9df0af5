package dev.lolscale.handlers;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Runs a handler in a JVM of its own, as Lambda does: built by its public constructor, told by environment variables
 * alone. Each line of standard input is an event; each answer is a line that begins with {@link #ANSWER}. Needs nothing
 * but the functions' jar, so it can try that jar.
 */
final class FunctionMain {

    static final String ANSWER = "answer ";

    private FunctionMain() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        int remainingMillis = Integer.parseInt(args[1]);
        RequestStreamHandler handler = Class.forName(args[0])
                .asSubclass(RequestStreamHandler.class)
                .getConstructor()
                .newInstance();
        BufferedReader events = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String event = events.readLine(); event != null; event = events.readLine()) {
            long end = System.nanoTime() + remainingMillis * 1_000_000L;
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new TestContext(() ->
                            (int) ((end - System.nanoTime()) / 1_000_000L)));
            System.out.println(ANSWER + answer.toString(StandardCharsets.UTF_8));
        }
    }
}
