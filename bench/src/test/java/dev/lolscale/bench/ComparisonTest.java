package dev.lolscale.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.bench.Measure.Better;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run, written and compared with a later one. */
class ComparisonTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void shouldFindRatiosThatGotWorse() throws IOException {
        Comparison before = Comparison.with(written(report(2, 10)), "ingest");

        assertThat(before.print(report(2, 10).measures(), 20, out())).isEmpty();
        assertThat(before.print(report(1.7, 11).measures(), 20, out())).isEmpty();
        assertThat(before.print(report(1.5, 10).measures(), 20, out())).containsExactly("ours / theirs");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("-25.0%  WORSE");
    }

    @Test
    void shouldNotJudgeWhatAnotherMachineChanges() throws IOException {
        Comparison before = Comparison.with(written(report(2, 10)), "ingest");

        // Half as fast, and theirs too.
        assertThat(before.print(report(2, 5).measures(), 20, out())).isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("-50.0%");
    }

    @Test
    void shouldRefuseTheResultOfAnotherBenchmark() throws IOException {
        Path file = written(report(2, 10));

        assertThatThrownBy(() -> Comparison.with(file, "send"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("is not a result of the benchmark send");
        assertThatThrownBy(() -> Comparison.with(folder.resolve("none.json"), "send"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("none.json cannot be read as a result");
    }

    @Test
    void shouldPrintGoalsAndMedians() {
        Report report = report(2, 10);
        report.add("ours", "events/s", Better.HIGHER, 1_000);
        report.add("ours", "events/s", Better.HIGHER, 3_000);
        report.goal("ours / theirs", 2.5);
        report.goal("ours", 1_000);

        report.print(out());

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern("ours / theirs +2\\.00 .*goal: at least 2\\.50, NOT met")
                .containsPattern("ours +1,000 +20\\.0 +3,000 +events/s +goal: at least 1,000, met");
    }

    /** Their speed, and how many times as fast ours is. */
    private static Report report(double ratio, double theirs) {
        Report report = new Report("ingest", new Settings(Path.of("."), 1, false, List.of(), false), System.err);
        report.add("ours", "events/s", Better.HIGHER, ratio * theirs);
        report.add("theirs", "events/s", Better.HIGHER, theirs);
        report.ratio("ours / theirs", Better.HIGHER, "ours", "theirs");
        return report;
    }

    private Path written(Report report) throws IOException {
        Path file = folder.resolve("ingest.json");
        report.write(file);
        return file;
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }
}
