package dev.lolscale.local.functions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The instances of one function, and the invocations that wait for one. It grows while invocations wait, up to the
 * function's concurrency, and prefers the instance that was busy last, as it is the warmest.
 */
final class FunctionPool {

    private final int limit;
    private final Function<FunctionPool, Instance> create;
    private final Consumer<Instance> start;

    private final Deque<Invocation> waiting = new ArrayDeque<>();
    private final Deque<Instance> ready = new ArrayDeque<>();
    /** Instances that are about to be ready: they start, or have just answered. */
    private final Set<Instance> coming = new HashSet<>();

    private final Set<Instance> instances = new HashSet<>();
    private boolean closed;

    /**
     * An empty pool.
     *
     * @param limit how many instances there may be
     * @param create makes an instance that is not started yet
     * @param start starts it, without waiting for it
     */
    FunctionPool(int limit, Function<FunctionPool, Instance> create, Consumer<Instance> start) {
        this.limit = limit;
        this.create = create;
        this.start = start;
    }

    CompletableFuture<InvocationResult> invoke(byte[] payload) {
        Invocation invocation = new Invocation(payload);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new IllegalStateException("Functions are no longer run."));
            }
            waiting.add(invocation);
        }
        move();
        return invocation.result();
    }

    /** The instance has answered, and will be ready in a moment: what waits needn't start another. */
    synchronized void coming(Instance instance) {
        coming.add(instance);
    }

    void ready(Instance instance) {
        synchronized (this) {
            coming.remove(instance);
            ready.push(instance);
        }
        move();
    }

    /**
     * An instance has ended.
     *
     * @param failure why it never became ready, or null when it did: one waiting invocation fails by it, so a function
     *     that can't start doesn't keep its callers waiting
     */
    void ended(Instance instance, InvocationResult failure) {
        Invocation victim;
        synchronized (this) {
            instances.remove(instance);
            coming.remove(instance);
            ready.remove(instance);
            victim = failure == null ? null : waiting.poll();
        }
        if (victim != null) {
            victim.result().complete(failure);
        }
        move();
    }

    /** Delivers what can be delivered, and starts instances for what still waits. */
    private void move() {
        List<Runnable> steps = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && !ready.isEmpty()) {
                Instance instance = ready.pop();
                Invocation invocation = waiting.poll();
                steps.add(() -> instance.deliver(invocation));
            }
            while (!closed && coming.size() < waiting.size() && instances.size() < limit) {
                Instance instance = create.apply(this);
                instances.add(instance);
                coming.add(instance);
                steps.add(() -> start.accept(instance));
            }
        }
        steps.forEach(Runnable::run);
    }

    /** Refuses what waits, and gives the instances to end. */
    List<Instance> close() {
        List<Invocation> refused;
        List<Instance> ending;
        synchronized (this) {
            closed = true;
            refused = List.copyOf(waiting);
            waiting.clear();
            ending = List.copyOf(instances);
        }
        refused.forEach(invocation ->
                invocation.result().completeExceptionally(new IllegalStateException("Functions are no longer run.")));
        return ending;
    }
}
