package dev.lolscale.bench;

import java.io.IOException;

/** One benchmark: what {@code bench/run NAME} runs. */
public interface Benchmark {

    /** The word on the command line, and the name of its JSON file. */
    String name();

    /** One line for the list. */
    String description();

    /**
     * Measures, and tells the report.
     *
     * @throws BenchmarkException when the work that was to be measured was not done, or something it needs is missing
     */
    void run(Settings settings, Report report) throws IOException, InterruptedException;
}
