package dev.lolscale.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever dies when: afterwards each raw line is in the tables once. */
class ReplayTest {

    private static final String DAY = "year=2018/month=04/day=05/";
    private static final String COMMITS = "job_state/checkpoint/commits/";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "iceberg, BATCH_BEGUN, 0, 0",
        "iceberg, EVENTS_COMMITTED, 3, 0",
        "iceberg, BOTH_COMMITTED, 3, 2",
        "hive, STAGED, 0, 0",
        "hive, FIRST_MOVED, 2, 0",
        "hive, EVENTS_COMMITTED, 3, 0",
        "hive, BOTH_COMMITTED, 3, 2"
    })
    void shouldApplyTheBatchOfADeadProcessExactlyOnce(String tableFormat, FaultPoint point, int rows, int quarantined)
            throws IOException, InterruptedException {
        LocalLake lake = new LocalLake(folder, tableFormat);
        putFirst(lake);

        LocalLake.Run dead = lake.halt(point);

        assertThat(dead.exitCode()).as(dead.err()).isEqualTo(HaltingEventJob.EXIT_CODE);
        assertThat(lake.rowsOnDisk("analytics_data")).isEqualTo(rows);
        assertThat(lake.rowsOnDisk("analytics_quarantine")).isEqualTo(quarantined);

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
        assertExactlyOnce(lake);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iceberg", "hive"})
    void shouldNotApplyABatchAgainWhenTheCheckpointForgotIt(String tableFormat) throws IOException {
        LocalLake lake = new LocalLake(folder, tableFormat);
        putFirst(lake);
        lake.run();
        lake.put("year=2018/month=04/day=06/2.gz", event("d", 6) + "bad 3\n");
        lake.run();
        List<String> keys = lake.keys("analytics_data");
        Files.delete(lake.file(COMMITS + "1"));

        LocalLake.Run again = lake.run();

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.metrics().path("batches").asLong()).isEqualTo(1);
        assertThat(again.metrics().path("rawLines").asLong()).isEqualTo(2);
        assertThat(again.metrics().path("rows").asLong()).isEqualTo(1);
        assertThat(again.metrics().path("quarantined").asLong()).isEqualTo(1);
        assertExactlyOnce(lake);
        assertThat(lake.keys("analytics_data"))
                .as("no file is added or renamed")
                .isEqualTo(keys);
        assertThat(lake.file(COMMITS + "1")).exists();
    }

    @Test
    void shouldFailWhenATableHoldsAnotherBatchThanTheRawZone() throws IOException, InterruptedException {
        LocalLake lake = new LocalLake(folder, "iceberg");
        putFirst(lake);
        lake.halt(FaultPoint.EVENTS_COMMITTED);
        lake.put(DAY + "1.gz", event("a", 4));

        LocalLake.Run run = lake.run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .matches("EventJob: failed: IllegalStateException: batch [0-9a-f-]+-0 has 1 raw lines, but 3 rows and 0"
                        + " quarantined lines in the tables\n");
    }

    private static void putFirst(LocalLake lake) throws IOException {
        lake.put(DAY + "1.gz", event("a", 4) + "bad 1\n" + event("b", 5) + "\n" + event("c", 4) + "bad 2\n");
    }

    private static void assertExactlyOnce(LocalLake lake) {
        assertThat(lake.events("eventid").stream().map(row -> row.getString(0))).containsExactly("a", "b", "c", "d");
        assertThat(lake.quarantined("line").stream().map(row -> row.getString(0)))
                .containsExactly("bad 1", "bad 2", "bad 3");
    }

    private static String event(String id, int day) {
        return "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-0%d 12:00:00\",\"eventId\":\"%s\"}\n"
                .formatted(day, id);
    }
}
