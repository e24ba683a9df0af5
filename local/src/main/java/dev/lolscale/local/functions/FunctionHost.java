package dev.lolscale.local.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for AWS Lambda on one machine. Functions run from their deployed jars, in processes of their own, on AWS's
 * runtime interface client and this JVM's Java, with the flags of the java21 runtime: serial collector, first compiler
 * only, a heap of 85 % of the function's memory. They see exactly their own environment, Lambda's, and the endpoints
 * given; nothing of this process's.
 *
 * <p>An instance serves one invocation at a time. The first invocation starts the first instance (a cold start); more
 * are started while invocations wait, up to the function's concurrency, and all stay warm. Lambda would throttle beyond
 * its concurrency: here invocations wait.
 *
 * <p>Failures are Lambda's: an invocation beyond its timeout fails with {@code Task timed out}, and its instance is
 * killed; a process that ends fails its invocation with {@code Runtime.ExitError}; a function that can't be loaded
 * fails the invocation that started it. In each case the next invocation starts afresh. When this process ends in any
 * way, its functions end too.
 */
public final class FunctionHost implements Invoker, AutoCloseable {

    private final Map<String, FunctionPool> pools = new TreeMap<>();
    private final List<FunctionLog> logs = new ArrayList<>();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, FunctionHost::daemon);
    private final ExecutorService starts = Executors.newCachedThreadPool(FunctionHost::daemon);
    private final RuntimeApi api;

    private FunctionHost(RuntimeApi api) {
        this.api = api;
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Makes functions ready to be invoked; no process runs before the first invocation.
     *
     * @throws IOException in one line when a jar is missing or is no jar, or when the runtime is incomplete
     */
    public static FunctionHost start(HostSettings host, List<FunctionSettings> functions) throws IOException {
        FunctionProcess processes = new FunctionProcess(host);
        Map<FunctionSettings, Path> taskRoots = new LinkedHashMap<>();
        for (FunctionSettings function : functions) {
            Path tasks = host.directory().resolve("functions/tasks");
            taskRoots.put(function, FunctionCode.deploy(function.name(), function.code(), tasks));
        }
        FunctionHost started = new FunctionHost(new RuntimeApi());
        try {
            for (Map.Entry<FunctionSettings, Path> function : taskRoots.entrySet()) {
                started.add(host, processes, function.getKey(), function.getValue());
            }
        } catch (IOException e) {
            started.close();
            throw e;
        }
        return started;
    }

    private void add(HostSettings host, FunctionProcess processes, FunctionSettings function, Path taskRoot)
            throws IOException {
        FunctionLog log = new FunctionLog(host.directory().resolve("logs"), function.name());
        logs.add(log);
        FunctionPool pool = new FunctionPool(
                function.concurrency(),
                owner -> new Instance(function, owner, clock),
                instance -> starts.execute(() -> instance.start(api, processes, taskRoot, log)));
        if (pools.put(function.name(), pool) != null) {
            throw new IOException("There are two functions named " + function.name() + ".");
        }
    }

    @Override
    public CompletableFuture<InvocationResult> invoke(String function, byte[] payload) {
        FunctionPool pool = pools.get(function);
        if (pool == null) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "There is no function named " + function + "; there are " + pools.keySet() + "."));
        }
        if (payload.length > MAX_PAYLOAD_BYTES) {
            return CompletableFuture.failedFuture(new PayloadTooLargeException(function, payload.length));
        }
        return pool.invoke(payload);
    }

    /** Kills the processes of all functions and waits until they are gone; what still runs fails. */
    @Override
    public void close() {
        List<Instance> ending =
                pools.values().stream().flatMap(pool -> pool.close().stream()).toList();
        starts.shutdown();
        ending.forEach(Instance::end);
        // SIGKILL can't be refused: a process that is still there after this is the system's affair.
        CompletableFuture.allOf(ending.stream().map(Instance::exit).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, 10, TimeUnit.SECONDS)
                .join();
        clock.shutdownNow();
        api.close();
        for (FunctionLog log : logs) {
            try {
                log.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "function-host");
        thread.setDaemon(true);
        return thread;
    }
}
