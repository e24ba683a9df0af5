package dev.lolscale.bench.lake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lolscale.bench.BenchmarkException;
import dev.lolscale.bench.RunningPlatform;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The job, started by the local platform as it starts every job.
 *
 * @param run what its run took
 * @param command what its process was started by
 */
record Job(ProcessRun run, List<String> command) {

    private static final String MAIN_CLASS = "dev.lolscale.glue.EventJob";
    private static final String CLASS_PATH = "-cp";

    /**
     * Loads what lies in the platform's raw zone.
     *
     * @param deduplicateDays the job's argument of that name
     * @param month what lies there
     * @throws BenchmarkException when the table has not every event of the month, or too many
     */
    static Job load(RunningPlatform platform, int deduplicateDays, RawMonth month)
            throws IOException, InterruptedException {
        try (ProcessWatch watch = ProcessWatch.start(() -> processOf(platform))) {
            JsonNode report = platform.lolscale(
                    "workflow",
                    "--dir",
                    platform.folder().toString(),
                    "--job-argument",
                    "deduplicate_days=" + deduplicateDays);
            long rows = report.path("rows").asLong();
            if (rows != (deduplicateDays == 0 ? month.lines() : month.events())) {
                throw new BenchmarkException("the raw zone has " + month.lines() + " lines, of which " + month.events()
                        + " are different events; the job made of them: " + report);
            }
            double seconds = report.path("steps").path(0).path("seconds").asDouble();
            return new Job(new ProcessRun(seconds, watch.peakMegabytes()), watch.command());
        }
    }

    private static OptionalLong processOf(RunningPlatform platform) {
        return platform.descendants()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> ProcessWatch.commandLine(pid).contains(MAIN_CLASS))
                .findFirst();
    }

    /** What its JVM was told besides class path and properties, and how many tasks Spark ran at once. */
    List<String> javaOptions() {
        return command.subList(1, command.indexOf(CLASS_PATH)).stream()
                .filter(option -> !option.startsWith("-D") || option.startsWith("-Dspark.master="))
                .toList();
    }

    /** Spark's class path, the job's jar first. */
    String classPath() {
        return command.get(command.indexOf(CLASS_PATH) + 1);
    }

    /** The options as one reads them. */
    String optionsText() {
        return javaOptions().stream()
                .filter(option -> !option.startsWith("--add-opens"))
                .collect(Collectors.joining(" "));
    }
}
