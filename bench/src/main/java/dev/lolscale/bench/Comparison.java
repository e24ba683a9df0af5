package dev.lolscale.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.bench.Measure.Better;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * This run beside an earlier one. Only measures without a unit, which are ratios between peers of one run, are judged:
 * another machine, or the same one in another hour, changes all others.
 */
final class Comparison {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Measure> earlier;

    private Comparison(Map<String, Measure> earlier) {
        this.earlier = earlier;
    }

    /**
     * An earlier run.
     *
     * @param file what {@link Report#write} wrote
     * @throws BenchmarkException when it is not that, or another benchmark's
     */
    static Comparison with(Path file, String benchmark) {
        try {
            JsonNode json = JSON.readTree(file.toFile());
            if (!json.path("benchmark").asText().equals(benchmark)) {
                throw new BenchmarkException(file + " is not a result of the benchmark " + benchmark
                        + "; give --compare a file that bench/run " + benchmark + " wrote");
            }
            Map<String, Measure> measures = new LinkedHashMap<>();
            for (JsonNode measure : json.path("measures")) {
                Measure read = JSON.treeToValue(measure, Measure.class);
                measures.put(read.name(), read);
            }
            return new Comparison(measures);
        } catch (IOException e) {
            throw new BenchmarkException("--compare: " + file + " cannot be read as a result: " + e.getMessage(), e);
        }
    }

    /**
     * Prints both medians of every measure that both runs have.
     *
     * @param tolerancePercent how much worse a ratio may be
     * @return the names of the ratios that are worse than that
     */
    List<String> print(List<Measure> now, double tolerancePercent, PrintStream out) {
        List<String> worse = new ArrayList<>();
        int width =
                now.stream().mapToInt(measure -> measure.name().length()).max().orElse(0);
        out.printf("%n%-" + width + "s  %12s  %12s  %8s%n", "", "before", "now", "change");
        for (Measure measure : now) {
            Measure before = earlier.get(measure.name());
            if (before == null) {
                continue;
            }
            double change = (measure.median() / before.median() - 1) * 100;
            double loss = measure.better() == Better.HIGHER ? -change : change;
            boolean judged = measure.unit().equals("x") && loss > tolerancePercent;
            out.printf(
                    "%-" + width + "s  %12s  %12s  %+7.1f%%%s%n",
                    measure.name(),
                    Report.number(before.median()),
                    Report.number(measure.median()),
                    change,
                    judged ? "  WORSE" : "");
            if (judged) {
                worse.add(measure.name());
            }
        }
        return worse;
    }
}
