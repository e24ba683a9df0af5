package dev.lolscale.graph.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.node.ExternalCommand;
import dev.lolscale.graph.node.NpmPackages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process that serves a policy pack over gRPC, started as Pulumi's engine starts it. It ends when it is closed, and
 * also when this process ends, however it does.
 */
final class PackServer implements AutoCloseable {

    /** What stands before the answer to {@link #settle} on the pack's standard output. */
    private static final String SETTLED = "lolscale-settled ";

    /**
     * Kills the pack when nobody holds its standard input open any more: the operating system closes it also after
     * {@code kill -9}. In a thread of its own, because a policy may keep the main one busy for ever. What comes on
     * standard input asks whether anything failed that no answer told: the SDK lives on after an exception that nobody
     * caught. Timers are waited for, a second at most, because one may run for ever.
     */
    private static final String LIFELINE = """
            import { Worker } from "node:worker_threads";
            const failures = [];
            process.on("uncaughtExceptionMonitor", (error) => failures.push(String(error)));
            process.on("unhandledRejection", (reason) => failures.push(String(reason)));
            const write = process.stdout.write.bind(process.stdout);
            const settle = (until) => {
              const waits = process.getActiveResourcesInfo().some((name) => name === "Timeout" || name === "Immediate");
              if (waits && failures.length === 0 && Date.now() < until) {
                setTimeout(settle, 5, until).unref();
              } else {
                write("\\n%s" + JSON.stringify(failures.splice(0)) + "\\n");
              }
            };
            const lifeline = new Worker(`
              const { Socket } = require("node:net");
              const { parentPort } = require("node:worker_threads");
              const input = new Socket({ fd: 0, readable: true, writable: false });
              input.on("error", () => {}).on("close", () => process.kill(process.pid, "SIGKILL"));
              input.on("data", () => parentPort.postMessage("settle"));
            `, { eval: true });
            lifeline.on("message", () => setImmediate(settle, Date.now() + 1000));
            lifeline.unref();
            """.formatted(SETTLED);

    private static final int KEPT_LINES = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PolicyPack pack;
    private final Process process;
    private final Thread hook;
    private final Deque<String> errors = new ArrayDeque<>();
    private final CompletableFuture<String> firstLine = new CompletableFuture<>();
    private final BlockingQueue<String> settled = new LinkedBlockingQueue<>();
    private final Thread errorReader;

    private PackServer(PolicyPack pack, Process process) {
        this.pack = pack;
        this.process = process;
        this.hook = new Thread(() -> ExternalCommand.end(process), "end-of-policy-pack");
        Runtime.getRuntime().addShutdownHook(hook);
        this.errorReader = read("policy-pack-errors", process.getErrorStream(), this::keep);
        read("policy-pack-output", process.getInputStream(), this::take);
    }

    /**
     * Starts the process.
     *
     * @param configuration what the engine tells a pack of the stack in its environment; secret values are left out
     */
    static PackServer start(PolicyPack pack, StackConfiguration configuration) {
        String lifeline = "data:text/javascript;base64,"
                + Base64.getEncoder().encodeToString(LIFELINE.getBytes(StandardCharsets.UTF_8));
        ProcessBuilder builder = new ProcessBuilder(pack.command(List.of("--import", lifeline)))
                .directory(pack.folder().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("PULUMI_"));
        for (String prefix : List.of("PULUMI_", "PULUMI_NODEJS_")) {
            environment.put(prefix + "ORGANIZATION", "organization");
            environment.put(prefix + "PROJECT", configuration.project());
            environment.put(prefix + "STACK", configuration.stack());
            environment.put(prefix + "DRY_RUN", "false");
        }
        environment.put("PULUMI_CONFIG", configuration.openValuesAsJson());
        try {
            return new PackServer(pack, builder.start());
        } catch (IOException e) {
            throw new GraphException(
                    "the policy pack in " + pack.folder() + " cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * The port on loopback, as soon as the pack listens.
     *
     * @throws GraphException when it ends instead, prints something else first, or takes longer than the bound
     */
    int port(Duration bound) {
        try {
            String line = firstLine.get(bound.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new GraphException(whyEnded());
            }
            if (!line.matches("\\d{1,5}")) {
                throw new GraphException("the policy pack in " + pack.folder()
                        + " must print nothing before its port, but printed: " + line);
            }
            return Integer.parseInt(line);
        } catch (TimeoutException e) {
            throw new GraphException(
                    "the policy pack in " + pack.folder() + " does not answer: it has not listened after "
                            + bound.toSeconds() + " s",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraphException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until what the policies have started is over, timers for a second at most.
     *
     * @return what was thrown or rejected, and nobody caught, since the last time; without any in most cases
     * @throws GraphException when the pack ends instead, or does not answer within the bound
     */
    List<String> settle(Duration bound) {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            String answer = settled.poll(bound.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new GraphException("the policy pack in " + pack.folder()
                        + " hangs: it is still busy with what its policies have started after " + bound.toSeconds()
                        + " s");
            }
            if (answer.isEmpty()) {
                throw new GraphException(whyEnded());
            }
            return List.of(JSON.readValue(answer, String[].class));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraphException("interrupted", e);
        } catch (IOException e) {
            throw new GraphException(whyEnded(), e);
        }
    }

    /** Why the process has ended, as far as it said so. */
    String whyEnded() {
        try {
            boolean ended = process.waitFor(5, TimeUnit.SECONDS);
            errorReader.join(5_000);
            String said = String.join("\n", errors());
            if (said.contains("Unable to compile TypeScript")) {
                return "the policy pack in " + pack.folder() + " does not compile: "
                        + NpmPackages.firstLine(said, "error TS");
            }
            return "the policy pack in " + pack.folder() + " ended"
                    + (ended ? " with exit code " + process.exitValue() : "") + ": "
                    + NpmPackages.firstLine(said, "Error:", "rror");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private List<String> errors() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    /** Keeps the first lines: the cause stands before its consequences. */
    private void keep(String line) {
        synchronized (errors) {
            if (line != null && errors.size() < KEPT_LINES) {
                errors.add(ExternalCommand.withoutColours(line));
            }
        }
    }

    /** The first line is the port, others are answers or what policies print; the end is told as an empty answer. */
    private void take(String line) {
        firstLine.complete(line);
        if (line == null) {
            settled.add("");
        } else if (line.startsWith(SETTLED)) {
            settled.add(line.substring(SETTLED.length()));
        }
    }

    private interface LineReader {
        void read(String line);
    }

    /** Reads to the end, so that the pack never waits for us; at the end the reader gets null. */
    private static Thread read(String name, InputStream stream, LineReader reader) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            reader.read(line);
                        }
                    } catch (IOException e) {
                        // The pack is gone, and with it the pipe.
                    } finally {
                        reader.read(null);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        ExternalCommand.end(process);
        ExternalCommand.forget(hook);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
