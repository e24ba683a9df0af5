package dev.lolscale.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./lolscale up} on a free port, in a folder of its own below {@code target} that is deleted afterwards. */
public final class RunningPlatform implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int COMMAND_MINUTES = 30;
    private static final int STOP_SECONDS = 90;

    private final Settings settings;
    private final Path logs;
    private final Path folder;
    private final Process process;
    private final JsonNode ready;

    private RunningPlatform(Settings settings, Path logs, Path folder, Process process, JsonNode ready) {
        this.settings = settings;
        this.logs = logs;
        this.folder = folder;
        this.process = process;
        this.ready = ready;
    }

    /**
     * Starts it.
     *
     * @param benchmark whose it is: its logs go to the folder of this name in {@code target}
     * @param environment what its processes see besides
     */
    public static RunningPlatform start(Settings settings, String benchmark, Map<String, String> environment)
            throws IOException {
        Path logs = Files.createDirectories(settings.target().resolve(benchmark));
        Path folder = Files.createTempDirectory(logs, "platform").resolve("up");
        ProcessBuilder builder = new ProcessBuilder(
                        lolscale(settings), "up", "--json", "--port", "0", "--dir", folder.toString())
                .redirectError(logs.resolve("up.log").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new BenchmarkException("./lolscale up did not start; see " + logs.resolve("up.log"));
        }
        return new RunningPlatform(settings, logs, folder, process, JSON.readTree(line));
    }

    private static String lolscale(Settings settings) {
        return settings.root().resolve("lolscale").toString();
    }

    /** Where the front door is. */
    public String url() {
        return ready.path("url").asText();
    }

    /** The platform's folder, which {@code --dir} names. */
    public Path folder() {
        return folder;
    }

    /** The platform and its functions: what to call each, and its id. Functions must have been used before. */
    public Map<String, Long> processes() {
        Map<String, Long> found = new LinkedHashMap<>();
        found.put("platform", process.pid());
        List<ProcessHandle> functions = process.descendants()
                .sorted(Comparator.comparing(ProcessHandle::pid))
                .toList();
        for (ProcessHandle function : functions) {
            String[] arguments = function.info().arguments().orElse(new String[0]);
            String handler = arguments.length == 0 ? "" : arguments[arguments.length - 1];
            String name = handler.substring(handler.lastIndexOf('.') + 1);
            int number = 1;
            while (found.containsKey(name + " " + number)) {
                number++;
            }
            found.put(name + " " + number, function.pid());
        }
        if (found.keySet().stream().noneMatch(name -> name.startsWith("TrackHandler"))) {
            throw new BenchmarkException("the platform has no process of the track function; it has " + found.keySet());
        }
        return found;
    }

    /**
     * Runs another command of lolscale, with the platform's API key in its environment.
     *
     * @return its JSON
     * @throws BenchmarkException when its exit code is not 0
     */
    public JsonNode lolscale(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(lolscale(settings)));
        command.addAll(List.of(arguments));
        command.add("--json");
        Path log = logs.resolve(arguments[0] + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        Path output = logs.resolve(arguments[0] + ".json");
        builder.redirectOutput(output.toFile());
        builder.environment().put("LOLSCALE_API_KEY", ready.path("apiKey").asText());
        Process run = builder.start();
        if (!run.waitFor(COMMAND_MINUTES, TimeUnit.MINUTES)) {
            run.destroyForcibly();
            throw new BenchmarkException(
                    "./lolscale " + arguments[0] + " took longer than " + COMMAND_MINUTES + " min");
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        if (run.exitValue() != 0) {
            throw new BenchmarkException("./lolscale " + arguments[0] + " ended with exit code " + run.exitValue()
                    + "; see " + log + " " + printed.strip());
        }
        return JSON.readTree(printed);
    }

    /** The processes that the platform has started and that run now. */
    public Stream<ProcessHandle> descendants() {
        return process.descendants();
    }

    /** Stops the platform, and deletes its folder. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder.getParent())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
