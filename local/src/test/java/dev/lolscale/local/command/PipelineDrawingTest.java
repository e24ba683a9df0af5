package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.command.Pipeline.Branch;
import dev.lolscale.local.command.Pipeline.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineDrawingTest {

    @Test
    void shouldDrawTheMoverOfAStackThatHasOne() {
        assertThat(drawing(DemoFixture.classic(), 120)).isEqualTo("""
  ┌────────┐         ┌─────────────┐         ┌────────┐        ┌──────────┐        ┌─────────┐        ┌───────────┐
  │ client │ 100,000 │ REST API    │ 100,000 │ track  │ 98,960 │ Firehose │ 98,960 │ mover   │ 98,960 │ raw zone  │
  │ HTTP   ├────────▶│ /live/track ├────────▶│ Lambda ├───────▶│ GZIP     ├───────▶│ via SQS ├───────▶│ 3 objects ├─┐
  └────────┘         └─────────────┘         └───┬────┘        └──────────┘        └─────────┘        └───────────┘ │
                                                 └▶ 1,040 rejected                                                  │
  ┌─ 98,960 ────────────────────────────────────────────────────────────────────────────────────────────────────────┘
  │  ┌───────┐        ┌────────────────┐    ┌────────────┐
  │  │ job   │ 98,960 │ analytics_data │    │ Athena SQL │
  └─▶│ Spark ├───────▶│ Hive Parquet   ├───▶│ 2 queries  │
     └──┬────┘        └────────────────┘    └────────────┘
        ├▶ 0 quarantined
        └▶ 0 duplicates
""");
    }

    @Test
    void shouldDrawThreeRowsWhereTwoAreTooNarrow() {
        assertThat(drawing(DemoFixture.classic(), 80)).isEqualTo("""
  ┌────────┐         ┌─────────────┐         ┌────────┐        ┌──────────┐
  │ client │ 100,000 │ REST API    │ 100,000 │ track  │ 98,960 │ Firehose │
  │ HTTP   ├────────▶│ /live/track ├────────▶│ Lambda ├───────▶│ GZIP     ├─┐
  └────────┘         └─────────────┘         └───┬────┘        └──────────┘ │
                                                 └▶ 1,040 rejected          │
  ┌─ 98,960 ────────────────────────────────────────────────────────────────┘
  │  ┌─────────┐        ┌───────────┐        ┌───────┐
  │  │ mover   │ 98,960 │ raw zone  │ 98,960 │ job   │
  └─▶│ via SQS ├───────▶│ 3 objects ├───────▶│ Spark ├───────────┐
     └─────────┘        └───────────┘        └──┬────┘           │
                                                ├▶ 0 quarantined │
                                                └▶ 0 duplicates  │
  ┌─ 98,960 ─────────────────────────────────────────────────────┘
  │  ┌────────────────┐    ┌────────────┐
  │  │ analytics_data │    │ Athena SQL │
  └─▶│ Hive Parquet   ├───▶│ 2 queries  │
     └────────────────┘    └────────────┘
""");
    }

    @Test
    void shouldDrawOneBoxUnderTheOtherOnANarrowTerminal() {
        assertThat(drawing(DemoFixture.classic(), 40)).isEqualTo("""
  ┌────────────────┐
  │ client         │
  │ HTTP           │
  ├──▼ 100,000 ────┤
  │ REST API       │
  │ /live/track    │
  ├──▼ 100,000 ────┤
  │ track          ├▶ 1,040 rejected
  │ Lambda         │
  ├──▼ 98,960 ─────┤
  │ Firehose       │
  │ GZIP           │
  ├──▼ 98,960 ─────┤
  │ mover          │
  │ via SQS        │
  ├──▼ 98,960 ─────┤
  │ raw zone       │
  │ 3 objects      │
  ├──▼ 98,960 ─────┤
  │ job            ├▶ 0 quarantined
  │ Spark          ├▶ 0 duplicates
  ├──▼ 98,960 ─────┤
  │ analytics_data │
  │ Hive Parquet   │
  ├──▼─────────────┤
  │ Athena SQL     │
  │ 2 queries      │
  └────────────────┘
""");
    }

    @Test
    void shouldLeadTheTurnAroundTheBranches() {
        Pipeline pipeline = new Pipeline(List.of(
                new Stage("one", "", "", List.of(new Branch(1_234_567, "went elsewhere"))),
                new Stage("a second box that needs a row", "", "9", List.of())));

        assertThat(String.join("\n", PipelineDrawing.of(pipeline, plain(40))) + "\n")
                .isEqualTo("""
  ┌─────┐
  │ one │
  │     ├───────────────────────┐
  └─┬───┘                       │
    └▶ 1,234,567 went elsewhere │
  ┌─ 9 ─────────────────────────┘
  │  ┌───────────────────────────────┐
  │  │ a second box that needs a row │
  └─▶│                               │
     └───────────────────────────────┘
""");
    }

    @Test
    void shouldFollowTheGraph() {
        assertThat(Pipeline.of(DemoFixture.sound(DemoFixture.dev())).stages())
                .extracting(Stage::title)
                .containsExactly(
                        "client", "HTTP API", "track", "Firehose", "raw zone", "job", "analytics_data", "Athena SQL");
        assertThat(Pipeline.of(DemoFixture.sound(DemoFixture.classic())).stages())
                .extracting(Stage::title)
                .containsExactly(
                        "client",
                        "REST API",
                        "track",
                        "Firehose",
                        "mover",
                        "raw zone",
                        "job",
                        "analytics_data",
                        "Athena SQL");
    }

    private static String drawing(StackGraph graph, int width) {
        List<String> lines = PipelineDrawing.of(Pipeline.of(DemoFixture.sound(graph)), plain(width));
        return String.join("\n", lines) + "\n";
    }

    private static Terminal plain(int width) {
        return new Terminal(System.out, System.err, false, false, width, true);
    }
}
