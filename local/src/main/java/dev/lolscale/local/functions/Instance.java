package dev.lolscale.local.functions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Callback;

/**
 * One execution environment of a function: a process, and one invocation at a time. It tells its {@link FunctionPool}
 * when it is ready for an invocation, and when it has ended.
 */
final class Instance {

    /** Lambda allows 10 s on processors of its own; this machine's are shared. */
    static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    private final FunctionSettings function;
    private final FunctionPool pool;
    private final ScheduledExecutorService clock;

    private RuntimeApi.Endpoint endpoint;
    private Process process;
    private CompletableFuture<Void> exit = CompletableFuture.completedFuture(null);
    private RuntimeApi.Next next;
    private Invocation current;
    private Future<?> limit;
    private boolean everReady;
    private boolean ended;
    private InvocationResult initFailure;

    Instance(FunctionSettings function, FunctionPool pool, ScheduledExecutorService clock) {
        this.function = function;
        this.pool = pool;
        this.clock = clock;
    }

    /** Starts the process, unless the instance was ended before; what it prints goes to {@code log}. */
    void start(RuntimeApi api, FunctionProcess processes, Path taskRoot, FunctionLog log) {
        try {
            synchronized (this) {
                if (ended) {
                    return;
                }
                endpoint = api.open(this);
                process = processes.start(function, taskRoot, endpoint.address());
                limit = clock.schedule(this::neverReady, INIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                exit = CompletableFuture.allOf(
                        process.onExit().thenAcceptAsync(this::exited), print(process.getInputStream(), log));
            }
        } catch (IOException e) {
            if (endpoint != null) {
                endpoint.close();
            }
            pool.ended(this, FunctionErrors.notStarted(function.name(), e.getMessage()));
        }
    }

    private CompletableFuture<Void> print(InputStream printed, FunctionLog log) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    copy(printed, log);
                    done.complete(null);
                },
                "log-" + function.name());
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /** Reads to the end whatever becomes of the log: a process whose output nobody reads stands still. */
    private static void copy(InputStream printed, FunctionLog log) {
        byte[] buffer = new byte[8192];
        try (printed) {
            for (int length = printed.read(buffer); length >= 0; length = printed.read(buffer)) {
                log.write(buffer, length);
            }
        } catch (IOException e) {
            // The stream of a killed process may break: there is nothing more to read.
        }
    }

    /** The instance asks for its next invocation. */
    void next(RuntimeApi.Next request) {
        synchronized (this) {
            if (!everReady) {
                everReady = true;
                limit.cancel(false);
            }
            next = request;
        }
        pool.ready(this);
    }

    /** Gives an invocation to an instance that is ready. */
    void deliver(Invocation invocation) {
        RuntimeApi.Next request;
        synchronized (this) {
            request = next;
            next = null;
            current = invocation;
            limit = clock.schedule(
                    () -> timedOut(invocation), function.timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        long deadline = System.currentTimeMillis() + function.timeout().toMillis();
        request.send(invocation, deadline, function.arn(), Callback.from(() -> {}, fault -> end()));
    }

    /**
     * The instance has answered.
     *
     * @return tells whoever waits, or null when the invocation is not the one that runs
     */
    synchronized Runnable answered(String id, InvocationResult result) {
        if (current == null || !current.id().equals(id)) {
            return null;
        }
        Invocation invocation = current;
        current = null;
        limit.cancel(false);
        pool.coming(this);
        return () -> invocation.result().complete(result);
    }

    /** The instance reports that it could not load the function. */
    synchronized void initFailed(InvocationResult failure) {
        initFailure = failure;
    }

    private void timedOut(Invocation invocation) {
        Runnable tell =
                answered(invocation.id(), FunctionErrors.timedOut(invocation.id(), function.timeout(), Instant.now()));
        if (tell != null) {
            end();
            tell.run();
        }
    }

    private void neverReady() {
        initFailed(FunctionErrors.neverReady(function.name(), INIT_LIMIT));
        end();
    }

    /** Kills the process, as Lambda does. */
    synchronized void end() {
        ended = true;
        if (process != null) {
            // By its handle: the process's own method would also close its output, with last words still in it.
            process.toHandle().destroyForcibly();
        }
    }

    /** Completes when the process is gone, its invocation, if it had one, has failed, and its last words are logged. */
    synchronized CompletableFuture<Void> exit() {
        return exit;
    }

    private void exited(Process process) {
        int status = process.exitValue();
        Invocation lost;
        InvocationResult failure = null;
        synchronized (this) {
            endpoint.close();
            limit.cancel(false);
            lost = current;
            current = null;
            if (!everReady) {
                failure = initFailure == null ? FunctionErrors.exited("none", status) : initFailure;
            }
        }
        pool.ended(this, failure);
        if (lost != null) {
            lost.result().complete(FunctionErrors.exited(lost.id(), status));
        }
    }
}
