package dev.lolscale.local.functions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One Lambda function as it is deployed.
 *
 * @param name the function's name, 1 to 64 letters, digits, hyphens and underscores
 * @param arn what {@code Context.getInvokedFunctionArn} gives
 * @param code the deployed jar
 * @param handler the handler, {@code package.Class} or {@code package.Class::method}
 * @param environment the function's own variables, exactly; Lambda's reserved names are refused
 * @param memoryMegabytes the memory in MB, 128 to 10,240: it gives the JVM's heap, see {@link FunctionHost}
 * @param timeout how long one invocation may take, 1 to 900 seconds
 * @param concurrency how many invocations may run at once, at least 1; more wait. Stands in for the function's reserved
 *     concurrency
 * @param snapStart whether instances start as from a snapshot: what the function registered for before the snapshot and
 *     after its restoring is run, here in one process
 */
public record FunctionSettings(
        String name,
        String arn,
        Path code,
        String handler,
        Map<String, String> environment,
        int memoryMegabytes,
        Duration timeout,
        int concurrency,
        boolean snapStart) {

    /** The concurrency on a small machine: 2. */
    public static final int DEFAULT_CONCURRENCY = 2;

    private static final int MAX_ENVIRONMENT_BYTES = 4 * 1024;

    private static final Set<String> RESERVED = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_DEFAULT_REGION",
            "AWS_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_LAMBDA_RUNTIME_API",
            "LAMBDA_TASK_ROOT",
            "LAMBDA_RUNTIME_DIR");

    /** A function without SnapStart. */
    public FunctionSettings(
            String name,
            String arn,
            Path code,
            String handler,
            Map<String, String> environment,
            int memoryMegabytes,
            Duration timeout,
            int concurrency) {
        this(name, arn, code, handler, environment, memoryMegabytes, timeout, concurrency, false);
    }

    /** Checks the settings against Lambda's documented limits. */
    public FunctionSettings {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "Function name '" + name + "' must be 1 to 64 letters, digits, hyphens or underscores.");
        }
        environment = Map.copyOf(environment);
        Set<String> refused = new TreeSet<>(environment.keySet());
        refused.retainAll(RESERVED);
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("Function " + name + ": Lambda reserves the environment variables "
                    + String.join(", ", refused) + "; remove them.");
        }
        int bytes = environment.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (bytes > MAX_ENVIRONMENT_BYTES) {
            throw new IllegalArgumentException("Function " + name + ": the environment variables take " + bytes
                    + " bytes; Lambda allows " + MAX_ENVIRONMENT_BYTES + ".");
        }
        if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
            throw new IllegalArgumentException(
                    "Function " + name + ": memory of " + memoryMegabytes + " MB; Lambda allows 128 to 10240.");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofSeconds(900)) > 0) {
            throw new IllegalArgumentException(
                    "Function " + name + ": timeout of " + timeout.toSeconds() + " s; Lambda allows 1 to 900.");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "Function " + name + ": concurrency of " + concurrency + "; at least 1 is needed.");
        }
    }

    /** Everything but the values of the environment: they hold secrets. */
    @Override
    public String toString() {
        return "FunctionSettings[name=" + name + ", arn=" + arn + ", code=" + code + ", handler=" + handler
                + ", environment=" + new TreeSet<>(environment.keySet()) + ", memoryMegabytes=" + memoryMegabytes
                + ", timeout=" + timeout + ", concurrency=" + concurrency + ", snapStart=" + snapStart
                + "]";
    }
}
