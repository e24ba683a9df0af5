package dev.lolscale.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.aws.Provider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of the project in a folder of its own, with its state, its secrets' passphrase and the tests' provider, and the
 * real {@code pulumi} command in it. What is built is linked to, not copied.
 */
final class PulumiProject {

    /**
     * How a command ended.
     *
     * @param exitCode 0 when all went well
     * @param answer what it wrote on standard output
     * @param remarks what it wrote on standard error
     */
    record Ended(int exitCode, String answer, String remarks) {

        String output() {
            return answer + remarks;
        }

        void succeeded() {
            assertThat(exitCode).as(output()).isZero();
        }

        JsonNode json() {
            succeeded();
            try {
                return new ObjectMapper().readTree(answer);
            } catch (JsonProcessingException e) {
                throw new AssertionError(output(), e);
            }
        }
    }

    /** Tests run in the module's folder. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final long BOUND_SECONDS = 240;

    private final Path folder;
    private final String stack;
    private final AwsAccount account;

    private PulumiProject(Path folder, String stack) throws IOException {
        this.folder = folder;
        this.stack = stack;
        this.account = new AwsAccount(Files.createDirectories(folder.resolve("account")));
    }

    /** A new project with one of the stacks, which is empty still. */
    static PulumiProject of(Path folder, String stack) throws Exception {
        PulumiProject project = new PulumiProject(folder, stack);
        project.lay();
        project.run("stack", "init", stack).succeeded();
        return project;
    }

    private void lay() throws IOException {
        Files.createDirectories(state());
        for (String module : List.of("schema", "handlers", "glue", "platform", "policies")) {
            Files.createSymbolicLink(folder.resolve(module), ROOT.resolve(module));
        }
        String stackFile = "Pulumi." + stack + ".yaml";
        Files.copy(ROOT.resolve(stackFile), folder.resolve(stackFile));
        Path plugin = Files.createDirectories(folder.resolve("provider")).resolve("pulumi-resource-aws");
        Files.writeString(
                plugin,
                "#!/bin/sh\nexec " + quoted(java()) + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "
                        + quoted(System.getProperty("java.class.path")) + " " + AwsProvider.class.getName() + " "
                        + quoted(folder.resolve("account").toString()) + " " + providerVersion() + "\n");
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                folder.resolve("Pulumi.yaml"),
                Files.readString(ROOT.resolve("Pulumi.yaml"))
                        + "plugins:\n  providers:\n    - name: aws\n      path: provider\n");
    }

    AwsAccount account() {
        return account;
    }

    /** Gives the project a module's files as its own, in place of the link, so that a test may change them. */
    void own(String module) throws IOException {
        Files.delete(folder.resolve(module));
        try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, folder.resolve(ROOT.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Where the backend keeps its files. */
    Path state() {
        return folder.resolve("state");
    }

    /** A setting of the stack. */
    void set(String key, String value) throws Exception {
        run("config", "set", key, "--stack", stack, "--", value).succeeded();
    }

    Ended preview(String... options) throws Exception {
        return onStack(List.of("preview", "--policy-pack", policyPack()), options);
    }

    Ended up(String... options) throws Exception {
        return onStack(List.of("up", "--yes", "--policy-pack", policyPack()), options);
    }

    Ended upWithoutPolicies() throws Exception {
        return onStack(List.of("up", "--yes", "--skip-preview"));
    }

    Ended refresh() throws Exception {
        return onStack(List.of("refresh", "--yes", "--skip-preview"));
    }

    Ended destroy() throws Exception {
        return onStack(List.of("destroy", "--yes", "--skip-preview"));
    }

    /** The steps that an update would take, as JSON. */
    JsonNode steps() throws Exception {
        return onStack(List.of("preview", "--json")).json().get("steps");
    }

    /** The stack's resources and outputs as the engine keeps them, secrets encrypted. */
    JsonNode exported() throws Exception {
        return onStack(List.of("stack", "export")).json().get("deployment");
    }

    /** The stack's outputs, secrets hidden. */
    JsonNode outputs() throws Exception {
        return onStack(List.of("stack", "output", "--json")).json();
    }

    private Ended onStack(List<String> command, String... options) throws Exception {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--stack", stack));
        all.addAll(List.of(options));
        return run(all.toArray(String[]::new));
    }

    Ended run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(inPath("pulumi")
                .orElseThrow(() -> new AssertionError(
                        "no pulumi in PATH: PATH=\"$(e2e/install-pulumi):$PATH\" ./mvnw -Pe2e verify"))
                .toString());
        command.addAll(List.of("--non-interactive", "--color", "never"));
        command.addAll(List.of(arguments));
        Path answer = Files.createTempFile(folder, "answer", ".txt");
        Path remarks = Files.createTempFile(folder, "remarks", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(answer.toFile())
                .redirectError(remarks.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PULUMI_") || name.startsWith("AWS_"));
        environment.putAll(Map.of(
                "PULUMI_HOME",
                folder.resolve("home").toString(),
                "PULUMI_BACKEND_URL",
                "file://" + state(),
                "PULUMI_CONFIG_PASSPHRASE",
                "a passphrase of the tests",
                "PULUMI_SKIP_UPDATE_CHECK",
                "true",
                "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
                "true",
                // The program runs on the JVM that the tests run on.
                "PATH",
                Path.of(java()).getParent() + File.pathSeparator + System.getenv("PATH")));
        Process process = builder.start();
        if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(command + " has not ended after " + BOUND_SECONDS + " s:\n"
                    + Files.readString(answer) + Files.readString(remarks));
        }
        return new Ended(process.exitValue(), Files.readString(answer), Files.readString(remarks));
    }

    /** The pack as a user names it, or where Pulumi has no Node.js language host, the program that starts it. */
    private static String policyPack() {
        return inPath("pulumi-language-nodejs").isPresent()
                ? "policies"
                : ROOT.resolve("e2e/pulumi/policy-pack").toString();
    }

    private static Optional<Path> inPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** The version of the provider that {@code com.pulumi:aws} asks for. */
    private static String providerVersion() throws IOException {
        try (InputStream file = Provider.class.getResourceAsStream("version.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).trim();
        }
    }
}
