package dev.lolscale.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * How a benchmark is run.
 *
 * @param root the folder of the repository
 * @param rounds how often each measurement is repeated, from 1; peers take turns within a round
 * @param quick whether to measure for a moment only: it shows that a benchmark works, and its numbers mean nothing
 * @param millions how many million events, for benchmarks that measure by size; smallest first
 * @param secondCompiler whether the job's JVM compiles as JVMs do by default, and not as the local platform sets it
 */
public record Settings(Path root, int rounds, boolean quick, List<Integer> millions, boolean secondCompiler) {

    public Settings {
        millions = millions.stream().sorted().toList();
    }

    /** This module's {@code target} folder, where everything that a benchmark makes goes. */
    public Path target() {
        return root.resolve("bench/target");
    }
}
