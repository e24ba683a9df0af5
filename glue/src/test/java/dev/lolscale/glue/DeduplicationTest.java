package dev.lolscale.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeduplicationTest {

    private static final String OBJECT = "year=2018/month=04/day=10/%s.gz";
    private static final String[] SEVEN_DAYS = {"--deduplicate_days", "7"};

    @TempDir
    private Path folder;

    private LocalLake lake;

    @BeforeEach
    void createLake() throws IOException {
        lake = new LocalLake(folder, "iceberg");
    }

    @Test
    void shouldKeepTheEarliestSightingOfABatch() throws IOException {
        lake.put(
                OBJECT.formatted("1"),
                event("late", "a", "2018-04-05T10:00:00Z")
                        + event("first", "a", "2018-04-05T09:00:00Z")
                        + event("within", "a", "2018-04-12T10:00:00Z")
                        + event("beyond", "a", "2018-04-19T10:00:00.001Z")
                        + event("other", "b", "2018-04-05T09:00:00Z")
                        + withoutId("one")
                        + withoutId("two")
                        + "bad\n");

        LocalLake.Run run = lake.run(SEVEN_DAYS);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(lake.strings("select userid from lake.analytics.analytics_data"))
                .containsExactly("beyond", "first", "one", "other", "two");
        assertThat(run.metrics().path("rawLines").asLong()).isEqualTo(8);
        assertThat(run.metrics().path("rows").asLong()).isEqualTo(5);
        assertThat(run.metrics().path("quarantined").asLong()).isEqualTo(1);
        assertThat(run.metrics().path("duplicatesDropped").asLong()).isEqualTo(2);
    }

    @Test
    void shouldDropWhatTheTableHasSeenWithinTheDays() throws IOException {
        lake.put(
                OBJECT.formatted("1"),
                event("first", "a", "2018-04-10T10:00:00Z") + withoutReceipt("day", "b", "2018-04-10 23:00:00"));
        lake.run(SEVEN_DAYS);
        lake.put(
                OBJECT.formatted("2"),
                event("again", "a", "2018-04-17T10:00:00Z")
                        + event("earlier", "a", "2018-04-03T10:00:00Z")
                        // Seen at the start of its partition day.
                        + event("day again", "b", "2018-04-17T00:00:00Z")
                        + event("new", "c", "2018-04-10T10:00:00Z"));
        lake.put(OBJECT.formatted("3"), event("beyond", "b", "2018-04-17T00:00:00.001Z"));

        LocalLake.Run run = lake.run(SEVEN_DAYS);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(lake.strings("select userid from lake.analytics.analytics_data"))
                .containsExactly("beyond", "day", "first", "new");
        assertThat(run.metrics().path("rows").asLong()).isEqualTo(2);
        assertThat(run.metrics().path("duplicatesDropped").asLong()).isEqualTo(3);
    }

    @Test
    void shouldNotTakeItsOwnRowsForRepeatsWhenABatchIsReplayed() throws IOException, InterruptedException {
        lake.put(
                OBJECT.formatted("1"),
                event("first", "a", "2018-04-10T10:00:00Z") + event("again", "a", "2018-04-10T11:00:00Z") + "bad\n");
        lake.halt(FaultPoint.EVENTS_COMMITTED, SEVEN_DAYS);

        LocalLake.Run run = lake.run(SEVEN_DAYS);
        Files.delete(lake.file("job_state/checkpoint/commits/0"));
        LocalLake.Run again = lake.run(SEVEN_DAYS);

        for (LocalLake.Run each : new LocalLake.Run[] {run, again}) {
            assertThat(each.exitCode()).as(each.err()).isZero();
            assertThat(each.metrics().path("rows").asLong()).isEqualTo(1);
            assertThat(each.metrics().path("quarantined").asLong()).isEqualTo(1);
            assertThat(each.metrics().path("duplicatesDropped").asLong()).isEqualTo(1);
        }
        assertThat(lake.strings("select userid from lake.analytics.analytics_data"))
                .containsExactly("first");
    }

    @Test
    void shouldKeepRepeatsWhenItIsOff() throws IOException {
        lake.put(
                OBJECT.formatted("1"),
                withoutId("one").repeat(2)
                        + event("two", "a", "2018-04-10T10:00:00Z").repeat(2));

        LocalLake.Run run = lake.run();

        assertThat(run.metrics().path("rows").asLong()).isEqualTo(4);
        assertThat(run.metrics().path("duplicatesDropped").asLong()).isZero();
    }

    private static String event(String user, String id, String receivedAt) {
        return "{\"event\":\"LOGIN\",\"userId\":\"%s\",\"dateTime\":\"2018-04-05 12:00:00\",\"eventId\":\"%s\",\"receivedAt\":\"%s\"}\n"
                .formatted(user, id, receivedAt);
    }

    private static String withoutReceipt(String user, String id, String dateTime) {
        return "{\"event\":\"LOGIN\",\"userId\":\"%s\",\"dateTime\":\"%s\",\"eventId\":\"%s\"}\n"
                .formatted(user, dateTime, id);
    }

    private static String withoutId(String user) {
        return "{\"event\":\"LOGIN\",\"userId\":\"%s\",\"dateTime\":\"2018-04-05 12:00:00\"}\n".formatted(user);
    }
}
