package dev.lolscale.bench.figures;

import dev.lolscale.bench.Benchmark;
import dev.lolscale.bench.BenchmarkException;
import dev.lolscale.bench.Measure.Better;
import dev.lolscale.bench.Report;
import dev.lolscale.bench.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bills and limits that the docs show: each command that stands above its output is run as a process, and must print
 * just that.
 */
public final class FiguresBenchmark implements Benchmark {

    private static final List<String> PAGES = List.of("README.md", "docs/costs.md", "docs/limits.md");

    /** A block that begins with a command, and what it prints. */
    private static final Pattern SHOWN =
            Pattern.compile("```\\n\\$ \\./lolscale ((?:cost|limits)[^\\n]*)\\n(.*?)```", Pattern.DOTALL);

    /** As wide as the docs' lines are. */
    private static final String COLUMNS = "100";

    private static final int MINUTES = 15;

    @Override
    public String name() {
        return "figures";
    }

    @Override
    public String description() {
        return "the bills and limits that the docs show, printed again by the commands above them";
    }

    @Override
    public void run(Settings settings, Report report) throws IOException, InterruptedException {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String page : PAGES) {
            Matcher block = SHOWN.matcher(Files.readString(settings.root().resolve(page)));
            while (block.find()) {
                shown.put(block.group(1), block.group(2));
            }
        }
        if (shown.isEmpty()) {
            throw new BenchmarkException("none of " + PAGES + " shows a command of cost or limits");
        }
        Path output = settings.target().resolve("figures.txt");
        for (Map.Entry<String, String> each : shown.entrySet()) {
            String command = "./lolscale " + each.getKey();
            report.progress(command);
            long start = System.nanoTime();
            String printed = printed(settings.root(), each.getKey(), output);
            report.add(command, "s", Better.LOWER, (System.nanoTime() - start) / 1e9);
            if (!printed.equals(each.getValue())) {
                throw new BenchmarkException("the docs show other figures than " + command + " prints; see " + output
                        + ", and renew the docs as docs/costs.md says");
            }
        }
        report.note(shown.size() + " commands printed what the docs show.");
    }

    private static String printed(Path root, String arguments, Path output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("lolscale").toString()));
        command.addAll(List.of(arguments.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile());
        builder.environment().put("COLUMNS", COLUMNS);
        Process process = builder.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new BenchmarkException("./lolscale " + arguments + " took longer than " + MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new BenchmarkException("./lolscale " + arguments + " ended with exit code " + process.exitValue());
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
