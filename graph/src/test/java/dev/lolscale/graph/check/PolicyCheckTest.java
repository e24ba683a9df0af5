package dev.lolscale.graph.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.Secret;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.Unknown;
import dev.lolscale.graph.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckTest {

    private static final StackConfiguration CONFIGURATION = new StackConfiguration(
            "project", "dev", Map.of("aws:region", "us-east-1", "project:key", "config-s3cret"), Set.of("project:key"));

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void shouldHandOverEverythingThatIsKnownOfAResource() {
        GraphResource bucket = resource("aws:s3/bucket:Bucket", "bucket", Map.of("acl", "private"), Map.of());
        GraphResource block = resource(
                "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                "block",
                Map.of("bucket", "b"),
                Map.of("bucket", List.of(bucket.urn())));
        Packs.typeScript(folder, """
                import { PolicyPack } from "@pulumi/policy";
                new PolicyPack("probe", { policies: [
                    {
                        name: "single", description: "d", enforcementLevel: "advisory",
                        validateResource: ({ type, name, props, opts, provider }, report) => report(JSON.stringify({
                            type, name, props, protect: opts.protect, parent: opts.parent, region: provider?.props.region })),
                    },
                    {
                        name: "whole", description: "d", enforcementLevel: "mandatory",
                        validateStack: ({ resources }, report) => resources.filter((each) => each.name === "block").forEach((each) =>
                            report(JSON.stringify({
                                props: each.props, parent: each.parent?.name, from: each.propertyDependencies.bucket.map(({ name }) => name),
                                dependencies: each.dependencies.map(({ name }) => name) }), each.urn)),
                    },
                ] });
                """);

        Verdict verdict = judge(graph(bucket, block));

        assertThat(verdict.pack()).isEqualTo("probe");
        assertThat(verdict.violations())
                .filteredOn(violation -> violation.policy().equals("single"))
                .extracting(Violation::message)
                .contains(
                        "{\"type\":\"aws:s3/bucket:Bucket\",\"name\":\"bucket\",\"props\":{\"acl\":\"private\"},\"protect\":true,"
                                + "\"parent\":\"urn:pulumi:dev::project::pulumi:pulumi:Stack::stack\",\"region\":\"us-east-1\"}",
                        // The engine registers a provider where the program has none.
                        "{\"type\":\"pulumi:providers:aws\",\"name\":\"default\",\"props\":{\"region\":\"us-east-1\"},\"protect\":false}");
        assertThat(verdict.violations())
                .filteredOn(violation -> violation.policy().equals("whole"))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.urn()).isEqualTo(block.urn());
                    assertThat(violation.level()).isEqualTo(Level.MANDATORY);
                    assertThat(violation.message())
                            .isEqualTo(
                                    "{\"props\":{\"bucket\":\"b\",\"id\":\"block-id\"},\"parent\":\"stack\",\"from\":[\"bucket\"],"
                                            + "\"dependencies\":[\"bucket\"]}");
                });
    }

    @Test
    void shouldShowNoSecretThatAPolicyRepeats() {
        Packs.validating(folder, """
                report(JSON.stringify(args.props));
                report(String(args.props.password));
                report(Buffer.from(String(args.props.pin)).toString());
                """);
        GraphResource database = resource(
                "aws:rds/instance:Instance",
                "database",
                Map.of(
                        "password", new Secret("pass \"word\"\nof two lines"),
                        "pin", new Secret(4711L),
                        "list", new Secret(List.of(Map.of("token", "deep-secret"))),
                        "port", 54711L),
                Map.of());

        List<String> messages = judge(graph(database)).violations().stream()
                .map(Violation::message)
                .toList();

        assertThat(messages)
                .contains(
                        "{\"list\":[{\"token\":\"[secret]\"}],\"password\":\"[secret]\",\"pin\":[secret],\"port\":54711}",
                        "[secret]");
        assertThat(messages).noneMatch(message -> message.matches("(?s).*(two lines|deep-secret|\\b4711\\b).*"));
    }

    @Test
    void shouldShowNoSecretWhenAPolicyThrowsOrThePackEnds() {
        GraphResource database =
                resource("aws:rds/instance:Instance", "database", Map.of("password", new Secret("hunter22")), Map.of());
        Packs.validating(folder, "throw new Error('cannot use ' + args.props.password);");

        assertThatThrownBy(() -> judge(graph(database)))
                .isInstanceOf(GraphException.class)
                .hasMessage("the policy pack failed at Analyze " + database.urn()
                        + ": Error validating resource with policy 'probe' from policy pack 'test@v0.0.1':"
                        + " Error: cannot use [secret]");

        Packs.validating(folder, "console.error('Error: ' + args.props.password); process.exit(3);");

        assertThatThrownBy(() -> judge(graph(database)))
                .isInstanceOf(GraphException.class)
                .hasMessage("the policy pack in " + folder + " ended with exit code 3: Error: [secret]");
    }

    @Test
    void shouldFailWhenAPolicyFailsAfterItHasAnswered() {
        GraphResource database =
                resource("aws:rds/instance:Instance", "database", Map.of("password", new Secret("hunter22")), Map.of());
        Packs.validating(folder, "setTimeout(() => { throw new Error('too late\\n' + args.props.password); }, 10);");

        assertThatThrownBy(() -> judge(graph(database)))
                .isInstanceOf(GraphException.class)
                .hasMessage("a policy of the pack failed after it had answered: Error: too late [secret]; let it wait"
                        + " for all that it starts");

        Packs.validating(folder, "Promise.reject(new Error('nobody waits'));");

        assertThatThrownBy(() -> judge(graph(database)))
                .hasMessage("a policy of the pack failed after it had answered: Error: nobody waits; let it wait for"
                        + " all that it starts");

        Packs.validating(
                folder, "setTimeout(() => { console.error('Error: ' + args.props.password); process.exit(3); }, 10);");

        assertThatThrownBy(() -> judge(graph(database)))
                .isInstanceOf(GraphException.class)
                .hasMessage("the policy pack in " + folder + " ended with exit code 3: Error: [secret]");
    }

    @Test
    void shouldNotWaitForATimerThatRunsForEver() {
        Packs.validating(folder, "setInterval(() => {}, 1000); report('seen');");

        assertThat(judge(graph(resource("aws:s3/bucket:Bucket", "bucket", Map.of(), Map.of())))
                        .violations())
                .extracting(Violation::message)
                .contains("seen");
    }

    @Test
    void shouldKeepSecretConfigurationOutOfTheEnvironment() {
        Packs.typeScript(folder, "throw new Error(JSON.stringify(process.env));");

        assertThatThrownBy(() -> judge(graph()))
                .hasMessageContaining("\\\"aws:region\\\":\\\"us-east-1\\\"")
                .hasMessageNotContaining("project:key")
                .hasMessageNotContaining("config-s3cret");
    }

    @Test
    void shouldCountAPolicyThatCouldNotRunAsViolated() {
        Packs.validating(folder, "if (args.props.bucket === '') { report('empty'); }");
        GraphResource block = resource(
                "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                "block",
                Map.of("bucket", Unknown.UNKNOWN),
                Map.of());

        Verdict verdict = judge(graph(block));

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.level()).isEqualTo(Level.MANDATORY);
            assertThat(violation.message())
                    .startsWith("can't run policy 'probe'")
                    .contains("bucket");
        });
    }

    @Test
    void shouldRunAPackInJavaScriptWithSettingsOfItsOwn() {
        Packs.write(folder, "index.js", """
                const { PolicyPack } = require("@pulumi/policy");
                new PolicyPack("plain", { enforcementLevel: "advisory", policies: [{
                    name: "limit", description: "d",
                    configSchema: { properties: { most: { type: "number", default: 3 }, word: { type: "string" } } },
                    validateStack: (args, report) => report(JSON.stringify(args.getConfig())),
                }] }, { limit: { most: 4 } });
                """);

        assertThat(judge(graph()).violations()).extracting(Violation::message).containsExactly("{\"most\":4}");
        assertThat(judge(graph(), "{\"limit\": {\"enforcementLevel\": \"mandatory\", \"word\": \"x\"}}")
                        .violations())
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.level()).isEqualTo(Level.MANDATORY);
                    assertThat(violation.message()).isEqualTo("{\"most\":4,\"word\":\"x\"}");
                });
        Verdict disabled = judge(graph(), "{\"all\": \"disabled\"}");
        assertThat(disabled.violations()).isEmpty();
        assertThat(disabled.policies()).isEmpty();
        assertThatThrownBy(() -> judge(graph(), "{\"limt\": \"advisory\"}"))
                .hasMessage("config.json: the policy pack plain has no policy \"limt\"");
        assertThatThrownBy(() -> judge(graph(), "{\"limit\": {\"mosst\": 1}}"))
                .hasMessage("config.json: limit mosst is no setting of the policy; it has most, word");
        assertThatThrownBy(() -> judge(graph(), "{\"limit\": {\"most\": \"x\"}}"))
                .hasMessage("config.json: limit most must be of type number");
        assertThatThrownBy(() -> judge(graph(), "{\"limit\": \"strict\"}"))
                .hasMessage(
                        "config.json: limit is \"strict\"; allowed are advisory, mandatory, remediate and disabled");
    }

    @Test
    void shouldCompileAPackThatRunsCompiledWhenItIsStale() throws IOException {
        Packs.typeScript(
                folder, "import { PolicyPack } from \"@pulumi/policy\";\nnew PolicyPack(\"one\", { policies: [] });\n");
        Files.writeString(folder.resolve("package.json"), "{\"version\": \"0.0.1\", \"main\": \"bin/index.js\"}");
        Files.writeString(
                folder.resolve("tsconfig.json"),
                "{\"compilerOptions\": {\"outDir\": \"bin\", \"strict\": true, \"module\": \"nodenext\", \"skipLibCheck\": true},"
                        + " \"files\": [\"index.ts\"]}");
        List<String> steps = new ArrayList<>();

        assertThat(judge(steps).pack()).isEqualTo("one");
        assertThat(steps).containsExactly("compiling the policy pack");

        assertThat(judge(steps).pack()).isEqualTo("one");
        assertThat(steps).hasSize(1);

        Files.writeString(folder.resolve("index.ts"), "const one: number = \"two\";\n");
        Files.setLastModifiedTime(folder.resolve("index.ts"), FileTime.fromMillis(System.currentTimeMillis() + 5_000));

        assertThatThrownBy(() -> judge(steps))
                .hasMessage("the policy pack in " + folder + " does not compile: index.ts(1,7): error TS2322:"
                        + " Type 'string' is not assignable to type 'number'.");
    }

    @Test
    void shouldSayWhenThePackDoesNotCompile() {
        Packs.typeScript(folder, "const one: number = \"two\";\n");

        assertFails(() -> judge(graph()), "the policy pack in " + folder + " does not compile: index.ts");
        assertFails(() -> judge(graph()), "Type 'string' is not assignable to type 'number'");
    }

    @Test
    void shouldSayWhenThePackEndsBeforeItListens() {
        Packs.typeScript(folder, "throw new Error(\"no luck\");\n");

        assertFails(() -> judge(graph()), "the policy pack in " + folder + " ended with exit code ");
        assertFails(() -> judge(graph()), "Error: no luck");
    }

    @Test
    void shouldSayWhenThePackNeverListensOrNeverAnswers() {
        Packs.typeScript(folder, "setInterval(() => {}, 1000);\n");

        assertThatThrownBy(() -> judge(graph(), Duration.ofSeconds(3), PATIENCE))
                .hasMessage("the policy pack in " + folder + " does not answer: it has not listened after 3 s");

        Packs.validating(folder, "while (true) {}");
        GraphResource bucket = resource("aws:s3/bucket:Bucket", "bucket", Map.of(), Map.of());

        assertThatThrownBy(() -> judge(graph(bucket), PATIENCE, Duration.ofSeconds(2)))
                .hasMessageMatching(
                        "the policy pack hangs: it has not answered Analyze urn:pulumi:dev::project::\\S+ after 2 s");
    }

    @Test
    void shouldSayWhenThePackPrintsBeforeItsPort() {
        Packs.typeScript(folder, "console.log(\"hello\");\n");

        assertThatThrownBy(() -> judge(graph()))
                .hasMessage("the policy pack in " + folder + " must print nothing before its port, but printed: hello");
    }

    @Test
    void shouldSayWhenThereIsNoPackOrNoneForNode() throws IOException {
        assertThatThrownBy(() -> judge(graph()))
                .hasMessage("there is no policy pack in " + folder + ": it has no PulumiPolicy.yaml");

        Files.writeString(folder.resolve("PulumiPolicy.yaml"), "runtime:\n  name: python\n");

        assertThatThrownBy(() -> judge(graph()))
                .hasMessage("the policy pack in " + folder + " is for the runtime python; only packs for nodejs, in"
                        + " TypeScript or JavaScript, can be run here");
    }

    @Test
    void shouldSayWhenNodeIsMissingOrTooOld() throws IOException {
        Files.writeString(folder.resolve("PulumiPolicy.yaml"), "runtime: nodejs\n");

        assertThatThrownBy(() -> judge(new Node(folder.resolve("no-node").toString(), "npm")))
                .hasMessage(
                        "policy packs run on Node.js, and there is none: install Node.js 20 or newer, with npm, and put"
                                + " it in PATH");
        assertThatThrownBy(() -> judge(new Node(script("old-node", "echo v18.20.4"), "npm")))
                .hasMessage(
                        "Node.js v18.20.4 is too old for policy packs: install Node.js 20 or newer, with npm, and put it"
                                + " in PATH");
    }

    @Test
    void shouldSayWhenThePackCannotBeInstalled() throws IOException {
        Files.writeString(folder.resolve("PulumiPolicy.yaml"), "runtime: nodejs\n");
        Files.writeString(folder.resolve("package.json"), "{}");
        Files.writeString(folder.resolve("package-lock.json"), "{}");

        assertThatThrownBy(() -> judge(new Node("node", folder.resolve("no-npm").toString())))
                .hasMessage("npm cannot be started to install " + folder + ": install npm beside Node.js");
        String failing =
                script("npm-1", "echo npm error code ENOTFOUND; echo npm error network request failed; exit 1");
        assertThatThrownBy(() -> judge(new Node("node", failing)))
                .hasMessage("npm could not install the packages of the policy pack in " + folder
                        + ": npm error network request failed");
        assertThatThrownBy(() -> judge(new Node("node", script("npm-2", "exit 0"))))
                .hasMessage("the policy pack in " + folder
                        + " does not use Pulumi's SDK: add @pulumi/policy to the dependencies in its package.json");
    }

    @Test
    void shouldEndThePackWithItself() {
        Packs.validating(folder, "while (true) {}");
        List<ProcessHandle> started;
        try (PolicyCheck check = PolicyCheck.start(folder, CONFIGURATION, step -> {})) {
            started = ProcessHandle.current().children().toList();
            assertThat(started).isNotEmpty();
            assertThat(check).isNotNull();
        }

        assertThat(started).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void shouldEndThePackWhenTheProcessIsKilled() throws Exception {
        Packs.validating(folder, "while (true) {}");
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledCheck.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            long pid = Long.parseLong(parent.inputReader().readLine());
            ProcessHandle pack = ProcessHandle.of(pid).orElseThrow();
            assertThat(pack.isAlive()).isTrue();

            parent.destroyForcibly();

            pack.onExit().get(60, TimeUnit.SECONDS);
        } finally {
            parent.destroyForcibly();
        }
    }

    /** Starts a pack whose policy never ends, says which process it is, and waits to be killed. */
    static final class KilledCheck {

        private KilledCheck() {}

        public static void main(String[] arguments) {
            try (PolicyCheck check = PolicyCheck.start(Path.of(arguments[0]), CONFIGURATION, step -> {})) {
                System.out.println(ProcessHandle.current()
                        .children()
                        .findFirst()
                        .orElseThrow()
                        .pid());
                check.judge(
                        graph(resource("aws:s3/bucket:Bucket", "bucket", Map.of(), Map.of())),
                        PackConfiguration.none());
            }
        }
    }

    private static void assertFails(ThrowingCallable call, String part) {
        assertThatThrownBy(call)
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(part)
                .satisfies(thrown -> assertThat(thrown.getMessage().lines()).hasSize(1));
    }

    private String script(String name, String text) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + text + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }

    private Verdict judge(StackGraph graph) {
        return judge(graph, PATIENCE, PATIENCE);
    }

    private Verdict judge(StackGraph graph, Duration toStart, Duration toAnswer) {
        try (PolicyCheck check =
                PolicyCheck.start(folder, CONFIGURATION, step -> {}, Node.ofPath(), toStart, toAnswer)) {
            return check.judge(graph, PackConfiguration.none());
        }
    }

    private Verdict judge(StackGraph graph, String settings) {
        try (PolicyCheck check = PolicyCheck.start(folder, CONFIGURATION, step -> {})) {
            return check.judge(graph, PackConfiguration.of("config.json", settings));
        }
    }

    private Verdict judge(List<String> steps) {
        try (PolicyCheck check = PolicyCheck.start(folder, CONFIGURATION, steps::add)) {
            return check.judge(graph(), PackConfiguration.none());
        }
    }

    private Verdict judge(Node node) {
        try (PolicyCheck check = PolicyCheck.start(folder, CONFIGURATION, step -> {}, node, PATIENCE, PATIENCE)) {
            return check.judge(graph(), PackConfiguration.none());
        }
    }

    private static StackGraph graph(GraphResource... resources) {
        List<GraphResource> all = new ArrayList<>(List.of(resources));
        Properties none = new Properties("stack", Map.of());
        if (resources.length > 0) {
            all.add(new GraphResource(
                    "urn:pulumi:dev::project::pulumi:pulumi:Stack::stack",
                    "pulumi:pulumi:Stack",
                    "stack",
                    "",
                    false,
                    none,
                    none,
                    false,
                    false,
                    List.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    ""));
        }
        return new StackGraph("project", "dev", all, none);
    }

    private static GraphResource resource(
            String type, String name, Map<String, Object> inputs, Map<String, List<String>> sources) {
        String urn = "urn:pulumi:dev::project::" + type + "::" + name;
        Map<String, Object> outputs = new TreeMap<>(inputs);
        outputs.put("id", name + "-id");
        return new GraphResource(
                urn,
                type,
                name,
                "urn:pulumi:dev::project::pulumi:pulumi:Stack::stack",
                true,
                new Properties(urn, inputs),
                new Properties(urn, outputs),
                true,
                false,
                sources.values().stream().flatMap(List::stream).toList(),
                sources,
                List.of(),
                List.of(),
                "");
    }
}
