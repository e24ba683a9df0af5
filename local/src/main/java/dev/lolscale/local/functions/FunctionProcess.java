package dev.lolscale.local.functions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/** Starts the processes that functions run in: their command line and their environment, as on the java21 runtime. */
final class FunctionProcess {

    private static final String NATIVE_CLIENT =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
    private static final DateTimeFormatter LOG_DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT);

    private final HostSettings host;
    private final String classPath;
    private final Path nativeClient;
    private final Path home;

    /**
     * Prepares the runtime's own files.
     *
     * @throws IOException in one line when the folder of the runtime misses the runtime interface client
     */
    FunctionProcess(HostSettings host) throws IOException {
        this.host = host;
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(host.runtime())) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(host.runtime(), "*.jar")) {
                found.forEach(jars::add);
            }
        }
        jars.sort(null);
        Path client = jars.stream()
                .filter(jar -> jar.getFileName().toString().startsWith("aws-lambda-java-runtime-interface-client-"))
                .findFirst()
                .orElseThrow(() -> new IOException("There is no aws-lambda-java-runtime-interface-client jar in "
                        + host.runtime() + "; build the module local first."));
        Path files = Files.createDirectories(host.directory().resolve("functions/runtime"));
        jars.add(lifeline(files));
        classPath = jars.stream().map(Path::toString).collect(Collectors.joining(":"));
        nativeClient = nativeClient(client, files);
        home = Files.createDirectories(files.resolve("home"));
    }

    private static Path lifeline(Path directory) throws IOException {
        Path jar = directory.resolve("lifeline.jar");
        String name = Lifeline.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream code = Lifeline.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            code.transferTo(out);
            out.closeEntry();
        }
        return jar;
    }

    /** The client would unpack its library to one fixed path in /tmp, where parallel processes overwrite it. */
    private static Path nativeClient(Path client, Path directory) throws IOException {
        String system = System.getProperty("os.name");
        String architecture = System.getProperty("os.arch");
        boolean arm = architecture.equals("aarch64");
        if (!system.equals("Linux") || !(arm || architecture.equals("amd64"))) {
            throw new IOException("AWS's runtime interface client runs on Linux with amd64 or aarch64; this is "
                    + system + " with " + architecture + ". Use a Linux machine or container.");
        }
        String processor = arm ? "aarch_64" : "x86_64";
        boolean musl = Files.exists(Path.of("/lib/ld-musl-" + (arm ? "aarch64" : "x86_64") + ".so.1"));
        String name = "libaws-lambda-jni." + (musl ? "linux_musl-" : "linux-") + processor + ".so";
        Path library = directory.resolve(name);
        Path unfinished = directory.resolve(name + ".unfinished");
        try (ZipFile jar = new ZipFile(client.toFile());
                InputStream content = jar.getInputStream(jar.getEntry("jni/" + name))) {
            Files.copy(content, unfinished, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts a process whose standard output and error are one stream. */
    Process start(FunctionSettings function, Path taskRoot, String runtimeApi) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(function));
        builder.directory(taskRoot.toFile());
        builder.redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(environment(function, taskRoot, runtimeApi));
        return builder.start();
    }

    private List<String> command(FunctionSettings function) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxHeapSize=" + heapKilobytes(function.memoryMegabytes()) + "k",
                "-XX:+UseSerialGC",
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-XX:+ErrorFileToStderr",
                "-XX:-UsePerfData",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-D" + NATIVE_CLIENT + "=" + nativeClient,
                // The AWS SDK reads ~/.aws: it must not find the developer's.
                "-Duser.home=" + home,
                "-classpath",
                classPath,
                Lifeline.class.getName(),
                function.handler());
    }

    /** 85 % of the memory, rounded up: what a process list inside Lambda's runtimes shows (445645k of 512 MB). */
    static long heapKilobytes(int memoryMegabytes) {
        return (memoryMegabytes * 1024L * 85 + 99) / 100;
    }

    private Map<String, String> environment(FunctionSettings function, Path taskRoot, String runtimeApi) {
        Map<String, String> environment = new TreeMap<>(host.endpoints());
        environment.put("LANG", "en_US.UTF-8");
        if (!classPath.chars().allMatch(letter -> letter < 0x80)) {
            // Lambda has that locale; a machine that has not would look for ASCII names.
            environment.put("LC_ALL", "C.UTF-8");
        }
        environment.put("PATH", "/usr/local/bin:/usr/bin/:/bin:/opt/bin");
        environment.put("TZ", ":UTC");
        environment.putAll(function.environment());
        environment.put("_HANDLER", function.handler());
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_SESSION_TOKEN", "local");
        environment.put("AWS_REGION", host.region());
        environment.put("AWS_DEFAULT_REGION", host.region());
        environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", function.snapStart() ? "snap-start" : "on-demand");
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream());
        environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        environment.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        environment.put("LAMBDA_RUNTIME_DIR", host.runtime().toString());
        return environment;
    }

    private static String logStream() {
        return LOG_DAY.format(LocalDate.now(ZoneOffset.UTC)) + "/[$LATEST]"
                + UUID.randomUUID().toString().replace("-", "");
    }
}
