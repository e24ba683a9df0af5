package dev.lolscale.bench.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A function to measure, as a process.
 *
 * @param name what its measures are called by
 * @param command what starts it
 * @param directory where it is started
 * @param environment what it needs besides the variables of Lambda
 */
record Function(String name, List<String> command, Path directory, Map<String, String> environment) {

    /** The letters and digits of the name, for files. */
    String fileName() {
        return name.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
