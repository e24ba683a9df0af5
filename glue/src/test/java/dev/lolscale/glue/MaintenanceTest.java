package dev.lolscale.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {

    private static final String EVENTS = "lake.analytics.analytics_data";

    @TempDir
    private Path folder;

    @Test
    void shouldCompactByTimeExpireAndRemoveOrphansWithoutForgettingTheBatch() throws IOException {
        LocalLake lake = new LocalLake(folder, "iceberg");
        lake.put("year=2018/month=04/day=05/1.gz", event("z", "23:00:00") + "bad\n");
        lake.run();
        // As many small files of one day as are worth compacting, the latest first.
        lake.query(spark -> {
            for (int hour = 9; hour > 4; hour--) {
                spark.sql("insert into " + EVENTS + " select event, userid, timestamp_ntz '2018-04-05 0" + hour
                        + ":00:00', 'e" + hour + "', receivedat, extra, out_of_window, year, month, day from " + EVENTS
                        + " where eventid = 'z'");
            }
            return null;
        });
        Path orphan = lake.file("analytics_data/data/orphan.parquet");
        Path young = lake.file("analytics_data/data/young.parquet");
        Path ofHive = lake.file("analytics_data/year=2017/month=01/day=01/hive.parquet");
        Files.createDirectories(ofHive.getParent());
        for (Path file : List.of(orphan, young, ofHive)) {
            Files.writeString(file, "");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(73))));
        }
        Files.setLastModifiedTime(young, FileTime.from(Instant.now().minus(Duration.ofHours(71))));
        List<Row> before = lake.events("*");

        LocalLake.Run run = lake.run("--maintain", "--snapshot_days", "0");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.metrics().path("mode").asText()).isEqualTo("maintain");
        assertThat(run.metrics().path("filesCompacted").asLong()).isEqualTo(6);
        assertThat(run.metrics().path("filesWritten").asLong()).isEqualTo(1);
        assertThat(run.metrics().path("orphansRemoved").asLong()).isEqualTo(1);
        assertThat(orphan).doesNotExist();
        assertThat(young).exists();
        assertThat(ofHive).exists();
        assertThat(lake.events("*")).isEqualTo(before);
        List<String> inFileOrder = lake.query(spark -> spark.table(EVENTS).select("eventid").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList());
        assertThat(inFileOrder).as("in the order of their times").containsExactly("e5", "e6", "e7", "e8", "e9", "z");
        assertThat(lake.strings("select snapshot_id from " + EVENTS + ".snapshots"))
                .hasSize(1);
        assertThat(lake.keys("analytics_data/data")).hasSize(2);

        Files.delete(lake.file("job_state/checkpoint/commits/0"));
        LocalLake.Run replay = lake.run();

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.metrics().path("rows").asLong()).isEqualTo(1);
        assertThat(replay.metrics().path("quarantined").asLong()).isEqualTo(1);
        assertThat(lake.events("*")).isEqualTo(before);
    }

    @Test
    void shouldKeepSnapshotsOfTheLastDaysAndStagedOnes() throws IOException, InterruptedException {
        LocalLake lake = new LocalLake(folder, "iceberg");
        lake.put("year=2018/month=04/day=05/1.gz", event("a", "12:00:00"));
        lake.halt(FaultPoint.BOTH_STAGED);
        lake.run();

        LocalLake.Run kept = lake.run("--maintain", "true");
        List<String> after7Days = lake.strings("select summary['wap.id'] from " + EVENTS + ".snapshots");
        lake.run("--maintain", "true", "--snapshot_days", "0");

        assertThat(kept.metrics().path("snapshotsExpired").asLong()).isZero();
        assertThat(after7Days)
                .as("the dead run's, and the one that was published")
                .hasSize(2);
        assertThat(lake.strings("select snapshot_id from " + EVENTS + ".snapshots"))
                .hasSize(1);
        assertThat(lake.strings("select eventid from " + EVENTS)).containsExactly("a");
    }

    @Test
    void shouldDeleteQuarantinedLinesThatAreOlderThanTheDaysToKeepThem() throws IOException {
        LocalLake lake = new LocalLake(folder, "iceberg");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        lake.put(objectOf(today.minusDays(400)), "a year old\n" + event("a", "12:00:00"));
        lake.put(objectOf(today.minusDays(31)), "too old\n");
        // A day less than the limit, because the test may run at midnight.
        lake.put(objectOf(today.minusDays(29)), "young\n");
        lake.put(objectOf(today), "new\n");
        lake.run();

        LocalLake.Run forEver = lake.run("--maintain");
        List<String> keptForEver = lake.strings("select line from lake.analytics.analytics_quarantine");
        LocalLake.Run run = lake.run("--maintain", "--quarantine_days", "30", "--snapshot_days", "0");

        assertThat(forEver.metrics().path("quarantineDeleted").asLong()).isZero();
        assertThat(keptForEver).containsExactly("a year old", "new", "too old", "young");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.metrics().path("quarantineDeleted").asLong()).isEqualTo(2);
        assertThat(lake.strings("select line from lake.analytics.analytics_quarantine"))
                .containsExactly("new", "young");
        assertThat(lake.strings("select eventid from " + EVENTS)).containsExactly("a");
        assertThat(lake.keys("analytics_quarantine/data"))
                .as("nothing of it is left in the bucket")
                .hasSize(2);

        Files.delete(lake.file("job_state/checkpoint/commits/0"));
        assertThat(lake.run().exitCode()).isZero();
        assertThat(lake.strings("select line from lake.analytics.analytics_quarantine"))
                .as("a replay does not bring them back")
                .containsExactly("new", "young");
    }

    private static String objectOf(LocalDate day) {
        return day.format(DateTimeFormatter.ofPattern("'year='yyyy/'month='MM/'day='dd/'1.gz'"));
    }

    @Test
    void shouldRefuseHiveTables() throws IOException {
        LocalLake.Run run = new LocalLake(folder, "hive").run("--maintain", "true");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("EventJob: --maintain needs Iceberg tables; with --table_format hive the job only loads\n");
    }

    private static String event(String id, String time) {
        return "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-05 %s\",\"eventId\":\"%s\"}\n"
                .formatted(time, id);
    }
}
