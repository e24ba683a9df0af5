package dev.lolscale.bench;

import dev.lolscale.bench.figures.FiguresBenchmark;
import dev.lolscale.bench.ingest.IngestBenchmark;
import dev.lolscale.bench.lake.LakeBenchmark;
import dev.lolscale.bench.parser.ParserBenchmark;
import dev.lolscale.bench.send.SendBenchmark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What {@code bench/run} runs. Exit code 0: measured; 1: the work was not done, or a ratio is worse than in the run it is
 * compared with; 2: wrong usage or a missing tool.
 */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description = "Measures Lolscale, each number beside that of a peer in the same run. Without a name: lists the"
                + " benchmarks.")
public final class Bench implements Callable<Integer> {

    /** A new benchmark is a class of its own and a line here. */
    private static final List<Benchmark> ALL = List.of(
            new IngestBenchmark(),
            new ParserBenchmark(),
            new SendBenchmark(),
            new LakeBenchmark(),
            new FiguresBenchmark());

    /** Stands for every name, one after the other. */
    private static final String EACH = "all";

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The benchmark to run, or all.")
    private String name;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "N",
            description = "How often each measurement is made; 3 by default.")
    private int rounds;

    @Option(names = "--quick", description = "Measure for a moment only, to see that the benchmark works.")
    private boolean quick;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description =
                    "Compare with the JSON of an earlier run, or, of all, with the folder of its files; fails when a ratio is"
                            + " worse.")
    private Path compare;

    @Option(
            names = "--tolerance",
            defaultValue = "20",
            paramLabel = "PERCENT",
            description = "How much worse a ratio may be than in that run; 20 by default.")
    private double tolerance;

    @Option(
            names = "--millions",
            defaultValue = "1,10",
            split = ",",
            paramLabel = "N",
            description = "lake: how many million events; 1,10 by default. 50 takes about 3 GB of disk.")
    private List<Integer> millions;

    @Option(
            names = "--second-compiler",
            description =
                    "lake: let the JVMs of the job and of plain Spark use HotSpot's second compiler too, as JVMs do by"
                            + " default. The local platform leaves it off, because its jobs are short.")
    private boolean secondCompiler;

    private Bench() {}

    /** Told the repository's folder by the property {@code lolscale.root}. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Bench());
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof BenchmarkException || exception instanceof IOException) {
                System.err.println("bench/run: " + exception.getMessage());
                return 1;
            }
            throw exception;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (name == null) {
            ALL.forEach(benchmark -> System.out.printf("%-10s %s%n", benchmark.name(), benchmark.description()));
            return 0;
        }
        if (rounds < 1 || rounds > 1_000) {
            return refused("--rounds is " + rounds + "; allowed is 1 to 1000");
        }
        if (millions.stream().anyMatch(each -> each < 1 || each > 1_000)) {
            return refused("--millions is " + millions + "; allowed is 1 to 1000 each");
        }
        List<Benchmark> chosen = ALL.stream()
                .filter(each -> name.equals(EACH) || name.equals(each.name()))
                .toList();
        if (chosen.isEmpty()) {
            return refused("there is no benchmark " + name + "; there are " + EACH + ", "
                    + String.join(", ", ALL.stream().map(Benchmark::name).toList()));
        }
        // Read first: a wrong file must not cost a whole run.
        Map<Benchmark, Comparison> comparisons = new HashMap<>();
        for (Benchmark benchmark : chosen) {
            if (compare != null) {
                Path file = name.equals(EACH) ? compare.resolve(benchmark.name() + ".json") : compare;
                comparisons.put(benchmark, Comparison.with(file, benchmark.name()));
            }
        }
        Settings settings = new Settings(
                Path.of(System.getProperty("lolscale.root")), quick ? 1 : rounds, quick, millions, secondCompiler);
        int exitCode = 0;
        for (Benchmark benchmark : chosen) {
            exitCode = Math.max(exitCode, run(benchmark, settings, comparisons.get(benchmark)));
        }
        return exitCode;
    }

    /** Of several benchmarks, one whose work was not done does not keep the others from running. */
    private int run(Benchmark benchmark, Settings settings, Comparison comparison)
            throws IOException, InterruptedException {
        Report report = new Report(benchmark.name(), settings, System.err);
        try {
            benchmark.run(settings, report);
        } catch (BenchmarkException e) {
            System.err.println("bench/run " + benchmark.name() + ": " + e.getMessage());
            return 1;
        }
        report.print(System.out);
        Path file = settings.target().resolve(benchmark.name() + (quick ? "-quick" : "") + ".json");
        report.write(file);
        System.out.printf("%nwritten to %s%n", settings.root().relativize(file));
        if (comparison == null) {
            return 0;
        }
        List<String> worse = comparison.print(report.measures(), tolerance, System.out);
        if (!worse.isEmpty()) {
            System.err.println(
                    "bench/run " + benchmark.name() + ": worse than in " + compare + ": " + String.join(", ", worse));
            return 1;
        }
        return 0;
    }

    private static int refused(String problem) {
        System.err.println("bench/run: " + problem);
        return 2;
    }
}
