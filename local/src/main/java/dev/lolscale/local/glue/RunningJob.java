package dev.lolscale.local.glue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers the process of a job in a file, so that the next run can end a job that outlived its lolscale: one that was
 * killed could not do it, and two runs at once would write the same tables.
 */
final class RunningJob {

    private static final String FILE = "job.process";

    private RunningJob() {}

    /** Writes down which process runs now. */
    static void remember(Path folder, Process process) throws IOException {
        String started = process.info().startInstant().map(Instant::toString).orElse("");
        Files.writeString(folder.resolve(FILE), process.pid() + " " + started);
    }

    /** Forgets a process that has ended. */
    static void forget(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    /** Ends the process that was written down, if it is still the same one, and forgets it. */
    static void endOrphan(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return;
        }
        String[] words = Files.readString(file).strip().split(" ", 2);
        if (words.length == 2 && words[0].matches("\\d{1,18}")) {
            Optional<ProcessHandle> orphan = ProcessHandle.of(Long.parseLong(words[0]))
                    // The number may have gone to another process since; the time of its start tells.
                    .filter(process -> process.info()
                            .startInstant()
                            .map(Instant::toString)
                            .filter(words[1]::equals)
                            .isPresent());
            orphan.ifPresent(process -> {
                process.destroyForcibly();
                process.onExit().join();
            });
        }
        forget(folder);
    }
}
