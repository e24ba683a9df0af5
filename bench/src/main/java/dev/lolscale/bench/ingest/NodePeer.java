package dev.lolscale.bench.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.bench.BenchmarkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The peer on Node: {@code bench/node}, installed into {@code bench/target/node}. */
final class NodePeer {

    private static final int LEAST_NODE = 20;

    private final Path folder;
    private final String nodeVersion;

    private NodePeer(Path folder, String nodeVersion) {
        this.folder = folder;
        this.nodeVersion = nodeVersion;
    }

    /**
     * Installs the peer, unless it is.
     *
     * @throws BenchmarkException when there is no Node 20 or newer, or npm fails
     */
    static NodePeer install(Path sources, Path folder) throws IOException, InterruptedException {
        String version = node();
        Files.createDirectories(folder);
        Path lock = folder.resolve("package-lock.json");
        boolean installed = Files.exists(folder.resolve("node_modules/.package-lock.json"))
                && Files.exists(lock)
                && Files.mismatch(lock, sources.resolve("package-lock.json")) < 0;
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!installed) {
            run(folder, List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"), 300);
        }
        return new NodePeer(folder, version);
    }

    private static String node() throws IOException, InterruptedException {
        String version;
        try {
            version = run(Path.of("."), List.of("node", "--version"), 20).strip();
        } catch (IOException e) {
            throw new BenchmarkException("the peer needs Node " + LEAST_NODE + " or newer, and there is no node", e);
        }
        if (Integer.parseInt(version.replaceFirst("^v(\\d+).*", "$1")) < LEAST_NODE) {
            throw new BenchmarkException("the peer needs Node " + LEAST_NODE + " or newer; node is " + version);
        }
        return version;
    }

    private static String run(Path directory, List<String> command, int seconds)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("lolscale-bench", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new BenchmarkException(command + " took longer than " + seconds + " s");
            }
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new BenchmarkException(command + " failed: " + printed.strip());
            }
            return printed;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    String nodeVersion() {
        return nodeVersion;
    }

    /** The version of the AWS SDK that is installed. */
    String sdkVersion() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("node_modules/@aws-sdk/client-firehose/package.json")
                        .toFile())
                .path("version")
                .asText();
    }

    /** The function of 2018: a record a line. */
    Function recordALine(String name) {
        return function(name, Map.of());
    }

    /** The least that a function can do: the body as one record. */
    Function recordABody(String name) {
        return function(name, Map.of("RECORDS", "body"));
    }

    private Function function(String name, Map<String, String> environment) {
        return new Function(name, List.of("node", "runtime.cjs"), folder, environment);
    }
}
