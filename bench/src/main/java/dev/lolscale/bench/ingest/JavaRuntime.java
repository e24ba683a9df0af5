package dev.lolscale.bench.ingest;

import dev.lolscale.bench.BenchmarkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Java functions on AWS's runtime interface client, with the flags of the java21 runtime, as {@code FunctionProcess} in
 * {@code local} starts them, but on this machine's Java.
 */
final class JavaRuntime {

    /** What {@code IngestApi} gives the track function unless told otherwise. */
    static final int MEMORY_MEGABYTES = 1024;

    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String NATIVE_CLIENT =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private final List<Path> runtimeJars;
    private final Path nativeClient;
    private final Path directory;

    /**
     * Prepares the runtime.
     *
     * @param runtime the folder with the runtime interface client
     * @param directory where task roots, archives and the native library go
     */
    JavaRuntime(Path runtime, Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.runtimeJars = jars(runtime);
        Path client = runtimeJars.stream()
                .filter(jar -> jar.getFileName().toString().contains("runtime-interface-client"))
                .findFirst()
                .orElseThrow(() ->
                        new BenchmarkException("there is no runtime interface client in " + runtime + "; build local"));
        this.nativeClient = nativeClient(client, directory);
    }

    static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static Path nativeClient(Path client, Path directory) throws IOException {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        boolean musl = Files.exists(Path.of("/lib/ld-musl-" + (arm ? "aarch64" : "x86_64") + ".so.1"));
        String name = "libaws-lambda-jni." + (musl ? "linux_musl-" : "linux-") + (arm ? "aarch_64" : "x86_64") + ".so";
        Path library = directory.resolve(name);
        try (ZipFile jar = new ZipFile(client.toFile());
                InputStream content = jar.getInputStream(jar.getEntry("jni/" + name))) {
            Files.copy(content, library, StandardCopyOption.REPLACE_EXISTING);
        }
        return library;
    }

    /** A function from its jars, loaded as Lambda does it. */
    Function function(String name, String handler, List<Path> jars, List<String> flags, Map<String, String> environment)
            throws IOException {
        Path taskRoot = Files.createDirectories(directory.resolve("tasks/" + name.replaceAll("[^A-Za-z0-9]+", "-")));
        Path lib = Files.createDirectories(taskRoot.resolve("lib"));
        for (Path old : jars(lib)) {
            Files.delete(old);
        }
        for (Path jar : jars) {
            Files.createLink(lib.resolve(jar.getFileName()), jar);
        }
        return function(name, handler, taskRoot, List.of(), flags, environment);
    }

    /**
     * A function whose jar is on the class path of the runtime: an archive of classes holds only what comes from there.
     */
    Function onClassPath(String name, String handler, Path jar, List<String> flags) throws IOException {
        return function(
                name, handler, Files.createDirectories(directory.resolve("tasks/none")), List.of(jar), flags, Map.of());
    }

    private Function function(
            String name,
            String handler,
            Path taskRoot,
            List<Path> onClassPath,
            List<String> flags,
            Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxHeapSize=" + (MEMORY_MEGABYTES * 1024L * 85 + 99) / 100 + "k",
                "-XX:+UseSerialGC",
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-XX:+ErrorFileToStderr",
                "-XX:-UsePerfData",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-D" + NATIVE_CLIENT + "=" + nativeClient,
                "-Duser.home=" + Files.createDirectories(directory.resolve("home"))));
        // The later of two flags holds.
        command.addAll(flags);
        command.add("-classpath");
        command.add(Stream.concat(runtimeJars.stream(), onClassPath.stream())
                .map(Path::toString)
                .collect(Collectors.joining(":")));
        command.add(MAIN);
        command.add(handler);
        Map<String, String> all = new HashMap<>(environment);
        all.put("_HANDLER", handler);
        all.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
        return new Function(name, command, taskRoot, all);
    }
}
