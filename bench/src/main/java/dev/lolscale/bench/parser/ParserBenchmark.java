package dev.lolscale.bench.parser;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import dev.lolscale.bench.Benchmark;
import dev.lolscale.bench.BenchmarkException;
import dev.lolscale.bench.Measure.Better;
import dev.lolscale.bench.Report;
import dev.lolscale.bench.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Version;

/**
 * The one parser of events beside Jackson's tree of the same lines, by JMH: as the functions run, with HotSpot's first
 * compiler alone, and as the job on Glue runs, with both.
 */
public final class ParserBenchmark implements Benchmark {

    private static final String PARSER = "event parser";
    private static final String TREE = "Jackson's tree";
    private static final Map<String, String> NAMES = Map.of("eventParser", PARSER, "jacksonTree", TREE);

    /** What is measured under which flags; the first is that of the {@code java21} runtime. */
    private static final Map<String, List<String>> COMPILERS = new TreeMap<>(Map.of(
            "first compiler", List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            "both compilers", List.of("-XX:+UseSerialGC")));

    @Override
    public String name() {
        return "parser";
    }

    @Override
    public String description() {
        return "one event read by the platform's parser, beside Jackson's tree of it, by JMH";
    }

    @Override
    public void run(Settings settings, Report report) {
        report.version("JMH", Version.getPlainVersion());
        report.version("Jackson", PackageVersion.VERSION.toString());
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Map.Entry<String, List<String>> compiler : COMPILERS.entrySet()) {
                report.progress(compiler.getKey() + ", round " + round + " of " + settings.rounds());
                measure(settings, compiler.getKey(), compiler.getValue(), report);
            }
        }
        for (String compiler : COMPILERS.keySet()) {
            report.ratio(
                    PARSER + " / " + TREE + ", " + compiler,
                    Better.LOWER,
                    PARSER + ", " + compiler,
                    TREE + ", " + compiler);
        }
    }

    private static void measure(Settings settings, String compiler, List<String> flags, Report report) {
        Options options = new OptionsBuilder()
                .include(LineMethods.class.getName() + "\\.")
                .forks(1)
                .jvmArgs(flags.toArray(String[]::new))
                .warmupIterations(settings.quick() ? 1 : 5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(settings.quick() ? 1 : 5)
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        try {
            for (RunResult result : new Runner(options).run()) {
                String method = result.getPrimaryResult().getLabel();
                report.add(
                        NAMES.get(method) + ", " + compiler,
                        "ns an event",
                        Better.LOWER,
                        result.getPrimaryResult().getScore());
            }
        } catch (RunnerException e) {
            throw new BenchmarkException("JMH did not measure the parser: " + e.getMessage(), e);
        }
    }
}
