package dev.lolscale.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {

    private static final String FIRST = "year=2018/month=04/day=05/1.gz";
    private static final String SECOND = "year=2018/month=04/day=06/2.gz";

    @TempDir
    private Path folder;

    private LocalLake lake;

    @BeforeEach
    void createLake() throws IOException {
        lake = new LocalLake(folder, "iceberg");
        lake.put(FIRST, event("a", 4) + event("b", 5) + "bad 1\n");
    }

    @Test
    void shouldWriteDaysAnewAndLeaveOthersAlone() throws IOException {
        lake.run();
        damage();
        lake.put(SECOND, event("c", 5) + "bad 2\n");

        LocalLake.Run run = lake.run("--rebuild", "2018-04-05..2018-04-06");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.metrics().path("mode").asText()).isEqualTo("rebuild");
        assertThat(run.metrics().path("rows").asLong())
                .as("brought up to date first")
                .isEqualTo(1);
        assertThat(run.metrics().path("rebuiltRows").asLong()).isEqualTo(2);
        assertThat(run.metrics().path("rebuiltQuarantined").asLong()).isEqualTo(2);
        assertThat(lake.strings("select concat(eventid, ' ', userid) from lake.analytics.analytics_data"))
                .as("a's day is not rebuilt")
                .containsExactly("a damaged", "b mark3", "c mark3");
        assertThat(lake.strings("select line from lake.analytics.analytics_quarantine"))
                .containsExactly("bad 1", "bad 2");
        assertThat(lake.run().metrics().path("batches").asLong()).isZero();
    }

    @Test
    void shouldDropRepeatsAsTheStreamDoes() throws IOException {
        lake.put(SECOND, event("a", 5) + event("b", 5) + event("c", 5));
        lake.run("--deduplicate_days", "7");
        damage();

        LocalLake.Run run = lake.run("--rebuild", "2018-04-05", "--deduplicate_days", "7");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(lake.strings("select eventid from lake.analytics.analytics_data"))
                .containsExactly("a", "b", "c");
    }

    @Test
    void shouldRefuseALostCheckpointUntilItIsRebuilt() throws IOException {
        lake.run();
        deleteCheckpoint();
        lake.put(SECOND, event("c", 5) + "bad 2\n");

        LocalLake.Run refused = lake.run();

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("EventJob: lake.`analytics`.`analytics_data` is filled by another stream than that of"
                        + " --checkpoint " + lake.uri("job_state/checkpoint/")
                        + ", so every line would be loaded twice; give that stream's checkpoint, or run with --rebuild all"
                        + " to go on with this one\n");
        assertThat(lake.file("job_state")).doesNotExist();

        LocalLake.Run rebuilt = lake.run("--rebuild", "all");
        lake.put("year=2018/month=04/day=06/3.gz", event("d", 6));
        Files.delete(lake.file("job_state/checkpoint/commits/0"));
        LocalLake.Run next = lake.run();

        assertThat(rebuilt.exitCode()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.metrics().path("rebuiltRows").asLong()).isEqualTo(3);
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(lake.strings("select eventid from lake.analytics.analytics_data"))
                .containsExactly("a", "b", "c", "d");
        assertThat(lake.strings("select line from lake.analytics.analytics_quarantine"))
                .containsExactly("bad 1", "bad 2");
    }

    @Test
    void shouldRefuseALostTableUntilItIsRebuilt() throws IOException {
        lake.run();
        lake.query(spark -> spark.sql("drop table lake.analytics.analytics_data"));

        LocalLake.Run refused = lake.run();
        LocalLake.Run rebuilt = lake.run("--rebuild", "all");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("EventJob: lake.`analytics`.`analytics_data` is new, but to --checkpoint "
                        + lake.uri("job_state/checkpoint/")
                        + " its lines are read; run with --rebuild all to load them\n");
        assertThat(rebuilt.exitCode()).as(rebuilt.err()).isZero();
        assertThat(lake.strings("select eventid from lake.analytics.analytics_data"))
                .containsExactly("a", "b");
        assertThat(lake.run().exitCode()).isZero();
    }

    @Test
    void shouldRefuseToLoseWhatTheRawZoneNoLongerHolds() throws IOException {
        lake.put(SECOND, event("c", 5) + "bad 2\n");
        lake.run();
        Files.delete(lake.file("analytics_raw/" + FIRST));

        LocalLake.Run events = lake.run("--rebuild", "2018-04-05");

        assertThat(events.exitCode()).isEqualTo(2);
        assertThat(events.err())
                .isEqualTo("EventJob: the raw zone holds 1 events of 2018-04-05, lake.`analytics`.`analytics_data`"
                        + " holds 2: raw objects have expired or were removed; nothing was rebuilt. Run with"
                        + " --rebuild_fewer true to lose these rows\n");
        assertThat(lake.strings("select eventid from lake.analytics.analytics_data"))
                .containsExactly("a", "b", "c");

        LocalLake.Run fewer = lake.run("--rebuild", "2018-04-05..2018-04-06", "--rebuild_fewer", "true");

        assertThat(fewer.exitCode()).as(fewer.err()).isZero();
        assertThat(lake.strings("select eventid from lake.analytics.analytics_data"))
                .containsExactly("a", "c");
        assertThat(lake.strings("select line from lake.analytics.analytics_quarantine"))
                .containsExactly("bad 2");
    }

    @Test
    void shouldRefuseToLoseQuarantinedLines() throws IOException {
        lake.put(SECOND, "bad 2\n");
        lake.run();
        Files.delete(lake.file("analytics_raw/" + SECOND));

        LocalLake.Run run = lake.run("--rebuild", "all");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("EventJob: lake.`analytics`.`analytics_quarantine` holds lines of "
                        + lake.uri("analytics_raw/" + SECOND)
                        + ", which is no longer in the raw zone; nothing was rebuilt. Run with --rebuild_fewer true to lose"
                        + " these rows\n");
    }

    /** Rows that the raw zone knows better. */
    private void damage() {
        lake.query(spark -> spark.sql("update lake.analytics.analytics_data set userid = 'damaged'"));
    }

    private void deleteCheckpoint() throws IOException {
        try (Stream<Path> files = Files.walk(lake.file("job_state"))) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    private static String event(String id, int day) {
        return "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-0%d 12:00:00\",\"eventId\":\"%s\"}\n"
                .formatted(day, id);
    }
}
