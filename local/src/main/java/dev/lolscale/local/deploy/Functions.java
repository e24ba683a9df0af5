package dev.lolscale.local.deploy;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.functions.FunctionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the Lambda functions of a stack graph, and follows the references to them. */
final class Functions {

    static final String FUNCTION = "aws:lambda/function:Function";
    static final String ALIAS = "aws:lambda/alias:Alias";

    /** What Lambda takes when a function says nothing. */
    private static final long STANDARD_MEMORY_MEGABYTES = 128;

    private static final long STANDARD_TIMEOUT_SECONDS = 3;

    private final StackGraph graph;

    Functions(StackGraph graph) {
        this.graph = graph;
    }

    /**
     * All functions.
     *
     * @param root the project's folder: the paths of jars are relative to it
     */
    List<FunctionSettings> all(Path root) {
        return graph.ofType(FUNCTION).stream()
                .map(function -> settings(function, root))
                .toList();
    }

    private static FunctionSettings settings(GraphResource function, Path root) {
        Properties inputs = function.inputs();
        long concurrency = inputs.number("reservedConcurrentExecutions", FunctionSettings.DEFAULT_CONCURRENCY);
        return new FunctionSettings(
                function.outputs().text("name"),
                function.outputs().text("arn"),
                root.resolve(inputs.artifact("code").path()),
                inputs.text("handler"),
                inputs.textsByKey("environment.variables"),
                Math.toIntExact(inputs.number("memorySize", STANDARD_MEMORY_MEGABYTES)),
                Duration.ofSeconds(inputs.number("timeout", STANDARD_TIMEOUT_SECONDS)),
                Math.toIntExact(Math.max(1, Math.min(concurrency, FunctionSettings.DEFAULT_CONCURRENCY))),
                inputs.optionalText("snapStart.applyOn").orElse("None").equals("PublishedVersions"));
    }

    /**
     * The name of the function behind an ARN or invocation URI, its own or an alias's.
     *
     * @param reference the value that a route, an authorizer or an event source holds
     * @param from what holds it, for the error
     * @throws GraphException when no function or alias of the graph has it
     */
    String nameOf(String reference, GraphResource from) {
        Optional<GraphResource> alias =
                graph.find(ALIAS, "invokeArn", reference).or(() -> graph.find(ALIAS, "arn", reference));
        if (alias.isPresent()) {
            String function = alias.get().inputs().text("functionName");
            return graph.find(FUNCTION, "name", function)
                    .or(() -> graph.find(FUNCTION, "arn", function))
                    .orElseThrow(() -> new GraphException(alias.get().name() + " is an alias of " + function
                            + ", which is no function of this stack"))
                    .outputs()
                    .text("name");
        }
        return graph.find(FUNCTION, "invokeArn", reference)
                .or(() -> graph.find(FUNCTION, "arn", reference))
                .or(() -> graph.find(FUNCTION, "qualifiedInvokeArn", reference))
                .orElseThrow(() -> new GraphException(from.type() + " \"" + from.name() + "\" calls " + reference
                        + ", which is no function of this stack"))
                .outputs()
                .text("name");
    }
}
