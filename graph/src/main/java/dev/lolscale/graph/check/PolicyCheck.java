package dev.lolscale.graph.check;

import com.google.protobuf.Empty;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.node.Node;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerGrpc.AnalyzerBlockingStub;
import pulumirpc.AnalyzerOuterClass.AnalyzeDiagnostic;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzerInfo;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureRequest;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;
import pulumirpc.AnalyzerOuterClass.PolicyConfig;
import pulumirpc.AnalyzerOuterClass.PolicyInfo;

/**
 * A policy pack that is up and running, and judges stack graphs. The pack is served by a process of its own and asked
 * over Pulumi's analyzer protocol, as the engine does it; neither the Pulumi CLI nor AWS is needed.
 */
public final class PolicyCheck implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

    /** How Pulumi's SDK begins when a policy met a value that is not known. */
    private static final String COULD_NOT_RUN = "can't run policy";

    private final StackConfiguration configuration;
    private final PackServer server;
    private final ManagedChannel channel;
    private final Duration patience;

    private PolicyCheck(StackConfiguration configuration, PackServer server, int port, Duration patience) {
        this.configuration = configuration;
        this.server = server;
        this.patience = patience;
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .build();
    }

    /**
     * Prepares and starts a pack: installs its packages with npm when they are missing.
     *
     * @param pack the folder of its {@code PulumiPolicy.yaml}; the runtime must be nodejs
     * @param configuration the stack that will be judged
     * @param progress told what takes long
     * @throws GraphException one line for the reader, when Node.js or npm is missing or too old, or the pack cannot be
     *     installed, does not compile, ends or hangs
     */
    public static PolicyCheck start(Path pack, StackConfiguration configuration, Consumer<String> progress) {
        return start(pack, configuration, progress, Node.ofPath(), PATIENCE, PATIENCE);
    }

    static PolicyCheck start(
            Path pack,
            StackConfiguration configuration,
            Consumer<String> progress,
            Node node,
            Duration toStart,
            Duration toAnswer) {
        PackServer server = PackServer.start(PolicyPack.prepare(pack, node, progress), configuration);
        try {
            return new PolicyCheck(configuration, server, server.port(toStart), toAnswer);
        } catch (RuntimeException e) {
            server.close();
            String message = Redaction.of(secretValues(configuration)).of(String.valueOf(e.getMessage()));
            throw e instanceof GraphException ? new GraphException(message, e) : e;
        }
    }

    /**
     * Judges a graph: each resource by itself, then the stack.
     *
     * @param settings what is set differently in the pack
     * @throws GraphException when a policy throws, also after it has answered, the pack ends or hangs, or the settings
     *     do not fit it
     */
    public Verdict judge(StackGraph graph, PackConfiguration settings) {
        Redaction redaction = Redaction.of(graph, secretValues(configuration));
        AnalyzedResources resources = new AnalyzedResources(graph, configuration);
        call("ConfigureStack", redaction, () -> stub().configureStack(stackRequest()));
        AnalyzerInfo info =
                call("GetAnalyzerInfo", redaction, () -> stub().getAnalyzerInfo(Empty.getDefaultInstance()));
        Map<String, PolicyConfig> configured = settings.of(info);
        call("Configure", redaction, () -> stub().configure(ConfigureAnalyzerRequest.newBuilder()
                .putAllPolicyConfig(configured)
                .build()));
        Map<String, Policy> policies = policies(info, configured);
        List<Violation> violations = new ArrayList<>();
        for (AnalyzeRequest request : resources.single()) {
            AnalyzeResponse response = call("Analyze " + request.getUrn(), redaction, () -> stub().analyze(request));
            add(response, request.getUrn(), policies, redaction, violations);
        }
        AnalyzeResponse response = call("AnalyzeStack", redaction, () -> stub().analyzeStack(resources.stack()));
        add(response, "", policies, redaction, violations);
        requireSettled(redaction);
        violations.sort(Comparator.comparing(Violation::severity)
                .thenComparing(Violation::policy)
                .thenComparing(Violation::urn)
                .thenComparing(Violation::message));
        return new Verdict(
                info.getName(),
                policies.values().stream()
                        .filter(policy -> policy.level() != Level.DISABLED)
                        .toList(),
                violations);
    }

    /** A policy that has not waited for all it does has not judged: what came of it later was told to nobody. */
    private void requireSettled(Redaction redaction) {
        List<String> failures;
        try {
            failures = server.settle(patience);
        } catch (GraphException e) {
            throw new GraphException(oneLine(redaction.of(e.getMessage())), e);
        }
        if (!failures.isEmpty()) {
            throw new GraphException("a policy of the pack failed after it had answered: "
                    + oneLine(redaction.of(failures.get(0))) + "; let it wait for all that it starts");
        }
    }

    private AnalyzerStackConfigureRequest stackRequest() {
        return AnalyzerStackConfigureRequest.newBuilder()
                .setStack(configuration.stack())
                .setProject(configuration.project())
                .setOrganization("organization")
                .setDryRun(false)
                .putAllConfig(configuration.values())
                .addAllConfigSecretKeys(configuration.secretKeys())
                .build();
    }

    private static Map<String, Policy> policies(AnalyzerInfo info, Map<String, PolicyConfig> configured) {
        Map<String, Policy> policies = new TreeMap<>();
        for (PolicyInfo policy : info.getPoliciesList()) {
            String name = policy.getName();
            policies.put(
                    name,
                    new Policy(
                            name,
                            policy.getDisplayName().isEmpty() ? name : policy.getDisplayName(),
                            policy.getDescription(),
                            policy.getRemediationSteps(),
                            Severity.of(policy.getSeverity()),
                            Level.of(configured.get(name).getEnforcementLevel())));
        }
        return policies;
    }

    private static void add(
            AnalyzeResponse response,
            String urn,
            Map<String, Policy> policies,
            Redaction redaction,
            List<Violation> violations) {
        for (AnalyzeDiagnostic diagnostic : response.getDiagnosticsList()) {
            Policy policy = policies.get(diagnostic.getPolicyName());
            boolean couldNotRun = diagnostic.getMessage().startsWith(COULD_NOT_RUN);
            Level level = Level.of(diagnostic.getEnforcementLevel());
            Severity severity = Severity.of(diagnostic.getSeverity());
            violations.add(new Violation(
                    diagnostic.getPolicyName(),
                    // A rule that nobody has looked at is not kept.
                    couldNotRun ? Level.MANDATORY : level == Level.REMEDIATE ? Level.MANDATORY : level,
                    severity,
                    diagnostic.getUrn().isEmpty() ? urn : diagnostic.getUrn(),
                    oneLine(redaction.of(reason(diagnostic))),
                    policy == null ? "" : policy.fix()));
        }
    }

    /** What was reported: Pulumi's SDK puts the policy's description and a line end before it. */
    private static String reason(AnalyzeDiagnostic diagnostic) {
        String prefix = diagnostic.getDescription() + "\n";
        return diagnostic.getMessage().startsWith(prefix)
                ? diagnostic.getMessage().substring(prefix.length())
                : diagnostic.getMessage();
    }

    private AnalyzerBlockingStub stub() {
        return AnalyzerGrpc.newBlockingStub(channel)
                .withMaxOutboundMessageSize(MAX_MESSAGE_BYTES)
                .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> T call(String what, Redaction redaction, Supplier<T> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                throw new GraphException(
                        "the policy pack hangs: it has not answered " + what + " after " + patience.toSeconds() + " s",
                        e);
            }
            boolean ended = e.getStatus().getCode() == Status.Code.UNAVAILABLE;
            String said =
                    ended ? server.whyEnded() : String.valueOf(e.getStatus().getDescription());
            // The SDK sends the stack trace along; its first lines say which policy, and what.
            String cause =
                    said.lines().limit(2).reduce((a, b) -> a + " " + b.strip()).orElse("");
            throw new GraphException(
                    (ended ? "" : "the policy pack failed at " + what + ": ") + oneLine(redaction.of(cause)), e);
        }
    }

    private static List<String> secretValues(StackConfiguration configuration) {
        return configuration.secretKeys().stream()
                .map(configuration.values()::get)
                .filter(value -> value != null)
                .toList();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.close();
    }
}
