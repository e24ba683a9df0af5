package dev.lolscale.bench.ingest;

import dev.lolscale.bench.BenchmarkException;
import dev.lolscale.bench.ProcessFigures;
import dev.lolscale.bench.ingest.Shift.Done;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One instance of a function: its process on a core of its own, and its side of AWS. */
final class FunctionInstance implements AutoCloseable {

    private static final Duration SPARE = Duration.ofSeconds(60);
    private static final int SHOWN_OF_LOG = 1_000;

    private final AwsStub stub;
    private final Process process;
    private final CompletableFuture<Void> watch;
    private final ProcessFigures figures;
    private final long startedNanos;

    private FunctionInstance(AwsStub stub, Process process, CompletableFuture<Void> watch, long startedNanos) {
        this.stub = stub;
        this.process = process;
        this.watch = watch;
        this.figures = new ProcessFigures(process.pid());
        this.startedNanos = startedNanos;
    }

    /**
     * Starts a function with invocations waiting for it.
     *
     * @param logs the folder for what it prints
     */
    static FunctionInstance start(Function function, Path logs, Shift first) throws IOException {
        AwsStub stub = new AwsStub();
        stub.begin(first);
        Path log = Files.createDirectories(logs).resolve(function.fileName() + ".log");
        List<String> command = new ArrayList<>(Cores.ofTheFunction());
        command.addAll(function.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(function.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", logs.toString());
        environment.put("LANG", "en_US.UTF-8");
        environment.put("TZ", ":UTC");
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_DEFAULT_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_SESSION_TOKEN", "local");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "track");
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(JavaRuntime.MEMORY_MEGABYTES));
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("AWS_LAMBDA_RUNTIME_API", stub.address());
        environment.put("AWS_ENDPOINT_URL_FIREHOSE", "http://" + stub.address());
        environment.put("STREAM_NAME", "delivery-stream");
        environment.putAll(function.environment());
        long started = System.nanoTime();
        Process process = builder.start();
        CompletableFuture<Void> watch = process.onExit()
                .thenAccept(ended ->
                        stub.fail(function.name() + " ended with exit code " + ended.exitValue() + ": " + endOf(log)));
        return new FunctionInstance(stub, process, watch, started);
    }

    ProcessFigures figures() {
        return figures;
    }

    /** Milliseconds from the start of the process to the end of what was done. */
    double millisToEndOf(Done done) {
        return (done.endNanos() - startedNanos) / 1e6;
    }

    /** Milliseconds from the start of the process until it had asked for its first invocation. */
    double millisToBeginOf(Done first) {
        return (first.beginNanos() - startedNanos) / 1e6;
    }

    /** Milliseconds from the moment at which the instance was told that it is restored to the end of what was done. */
    double millisFromRestoreToEndOf(Done done) {
        if (stub.restoredNanos() == 0) {
            throw new BenchmarkException("the instance never asked to be restored");
        }
        return (done.endNanos() - stub.restoredNanos()) / 1e6;
    }

    /** Gives the instance more to do, and waits for the end. */
    Done work(Shift shift, Duration length) throws InterruptedException {
        stub.begin(shift);
        return shift.await(length.plus(SPARE));
    }

    /** Ends the process as Lambda does, by SIGTERM, and waits for its end. */
    void end() throws InterruptedException {
        watch.cancel(false);
        process.destroy();
        if (!process.waitFor(SPARE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new BenchmarkException("a function did not end within " + SPARE.toSeconds() + " s of SIGTERM");
        }
        stub.close();
    }

    @Override
    public void close() {
        watch.cancel(false);
        process.destroyForcibly();
        stub.close();
    }

    private static String endOf(Path log) {
        try {
            String text = Files.readString(log, StandardCharsets.UTF_8).strip();
            return text.substring(Math.max(0, text.length() - SHOWN_OF_LOG));
        } catch (IOException e) {
            return log + " cannot be read";
        }
    }
}
