package dev.lolscale.local.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command in a process of its own, started as the launcher starts it. */
final class LolscaleProcess {

    private LolscaleProcess() {}

    /**
     * The command, not started yet.
     *
     * @param root the project's folder
     */
    static ProcessBuilder of(Path root, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4",
                "-Dlolscale.root=" + root));
        if (Runtime.version().feature() >= 24) {
            // The JVM's own warnings about native libraries.
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lolscale.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("LC_ALL", "C.UTF-8");
        return process;
    }
}
