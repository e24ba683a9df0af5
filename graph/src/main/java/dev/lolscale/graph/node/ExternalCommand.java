package dev.lolscale.graph.node;

import dev.lolscale.graph.GraphException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs a program to its end, with a bound on the time. */
public final class ExternalCommand {

    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");

    /**
     * How a program ended.
     *
     * @param exitCode what it ended with
     * @param output all it printed, both streams, without colours
     */
    public record Ended(int exitCode, String output) {}

    private ExternalCommand() {}

    /**
     * Runs a program.
     *
     * @param folder its working directory
     * @param bound it is killed when it takes longer
     * @throws IOException when it cannot be started
     * @throws GraphException when it was killed
     */
    public static Ended run(Path folder, Duration bound, List<String> command) throws IOException {
        Path output = Files.createTempFile("lolscale-", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            // Nobody answers its questions.
            process.getOutputStream().close();
            if (!waitFor(process, bound)) {
                throw new GraphException(
                        String.join(" ", command) + " has not ended after " + bound.toSeconds() + " s in " + folder);
            }
            return new Ended(process.exitValue(), withoutColours(Files.readString(output, StandardCharsets.UTF_8)));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** The text without the codes that colour it on a terminal. */
    public static String withoutColours(String text) {
        return COLOURS.matcher(text).replaceAll("");
    }

    private static boolean waitFor(Process process, Duration bound) {
        Thread hook = new Thread(() -> end(process), "end-of-command");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraphException("interrupted", e);
        } finally {
            end(process);
            forget(hook);
        }
    }

    /** Ends a program and those that it has started. */
    public static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Takes a hook back, unless the JVM already runs it. */
    public static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down; the hook does the same once more.
        }
    }
}
