package dev.lolscale.local.functions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A host in a process of its own, for tests that kill it: one instance hangs in an invocation, another is idle. */
final class HostedProbe {

    private HostedProbe() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments the jar; the folder to work in; the file for the pid of the instance that hangs
     */
    public static void main(String[] arguments) throws IOException {
        FunctionSettings function = new FunctionSettings(
                "probe",
                "arn:aws:lambda:us-east-1:123456789012:function:probe",
                Path.of(arguments[0]),
                ProbeFunction.class.getName(),
                Map.of(),
                256,
                Duration.ofMinutes(15),
                2);
        HostSettings settings = new HostSettings(ProbeJar.RUNTIME, Path.of(arguments[1]), "us-east-1", Map.of());
        try (FunctionHost host = FunctionHost.start(settings, List.of(function))) {
            CompletableFuture<InvocationResult> hanging =
                    host.invoke("probe", ("\"hang " + arguments[2] + "\"").getBytes(StandardCharsets.UTF_8));
            String idle = host.invoke("probe", "\"pid\"".getBytes(StandardCharsets.UTF_8))
                    .join()
                    .text();
            System.out.println("idle " + idle);
            hanging.join();
        }
    }
}
