package dev.lolscale.graph.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.node.ExternalCommand;
import dev.lolscale.graph.node.Node;
import dev.lolscale.graph.node.NpmPackages;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A policy pack for Node.js in a folder: installed and, where it is compiled ahead, compiled. */
final class PolicyPack {

    /** Where Pulumi's SDK keeps the program that serves a pack. */
    private static final String SERVER = "node_modules/@pulumi/pulumi/cmd/run-policy-pack";

    private static final String PROJECT_FILE = "PulumiPolicy.yaml";
    private static final Duration COMPILE_BOUND = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Node node;
    private final String main;

    private PolicyPack(Path folder, Node node, String main) {
        this.folder = folder;
        this.node = node;
        this.main = main;
    }

    /**
     * Makes a pack ready to run: checks Node.js, installs the packages that its lock file names when they are missing or
     * another version, and compiles it when it says that it runs compiled.
     *
     * @param progress told what takes long, for example {@code installing ...}
     * @throws GraphException when any of it fails
     */
    static PolicyPack prepare(Path folder, Node node, Consumer<String> progress) {
        Map<?, ?> project = project(folder);
        requireNode(folder, project);
        node.check(folder, "policy packs");
        PolicyPack pack = new PolicyPack(
                folder, node, project.get("main") instanceof String text && !text.isBlank() ? text : ".");
        try {
            pack.install(progress);
            pack.compile(progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pack;
    }

    /** The pack's folder, its working directory. */
    Path folder() {
        return folder;
    }

    /** The command that serves the pack; its first line on standard output is the port. */
    List<String> command(List<String> nodeOptions) {
        List<String> command = new ArrayList<>();
        command.add(node.node());
        command.addAll(nodeOptions);
        // The SDK wants the engine's address, and never calls it.
        command.addAll(List.of(SERVER, "127.0.0.1:0", main));
        return command;
    }

    private static Map<?, ?> project(Path folder) {
        Path file = folder.resolve(PROJECT_FILE);
        if (!Files.isRegularFile(file)) {
            throw new GraphException("there is no policy pack in " + folder + ": it has no " + PROJECT_FILE);
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return read instanceof Map<?, ?> map ? map : Map.of();
        } catch (IOException | YAMLException e) {
            throw new GraphException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireNode(Path folder, Map<?, ?> project) {
        Object runtime = project.get("runtime");
        Object name = runtime instanceof Map<?, ?> map ? map.get("name") : runtime;
        if (!"nodejs".equals(name)) {
            throw new GraphException("the policy pack in " + folder + " is for the runtime " + name
                    + "; only packs for nodejs, in TypeScript or JavaScript, can be run here");
        }
    }

    private void install(Consumer<String> progress) throws IOException {
        NpmPackages packages = new NpmPackages(folder, "the policy pack");
        if (packages.areInstalled(SERVER)) {
            return;
        }
        progress.accept("installing the packages of the policy pack with npm");
        packages.install(node);
        if (!Files.exists(folder.resolve(SERVER))) {
            throw new GraphException("the policy pack in " + folder
                    + " does not use Pulumi's SDK: add @pulumi/policy to the dependencies in its package.json");
        }
    }

    /** A pack without a main of JavaScript is compiled by Pulumi's SDK itself, while it is read. */
    private void compile(Consumer<String> progress) throws IOException {
        Path packageFile = folder.resolve("package.json");
        if (!Files.exists(folder.resolve("tsconfig.json")) || !Files.exists(packageFile)) {
            return;
        }
        JsonNode entry = JSON.readTree(packageFile.toFile()).path("main");
        if (!entry.asText().endsWith(".js")) {
            return;
        }
        Path compiled = folder.resolve(entry.asText());
        if (Files.exists(compiled) && !isOlderThanItsSources(compiled)) {
            return;
        }
        progress.accept("compiling the policy pack");
        ExternalCommand.Ended ended = ExternalCommand.run(
                folder, COMPILE_BOUND, List.of(node.node(), "node_modules/typescript/bin/tsc", "--pretty", "false"));
        if (ended.exitCode() != 0) {
            throw new GraphException("the policy pack in " + folder + " does not compile: "
                    + NpmPackages.firstLine(ended.output(), "error"));
        }
    }

    private boolean isOlderThanItsSources(Path compiled) throws IOException {
        FileTime time = modified(compiled);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".ts")
                        && !file.toString().contains("node_modules")
                        && modified(file).compareTo(time) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }
}
