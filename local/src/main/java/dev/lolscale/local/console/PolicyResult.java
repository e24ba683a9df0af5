package dev.lolscale.local.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.check.Level;
import dev.lolscale.graph.check.PackConfiguration;
import dev.lolscale.graph.check.PolicyCheck;
import dev.lolscale.graph.check.Verdict;
import dev.lolscale.graph.check.Violation;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The stack held against the project's policies: once, on a thread of its own, when somebody first asks. */
final class PolicyResult {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path pack;
    private final StackGraph graph;
    private final StackConfiguration configuration;
    private CompletableFuture<ObjectNode> result;

    PolicyResult(Path root, StackGraph graph, StackConfiguration configuration) {
        this.pack = root.resolve("policies");
        this.graph = graph;
        this.configuration = configuration;
    }

    /**
     * {@code {state: "done", pack, policies, passed, violations: [{policy, level, resource, message, fix}]}}; before that
     * {@code {state: "running"}}, or {@code {state: "failed", problem}}.
     */
    synchronized ObjectNode now() {
        if (result == null) {
            result = new CompletableFuture<>();
            CompletableFuture<ObjectNode> asked = result;
            Thread thread = new Thread(() -> asked.complete(judge()), "console-policies");
            thread.setDaemon(true);
            thread.start();
        }
        return result.getNow(JSON.createObjectNode().put("state", "running"));
    }

    /** The same, waited for. */
    ObjectNode judge() {
        try (PolicyCheck check = PolicyCheck.start(pack, configuration, step -> {})) {
            return json(check.judge(graph, PackConfiguration.none()));
        } catch (GraphException | UncheckedIOException e) {
            return JSON.createObjectNode().put("state", "failed").put("problem", e.getMessage());
        }
    }

    private static ObjectNode json(Verdict verdict) {
        ObjectNode json = JSON.createObjectNode().put("state", "done").put("pack", verdict.pack());
        json.put("policies", verdict.policies().size()).put("passed", verdict.passed());
        ArrayNode violations = json.putArray("violations");
        for (Violation violation : verdict.violations()) {
            violations
                    .addObject()
                    .put("policy", violation.policy())
                    .put("mandatory", violation.level() != Level.ADVISORY)
                    .put("resource", violation.resource())
                    .put("message", violation.message())
                    .put("fix", violation.fix());
        }
        return json;
    }
}
