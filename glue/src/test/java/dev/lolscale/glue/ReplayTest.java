package dev.lolscale.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five of the faults of {@link FaultMatrixTest}, for each build. */
class ReplayTest {

    private static final String OBJECT = "year=2018/month=04/day=05/1.gz";

    @TempDir
    private Path folder;

    @Test
    void shouldApplyABatchOnceWhenAProcessDiedBetweenTheTwoTables() throws IOException, InterruptedException {
        LocalLake lake = lake("iceberg");

        LocalLake.Run dead = lake.halt(FaultPoint.EVENTS_COMMITTED);

        assertThat(dead.exitCode()).as(dead.err()).isEqualTo(HaltingEventJob.EXIT_CODE);
        assertThat(lake.rowsOnDisk("analytics_data")).isEqualTo(3);
        assertThat(lake.rowsOnDisk("analytics_quarantine")).isZero();
        assertLoads(lake);
    }

    @Test
    void shouldApplyABatchOnceWhenAProcessDiedAmongAHiveTablesFiles() throws IOException, InterruptedException {
        LocalLake lake = lake("hive");

        LocalLake.Run dead = lake.halt(FaultPoint.FIRST_MOVED);

        assertThat(dead.exitCode()).as(dead.err()).isEqualTo(HaltingEventJob.EXIT_CODE);
        assertThat(lake.rowsOnDisk("analytics_data")).isEqualTo(2);
        assertLoads(lake);
    }

    @Test
    void shouldNotApplyABatchAgainWhenTheCheckpointForgotIt() throws IOException {
        LocalLake lake = lake("iceberg");
        lake.run();
        Files.delete(lake.file("job_state/checkpoint/commits/0"));

        assertLoads(lake);
        assertThat(lake.file("job_state/checkpoint/commits/0")).exists();
    }

    @Test
    void shouldYieldToTheRunThatIsFaster() throws IOException {
        LocalLake lake = lake("iceberg");
        AtomicReference<LocalLake.Run> faster = new AtomicReference<>();

        LocalLake.Run slower = lake.run(point -> {
            if (point == FaultPoint.BOTH_STAGED) {
                faster.set(lake.forkUnchecked());
            }
        });

        assertThat(faster.get().exitCode()).as(faster.get().err()).isZero();
        assertThat(faster.get().metrics().path("yielded").asBoolean()).isFalse();
        assertThat(faster.get().metrics().path("rows").asLong()).isEqualTo(3);
        assertThat(slower.exitCode()).as(slower.err()).isZero();
        assertThat(slower.err())
                .isEqualTo("EventJob: another run is at work on this --checkpoint; this one leaves the rest to it\n");
        assertThat(slower.metrics().path("yielded").asBoolean()).isTrue();
        assertThat(slower.metrics().path("rows").asLong())
                .as("counted by the faster one")
                .isZero();
        assertThat(lake.strings("select eventid from lake.analytics.analytics_data"))
                .containsExactly("a", "b", "c");
        assertThat(lake.strings("select snapshot_id from lake.analytics.analytics_data.snapshots"))
                .as("the slower one's staged rows are gone")
                .hasSize(1);
    }

    @Test
    void shouldFinishAnErasureOfADeadProcess() throws IOException, InterruptedException {
        LocalLake lake = lake("iceberg");
        lake.put("year=2018/month=04/day=06/2.gz", event("d", 6).replace("mark3", "anna"));

        LocalLake.Run dead = lake.halt(FaultPoint.OBJECTS_REWRITTEN, "--erase", "mark3");
        LocalLake.Run run = lake.run("--erase", "mark3");

        assertThat(dead.exitCode()).as(dead.err()).isEqualTo(HaltingEventJob.EXIT_CODE);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.metrics().path("erasedRows").asLong()).isEqualTo(3);
        assertThat(lake.strings("select eventid from lake.analytics.analytics_data"))
                .containsExactly("d");
        assertThat(lake.raw(OBJECT)).isEqualTo("bad 1\n\nbad 2\n");
        assertThat(lake.keys("job_state/erasures")).hasSize(2);
    }

    private LocalLake lake(String tableFormat) throws IOException {
        LocalLake lake = new LocalLake(folder, tableFormat);
        lake.put(OBJECT, event("a", 4) + "bad 1\n" + event("b", 5) + "\n" + event("c", 4) + "bad 2\n");
        return lake;
    }

    /** The next run finishes the batch, counts it, and reads on. */
    private static void assertLoads(LocalLake lake) throws IOException {
        lake.put("year=2018/month=04/day=06/2.gz", event("d", 6) + "bad 3\n");
        LocalLake.Run next = lake.run();

        assertThat(next.exitCode()).as(next.err()).isZero();
        // The dead run told nobody what it did: the batch counts here.
        assertThat(next.metrics().path("batches").asLong()).isEqualTo(2);
        assertThat(next.metrics().path("filesIn").asLong()).isEqualTo(2);
        assertThat(next.metrics().path("rawLines").asLong()).isEqualTo(7);
        assertThat(next.metrics().path("rows").asLong()).isEqualTo(4);
        assertThat(next.metrics().path("quarantined").asLong()).isEqualTo(3);
        assertThat(next.metrics().path("partitionsTouched").asLong()).isEqualTo(3);
        assertThat(lake.events("eventid").stream().map(row -> row.getString(0))).containsExactly("a", "b", "c", "d");
        assertThat(lake.quarantined("line").stream().map(row -> row.getString(0)))
                .containsExactly("bad 1", "bad 2", "bad 3");
    }

    private static String event(String id, int day) {
        return "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-0%d 12:00:00\",\"eventId\":\"%s\"}\n"
                .formatted(day, id);
    }
}
