package dev.lolscale.graph.recorder;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.pulumi.Context;
import com.pulumi.deployment.internal.DeploymentInstanceHolder;
import com.pulumi.deployment.internal.InlineDeploymentSettings;
import com.pulumi.internal.PulumiInternal;
import com.pulumi.resources.StackOptions;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Runs a Pulumi program in this process against a recording engine (Pulumi's own gRPC protocol, on loopback) and gives
 * its stack graph. Nothing is deployed and nobody is asked.
 */
public final class Recorder {

    /** What the recorder plays. */
    public enum Mode {
        /** {@code pulumi preview}: what the provider computes is unknown. */
        PREVIEW,
        /** {@code pulumi up}: what the provider computes is made up, the same at every recording. */
        UPDATE
    }

    /** A program registers in a second; one that has not ended after this waits for something that never comes. */
    private static final long TIMEOUT_SECONDS = 120;

    private static final int MAX_MESSAGE_BYTES = 400 * 1024 * 1024;
    private static final String REGION_KEY = "aws:region";

    /**
     * What would write to the console beside us: Pulumi repeats there each error that the engine is told, and gRPC
     * complains, at some later garbage collection, that Pulumi never closes its channels. Kept, for loggers are forgotten.
     */
    private static final List<Logger> SILENT = Stream.of("com.pulumi", "io.grpc.internal.ManagedChannelOrphanWrapper")
            .map(Logger::getLogger)
            .toList();

    static {
        SILENT.forEach(logger -> logger.setUseParentHandlers(false));
    }

    private Recorder() {}

    /**
     * Records a program. One recording at a time: Pulumi keeps its deployment in a static field.
     *
     * @param configuration project, stack and their configuration; {@code aws:region} must be set
     * @param program what the program's main passes to {@code Pulumi.run}
     * @throws GraphException when the program fails; the message is the program's own
     */
    public static StackGraph record(StackConfiguration configuration, Mode mode, Consumer<Context> program) {
        return record(configuration, mode, program, null);
    }

    /** Records a program; the executor answers its registrations in an order of its own, null for gRPC's executor. */
    static synchronized StackGraph record(
            StackConfiguration configuration, Mode mode, Consumer<Context> program, Executor answering) {
        String region = configuration.values().get(REGION_KEY);
        if (region == null) {
            throw new GraphException("Pulumi." + configuration.stack() + ".yaml: " + REGION_KEY
                    + " is not set; add it under config, for example " + REGION_KEY + ": us-east-1");
        }
        boolean preview = mode == Mode.PREVIEW;
        RecordingMonitor monitor =
                new RecordingMonitor(configuration.project(), configuration.stack(), preview, region);
        RecordingEngine engine = new RecordingEngine();
        Server server = start(monitor, engine, answering);
        try {
            String address = "127.0.0.1:" + server.getPort();
            InlineDeploymentSettings settings = InlineDeploymentSettings.builder()
                    .monitorAddr(address)
                    .engineAddr(address)
                    .project(configuration.project())
                    .stack(configuration.stack())
                    .organization("organization")
                    .isDryRun(preview)
                    .config(ImmutableMap.copyOf(configuration.values()))
                    .configSecretKeys(ImmutableSet.copyOf(configuration.secretKeys()))
                    .build();
            run(settings, monitor, engine, program);
            return monitor.graph();
        } finally {
            server.shutdownNow();
        }
    }

    private static void run(
            InlineDeploymentSettings settings,
            RecordingMonitor monitor,
            RecordingEngine engine,
            Consumer<Context> program) {
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        try {
            int exitCode = PulumiInternal.fromInline(settings, StackOptions.Empty)
                    .runAsync(context -> {
                        try {
                            program.accept(context);
                        } catch (RuntimeException e) {
                            thrown.set(e);
                            throw e;
                        }
                    })
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (!monitor.refusals().isEmpty()) {
                throw new GraphException("stack " + settings.getStack() + ": "
                        + monitor.refusals().get(0));
            }
            if (thrown.get() != null) {
                throw new GraphException(
                        "stack " + settings.getStack() + ": " + thrown.get().getMessage(), thrown.get());
            }
            if (exitCode != 0 || !engine.errors().isEmpty()) {
                throw new GraphException("stack " + settings.getStack() + ": " + firstLine(engine));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraphException("the recording was interrupted", e);
        } catch (ExecutionException e) {
            throw new GraphException(
                    "stack " + settings.getStack() + ": " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new GraphException(
                    "the program has not ended after " + TIMEOUT_SECONDS + " s: an output of it is never completed", e);
        } finally {
            DeploymentInstanceHolder.internalUnsafeDestroyInstance();
        }
    }

    private static String firstLine(RecordingEngine engine) {
        return engine.errors().stream()
                .findFirst()
                .orElse("the program failed and logged nothing")
                .lines()
                .findFirst()
                .orElse("");
    }

    private static Server start(RecordingMonitor monitor, RecordingEngine engine, Executor answering) {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .executor(answering)
                    .addService(monitor)
                    .addService(engine)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("the recorder cannot listen on loopback", e);
        }
    }
}
