package dev.lolscale.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever dies when, and whatever happens meanwhile: after the next run both tables hold what they hold after a run to
 * which nothing happened. That is known by the ids, and by all columns of all rows.
 */
@Tag("faults")
@ExtendWith(FaultMatrixTest.NameEachCase.class)
class FaultMatrixTest {

    /** Names each case on standard output when it has ended. */
    static final class NameEachCase implements TestWatcher {

        @Override
        public void testSuccessful(ExtensionContext fault) {
            System.out.println("fault survived: " + fault.getDisplayName());
        }

        @Override
        public void testFailed(ExtensionContext fault, Throwable cause) {
            System.out.println("fault NOT survived: " + fault.getDisplayName() + ": " + cause);
        }
    }

    private static final String FIRST = "year=2018/month=04/day=05/1.gz";
    private static final String SECOND = "year=2018/month=04/day=06/2.gz";
    private static final String THIRD = "year=2018/month=04/day=07/3.gz";
    private static final String COMMITS = "job_state/checkpoint/commits/";
    private static final String[] LOAD = {"--deduplicate_days", "7"};

    private static final Map<String, Contents> CLEAN = new HashMap<>();

    /** All that the tables hold, in an order of its own. */
    private record Contents(List<String> ids, List<String> events, List<String> quarantine) {}

    @TempDir
    private Path folder;

    private LocalLake lake;

    @BeforeEach
    void createLake() throws IOException {
        lake = filled("lake", "iceberg");
    }

    @ParameterizedTest(name = "halt at {0}")
    @EnumSource(
            names = {"BATCH_BEGUN", "FIRST_STAGED", "BOTH_STAGED", "EVENTS_COMMITTED", "BOTH_COMMITTED", "STREAM_ENDED"
            })
    void haltOfALoad(FaultPoint point) throws IOException, InterruptedException {
        halt(point, LOAD);
        load();
        assertClean("first", "second");
    }

    @ParameterizedTest(name = "halt at {0} of a Hive table")
    @EnumSource(
            names = {
                "BATCH_BEGUN",
                "FIRST_STAGED",
                "BOTH_STAGED",
                "FIRST_MOVED",
                "EVENTS_COMMITTED",
                "BOTH_COMMITTED",
                "STREAM_ENDED"
            })
    void haltOfALoadIntoHive(FaultPoint point) throws IOException, InterruptedException {
        lake = filled("hive", "hive");
        LocalLake.Run dead = lake.halt(point);
        assertThat(dead.exitCode()).as(dead.err()).isEqualTo(HaltingEventJob.EXIT_CODE);
        LocalLake.Run run = lake.run();
        assertThat(run.exitCode()).as(run.err()).isZero();

        LocalLake clean = filled("clean", "hive");
        clean.run();
        assertThat(contents(lake)).isEqualTo(contents(clean));
    }

    @Test
    @DisplayName("halts of three runs, one after the other")
    void haltOfThreeRunsOneAfterTheOther() throws IOException, InterruptedException {
        halt(FaultPoint.BOTH_STAGED, LOAD);
        halt(FaultPoint.EVENTS_COMMITTED, LOAD);
        halt(FaultPoint.BOTH_COMMITTED, LOAD);
        load();
        assertClean("first", "second");
    }

    @Test
    @DisplayName("the last commit file is deleted")
    void lastCommitFileDeleted() throws IOException {
        load();
        putThird();
        load();
        Files.delete(lake.file(COMMITS + "1"));
        load();
        assertClean("first", "second", "third");
    }

    @ParameterizedTest(name = "a whole run at {0} of another")
    @EnumSource(names = {"BATCH_BEGUN", "FIRST_STAGED", "BOTH_STAGED", "EVENTS_COMMITTED", "BOTH_COMMITTED"})
    void twoRunsAtOnce(FaultPoint point) throws IOException {
        List<LocalLake.Run> faster = new ArrayList<>();
        LocalLake.Run slower = lake.run(at(point, () -> faster.add(lake.forkUnchecked(LOAD))), LOAD);

        assertThat(faster.get(0).exitCode()).as(faster.get(0).err()).isZero();
        assertThat(slower.exitCode()).as(slower.err()).isZero();
        assertThat(slower.metrics().path("yielded").asBoolean()).isTrue();
        assertThat(faster.get(0).metrics().path("rawLines").asLong()).isEqualTo(10);
        assertThat(slower.metrics().path("rawLines").asLong()).isZero();
        assertClean("first", "second");
    }

    @ParameterizedTest(name = "two processes started together, time {0}")
    @CsvSource({"1", "2", "3"})
    void twoProcessesStartedTogether(int time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<LocalLake.Run>> runs = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                runs.add(threads.submit(() -> lake.fork(LOAD)));
            }
            for (Future<LocalLake.Run> run : runs) {
                LocalLake.Run ended = run.get();
                // Both may lose a race that neither can win, as for the catalog's first table; never a line.
                assertThat(ended.exitCode()).as(time + ": " + ended.err()).isIn(0, 1);
            }
        } finally {
            threads.shutdownNow();
        }
        load();
        assertClean("first", "second");
    }

    @Test
    @DisplayName("files are added while it runs")
    void filesAddedWhileItRuns() throws IOException {
        LocalLake.Run run = lake.run(at(FaultPoint.FIRST_STAGED, this::putThird), LOAD);
        assertThat(run.metrics().path("rawLines").asLong()).as(run.err()).isEqualTo(10);
        load();
        assertClean("first", "second", "third");
    }

    @ParameterizedTest(name = "compaction between the commit of a run that died at {0} and its replay")
    @EnumSource(names = {"EVENTS_COMMITTED", "BOTH_COMMITTED"})
    void compactionBetweenACommitAndItsReplay(FaultPoint point) throws IOException, InterruptedException {
        halt(point, LOAD);
        assertDone(lake.run("--maintain", "true", "--snapshot_days", "0"));
        load();
        assertClean("first", "second");
    }

    @ParameterizedTest(name = "compaction at {0} of a load")
    @EnumSource(names = {"BOTH_STAGED", "EVENTS_COMMITTED"})
    void compactionWhileItRuns(FaultPoint point) throws IOException {
        LocalLake.Run run = lake.run(at(point, () -> assertDone(lake.forkUnchecked("--maintain", "true"))), LOAD);
        assertDone(run);
        assertClean("first", "second");
    }

    @Test
    @DisplayName("a corrupt gzip object")
    void corruptGzip() throws IOException {
        byte[] whole = Files.readAllBytes(lake.file("analytics_raw/" + SECOND));
        lake.put(SECOND, Arrays.copyOf(whole, whole.length - 9));
        assertThat(lake.run(LOAD).exitCode()).isEqualTo(1);
        assertThat(lake.rowsOnDisk("analytics_data")).isZero();
        lake.put(SECOND, whole);
        load();
        assertClean("first", "second");
    }

    @Test
    @DisplayName("empty files")
    void emptyFiles() throws IOException {
        lake.put("year=2018/month=04/day=06/empty.json", new byte[0]);
        lake.put("year=2018/month=04/day=06/empty.gz", "");
        load();
        assertClean("first", "second");
    }

    @Test
    @DisplayName("a line of 100 MB")
    void aLineOf100Megabytes() throws IOException {
        lake.put("year=2018/month=04/day=06/long.gz", "x".repeat(100_000_000) + "\n" + event("long", "anna", 6));
        LocalLake.Run run = lake.run(LOAD);
        assertDone(run);
        assertThat(run.metrics().path("rawLines").asLong()).isEqualTo(12);
        assertThat(lake.quarantined("length(line)").stream().map(row -> row.getInt(0)))
                .contains(LineParser.MAX_QUARANTINED_BYTES);
        assertThat(lake.strings("select eventid from lake.analytics.analytics_data where userid = 'anna'"))
                .contains("long");
    }

    @Test
    @DisplayName("a million lines, and a halt")
    void aMillionLines() throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, 1_000_000).forEach(i -> lines.append(event("m" + i, "anna", 1 + i % 5)));
        lake.put("year=2018/month=04/day=06/many.gz", lines.toString());
        halt(FaultPoint.EVENTS_COMMITTED, LOAD);
        LocalLake.Run run = lake.run(LOAD);
        assertDone(run);
        assertThat(run.metrics().path("rawLines").asLong()).isEqualTo(1_000_010);
        assertThat(lake.<Long>query(spark -> spark.sql("select count(distinct eventid) from"
                                + " lake.analytics.analytics_data where eventid like 'm%'")
                        .first()
                        .getLong(0)))
                .isEqualTo(1_000_000);
        assertThat(lake.rowsOnDisk("analytics_data")).isEqualTo(1_000_000 + 6);
    }

    @ParameterizedTest(name = "halt at {0} of a maintenance")
    @EnumSource(names = {"COMPACTED", "EXPIRED"})
    void haltOfAMaintenance(FaultPoint point) throws IOException, InterruptedException {
        load();
        String[] maintain = {"--maintain", "true", "--snapshot_days", "0"};
        halt(point, maintain);
        assertDone(lake.run(maintain));
        Files.delete(lake.file(COMMITS + "0"));
        load();
        assertClean("first", "second");
    }

    @ParameterizedTest(name = "halt at {0} of a rebuild, checkpoint lost: {1}")
    @CsvSource({
        "EVENTS_REBUILT, false",
        "BOTH_REBUILT, false",
        "EVENTS_REBUILT, true",
        "BOTH_REBUILT, true",
    })
    void haltOfARebuild(FaultPoint point, boolean checkpointLost) throws IOException, InterruptedException {
        load();
        lake.query(spark -> spark.sql("update lake.analytics.analytics_data set userid = 'damaged'"));
        if (checkpointLost) {
            deleteCheckpoint();
        }
        String[] rebuild = {"--rebuild", "all", "--deduplicate_days", "7"};
        halt(point, rebuild);
        assertThat(lake.run(LOAD).exitCode()).isEqualTo(checkpointLost ? 2 : 0);
        assertDone(lake.run(rebuild));
        putThird();
        load();
        assertClean("first", "second", "third");
    }

    @ParameterizedTest(name = "a load at {0} of a rebuild")
    @EnumSource(names = {"STREAM_ENDED", "EVENTS_REBUILT", "BOTH_REBUILT"})
    void loadDuringARebuild(FaultPoint point) throws IOException {
        load();
        LocalLake.Run rebuild = lake.run(
                at(point, () -> {
                    putThird();
                    assertDone(lake.forkUnchecked(LOAD));
                }),
                "--rebuild",
                "all",
                "--deduplicate_days",
                "7");
        assertDone(rebuild);
        assertClean("first", "second", "third");
    }

    @ParameterizedTest(name = "halt at {0} of an erasure")
    @EnumSource(
            names = {
                "STREAM_ENDED",
                "ERASURE_BEGUN",
                "FOLDER_REWRITTEN",
                "OBJECTS_REWRITTEN",
                "ROWS_ERASED",
                "SNAPSHOTS_ERASED"
            })
    void haltOfAnErasure(FaultPoint point) throws IOException, InterruptedException {
        String[] erase = {"--erase", "forget-me", "--deduplicate_days", "7"};
        halt(point, erase);
        assertDone(lake.run(erase));
        assertErased();
        assertDone(lake.run("--rebuild", "all", "--deduplicate_days", "7"));
        assertErased();
    }

    @ParameterizedTest(name = "an erasure at {0} of a load")
    @EnumSource(names = {"BATCH_BEGUN", "FIRST_STAGED", "BOTH_STAGED", "EVENTS_COMMITTED", "BOTH_COMMITTED"})
    void erasureDuringARun(FaultPoint point) throws IOException {
        LocalLake.Run slower = lake.run(
                at(point, () -> assertDone(lake.forkUnchecked("--erase", "forget-me", "--deduplicate_days", "7"))),
                LOAD);
        // The lines that it had read, or staged, are no longer there: it may fail, and shows nothing.
        assertThat(slower.exitCode()).as(slower.err()).isIn(0, 1);
        load();
        assertErased();
    }

    @ParameterizedTest(name = "a load at {0} of an erasure")
    @EnumSource(names = {"ERASURE_BEGUN", "OBJECTS_REWRITTEN", "ROWS_ERASED"})
    void loadDuringAnErasure(FaultPoint point) throws IOException {
        LocalLake.Run erasure = lake.run(
                at(point, () -> {
                    putThird();
                    assertDone(lake.forkUnchecked(LOAD));
                }),
                "--erase",
                "forget-me",
                "--deduplicate_days",
                "7");
        assertDone(erasure);
        assertThat(ids()).containsExactly("a", "c", "d", "t");
    }

    private LocalLake filled(String name, String tableFormat) throws IOException {
        LocalLake filled = new LocalLake(Files.createDirectories(folder.resolve(name)), tableFormat);
        filled.put(
                FIRST,
                event("a", "anna", 4) + "bad 1\n" + event("b", "forget-me", 5) + "\n" + event("a", "anna", 4)
                        + "{\"userId\":\"forget-me\"}\n" + event("c", "carl", 3));
        filled.put(SECOND, event("d", "anna", 6) + event("e", "forget-me", 6) + event("f", "forget-me", 5) + "bad 2\n");
        return filled;
    }

    private void putThird() {
        lake.putUnchecked(THIRD, event("t", "anna", 5) + "bad 3\n" + event("a", "anna", 4));
    }

    private static String event(String id, String user, int day) {
        return "{\"event\":\"LOGIN\",\"userId\":\"%s\",\"dateTime\":\"2018-04-0%d 12:00:00\",\"eventId\":\"%s\",\"receivedAt\":\"2018-04-06 00:00:00\",\"n\":1.0}\n"
                .formatted(user, day, id);
    }

    private static FaultPoint.Listener at(FaultPoint point, Runnable action) {
        boolean[] done = {false};
        return reached -> {
            if (reached == point && !done[0]) {
                done[0] = true;
                action.run();
            }
        };
    }

    private void halt(FaultPoint point, String... arguments) throws IOException, InterruptedException {
        LocalLake.Run dead = lake.halt(point, arguments);
        assertThat(dead.exitCode()).as(dead.err()).isEqualTo(HaltingEventJob.EXIT_CODE);
    }

    private void load() {
        assertDone(lake.run(LOAD));
    }

    private static void assertDone(LocalLake.Run run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    /** The tables hold what a run, to which nothing happens, makes of the objects that {@code names} name. */
    private void assertClean(String... names) throws IOException {
        String key = String.join(",", names);
        if (!CLEAN.containsKey(key)) {
            LocalLake damaged = lake;
            lake = filled("clean", "iceberg");
            load();
            if (names.length == 3) {
                putThird();
                load();
            }
            CLEAN.put(key, contents(lake));
            lake = damaged;
        }
        Contents contents = contents(lake);
        assertThat(contents.ids())
                .containsExactlyElementsOf(
                        names.length == 3
                                ? List.of("a", "b", "c", "d", "e", "f", "t")
                                : List.of("a", "b", "c", "d", "e", "f"));
        assertThat(contents).isEqualTo(CLEAN.get(key));
    }

    private void assertErased() throws IOException {
        assertThat(ids()).containsExactly("a", "c", "d");
        assertThat(lake.strings("select line from lake.analytics.analytics_quarantine"))
                .containsExactly("bad 1", "bad 2");
        assertThat(lake.raw(FIRST) + lake.raw(SECOND)).doesNotContain("forget-me");
        for (String key : lake.keys("analytics_data")) {
            assertThat(new String(Files.readAllBytes(lake.file(key)), StandardCharsets.ISO_8859_1))
                    .as(key)
                    .doesNotContain("forget-me");
        }
    }

    private List<String> ids() {
        return lake.strings("select eventid from lake.analytics.analytics_data");
    }

    private static Contents contents(LocalLake lake) {
        return lake.query(
                spark -> new Contents(
                        strings(lake.rows(spark, "analytics_data", "eventid")),
                        strings(lake.rows(spark, "analytics_data", "to_json(struct(*))")),
                        strings(
                                lake.rows(
                                        spark,
                                        "analytics_quarantine",
                                        "to_json(struct(reason, field, line, regexp_replace(source_object, 's3://[^/]*/', ''), day))"))));
    }

    private static List<String> strings(List<Row> rows) {
        return rows.stream().map(row -> row.getString(0)).toList();
    }

    private void deleteCheckpoint() {
        try (Stream<Path> files = Files.walk(lake.file("job_state"))) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
