package dev.lolscale.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.bench.Measure.Better;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a benchmark found: gathered while it runs, then printed as a table and written as JSON. */
public final class Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String benchmark;
    private final Settings settings;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Machine machine = Machine.here();
    private final PrintStream progress;
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, Measure> shapes = new LinkedHashMap<>();
    private final Map<String, Double> goals = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    Report(String benchmark, Settings settings, PrintStream progress) {
        this.benchmark = benchmark;
        this.settings = settings;
        this.progress = progress;
    }

    /** Tells whoever waits what is being done. */
    public void progress(String text) {
        progress.println("  " + text);
    }

    /** Something measured is of this version. */
    public void version(String what, String version) {
        versions.put(what, version);
    }

    /** A line for the reader, below the table. */
    public void note(String line) {
        notes.add(line);
    }

    /** One more value of a measure, which is made when it is first named. */
    public void add(String name, String unit, Better better, double value) {
        shapes.computeIfAbsent(name, absent -> new Measure(name, unit, better, List.of(value)));
        values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
    }

    /**
     * A measure made of two others, round by round, so that what disturbs a whole round disturbs it less.
     *
     * @param name the new measure, without a unit
     */
    public void ratio(String name, Better better, String numerator, String denominator) {
        List<Double> above = measure(numerator).values();
        List<Double> below = measure(denominator).values();
        for (int round = 0; round < Math.min(above.size(), below.size()); round++) {
            add(name, "x", better, above.get(round) / below.get(round));
        }
    }

    /** What the median of a measure is to reach. */
    public void goal(String name, double value) {
        goals.put(measure(name).name(), value);
    }

    /** A measure so far. */
    public Measure measure(String name) {
        Measure shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("nothing was measured under the name \"" + name + "\"");
        }
        return new Measure(name, shape.unit(), shape.better(), values.get(name));
    }

    /** All measures, in the order in which they were first named. */
    List<Measure> measures() {
        return shapes.keySet().stream().map(this::measure).toList();
    }

    void print(PrintStream out) {
        out.printf("%n%s, %s%s%n", benchmark, started, settings.quick() ? ", quick: these numbers mean nothing" : "");
        out.printf(
                "%s, %d cores, %,d MB; %s; %s; load before %.2f%n",
                machine.processor(),
                machine.cores(),
                machine.memoryMegabytes(),
                machine.kernel(),
                machine.jdk(),
                machine.loadBefore());
        versions.forEach((what, version) -> out.println(what + " " + version));
        int width = shapes.keySet().stream().mapToInt(String::length).max().orElse(0);
        out.printf("%n%-" + width + "s  %12s  %12s  %12s%n", "", "median", "least", "greatest");
        for (Measure measure : measures()) {
            out.printf(
                    "%-" + width + "s  %12s  %12s  %12s  %s%s%n",
                    measure.name(),
                    number(measure.median()),
                    number(measure.least()),
                    number(measure.greatest()),
                    measure.unit(),
                    goalText(measure));
        }
        if (!notes.isEmpty()) {
            out.println();
            notes.forEach(out::println);
        }
    }

    private String goalText(Measure measure) {
        Double value = goals.get(measure.name());
        if (value == null) {
            return "";
        }
        String comparison = measure.better() == Better.HIGHER ? "at least " : "at most ";
        return "  goal: " + comparison + number(value)
                + (Goal.of(measure, value).met() ? ", met" : ", NOT met");
    }

    /** Three figures are more than these measurements hold. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }

    void write(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("benchmark", benchmark);
        json.put("started", started.toString());
        json.put("rounds", settings.rounds());
        json.put("quick", settings.quick());
        json.set("machine", JSON.valueToTree(machine));
        json.set("versions", JSON.valueToTree(versions));
        json.set("measures", JSON.valueToTree(measures()));
        json.set(
                "goals",
                JSON.valueToTree(goals.entrySet().stream()
                        .map(goal -> Goal.of(measure(goal.getKey()), goal.getValue()))
                        .toList()));
        json.set("notes", JSON.valueToTree(notes));
        Files.createDirectories(file.getParent());
        JSON.writeValue(file.toFile(), json);
    }
}
