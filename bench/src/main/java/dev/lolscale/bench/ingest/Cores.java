package dev.lolscale.bench.ingest;

import dev.lolscale.bench.Report;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Gives the function the first core and this process, which is the stub, the others. */
final class Cores {

    private static final boolean PINNED = hasTaskset();

    private static volatile boolean apart;

    private Cores() {}

    /** What a command begins with to run on the function's core. */
    static List<String> ofTheFunction() {
        return PINNED ? List.of("taskset", "-c", "0") : List.of();
    }

    /** Moves this process off the function's core. */
    static void leaveTheFunctions(Report report) throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        if (!PINNED || cores < 2) {
            report.note("Nothing is bound to a core (" + (PINNED ? "there is only one" : "there is no taskset")
                    + "): the function may have used more than one, or shared its own with the stub.");
            return;
        }
        run(List.of(
                "taskset",
                "-a",
                "-c",
                "-p",
                "1-" + (cores - 1),
                Long.toString(ProcessHandle.current().pid())));
        apart = true;
        report.note("The function has core 0 for itself; the stub has the others.");
    }

    /** Whether this process has cores that the function does not use. */
    static boolean isApart() {
        return apart;
    }

    private static boolean hasTaskset() {
        try {
            return run(List.of("taskset", "-c", "0", "true")) == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }
}
