package dev.lolscale.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.local.athena.LakeTable;
import dev.lolscale.local.athena.Partitions;
import dev.lolscale.local.athena.QueryEngine;
import dev.lolscale.local.athena.TableColumn;
import dev.lolscale.platform.stack.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The saved queries of the real graph, asked of a lake whose answers are known. */
class SavedQueriesTest {

    /** Day, hour, user, event, and by how many days it came late. Days count from today, a multiple of seven apart. */
    private record Event(int day, int hour, String user, String event, int late) {}

    private static final List<Event> EVENTS = List.of(
            new Event(-1, 10, "u1", "LOGIN", 0),
            new Event(-1, 11, "u1", "PURCHASE", 0),
            new Event(-1, 9, "u2", "PURCHASE", 0),
            new Event(-1, 10, "u2", "LOGIN", 0),
            new Event(-8, 10, "u1", "LOGIN", 0),
            new Event(-8, 10, "u3", "VIEW", 2),
            new Event(-43, 10, "u3", "LOGIN", 0),
            new Event(-800, 10, "u9", "LOGIN", 0));

    private static final String DATA_SET = "aws:quicksight/dataSet:DataSet";
    private static final List<String> PARTITIONS = List.of("year", "month", "day");

    private static StackGraph dev;
    private static StackGraph reporting;

    @TempDir
    private Path folder;

    private LocalDate today;
    private QueryEngine engine;

    @BeforeAll
    static void recordDev() {
        Path root = Path.of("..").toAbsolutePath().normalize();
        dev = Recorder.record(StackConfiguration.read(root, "dev"), Recorder.Mode.UPDATE, Main::stack);
        reporting = Recorder.record(
                StackConfiguration.read(root, "dev")
                        .with("database", "lake")
                        .with(
                                "quicksightPrincipal",
                                "arn:aws:quicksight:us-east-1:123456789012:group/default/analysts"),
                Recorder.Mode.UPDATE,
                Main::stack);
    }

    @BeforeEach
    void fillTheLake() throws IOException, SQLException {
        today = LocalDate.now(ZoneOffset.UTC);
        for (int day : EVENTS.stream().map(Event::day).collect(Collectors.toSet())) {
            String rows = EVENTS.stream()
                    .filter(event -> event.day() == day)
                    .map(event -> "('%s', '%s', TIMESTAMP '%s %02d:00:00', TIMESTAMP '%s 23:00:00')"
                            .formatted(
                                    event.event(),
                                    event.user(),
                                    today.plusDays(day),
                                    event.hour(),
                                    today.plusDays(day + event.late())))
                    .collect(Collectors.joining(", "));
            write(
                    "analytics_data",
                    day,
                    "SELECT * FROM (VALUES " + rows + ") AS t(event, userid, datetime, receivedat)");
        }
        write("analytics_quarantine", -1, "SELECT 'bad_time' AS reason, 'dateTime' AS field FROM range(2)");
        write("analytics_quarantine", -8, "SELECT 'not_json' AS reason, '' AS field");
        write("analytics_quarantine", -43, "SELECT 'missing_field' AS reason, 'userId' AS field");
        writeRaw(0, "{\"userId\":\"u1\"}\n{\"userId\":\"u2\"}\n{\"userId\":\"u1\"}\n");
        writeRaw(-40, "{\"userId\":\"u3\"}\n");
        engine = new QueryEngine(
                List.of(
                        new LakeTable.Json(
                                "lake",
                                "analytics_raw",
                                List.of(new TableColumn("userid", "string", "userId")),
                                PARTITIONS,
                                folder.resolve("analytics_raw"),
                                new Partitions.Found(),
                                true),
                        parquet("analytics_data", "event", "userid", "datetime timestamp", "receivedat timestamp"),
                        parquet("analytics_quarantine", "reason", "field")),
                "lake",
                OptionalLong.empty());
    }

    @Test
    void shouldBeAllTested() {
        assertThat(queries().keySet())
                .containsExactly(
                        "daily_active_users",
                        "distinct_users_by_month",
                        "distinct_users_this_month",
                        "events_by_type",
                        "late_arrivals",
                        "login_to_purchase",
                        "quarantine_by_reason",
                        "top_events_by_day",
                        "weekly_retention");
    }

    @Test
    void shouldCountTheDistinctUsersOfThisMonthInTheRawEvents() {
        assertAnswer("distinct_users_this_month", "1 of 2", List.of(2L));
    }

    @Test
    void shouldCountEachEventOfTheLastDays() {
        assertAnswer("events_by_type", "2 of 4", List.of("LOGIN", 3L), List.of("PURCHASE", 2L), List.of("VIEW", 1L));
    }

    @Test
    void shouldCountTheDistinctUsersOfEachMonth() {
        Map<String, TreeSet<String>> usersByMonth = new TreeMap<>();
        EVENTS.stream().filter(event -> event.day() > -800).forEach(event -> usersByMonth
                .computeIfAbsent(today.plusDays(event.day()).toString().substring(0, 7), month -> new TreeSet<>())
                .add(event.user()));
        assertAnswer(
                "distinct_users_by_month",
                "3 of 4",
                usersByMonth.entrySet().stream()
                        .map(month -> List.of(
                                month.getKey().substring(0, 4), month.getKey().substring(5), (Object)
                                        (long) month.getValue().size()))
                        .toArray(List[]::new));
    }

    @Test
    void shouldCountTheUsersOfEachDay() {
        assertAnswer("daily_active_users", "2 of 4", day(-8, 2L, 2L), day(-1, 2L, 4L));
    }

    @Test
    void shouldNameTheMostFrequentEventsOfEachDay() {
        assertAnswer("top_events_by_day", "1 of 4", day(-1, 1L, "LOGIN", 2L), day(-1, 2L, "PURCHASE", 2L));
    }

    @Test
    void shouldFollowTheUsersOfAWeek() {
        assertAnswer(
                "weekly_retention",
                "3 of 4",
                List.of(week(-43), 0L, 1L),
                List.of(week(-43), 5L, 1L),
                List.of(week(-8), 0L, 1L),
                List.of(week(-8), 1L, 1L),
                List.of(week(-1), 0L, 1L));
    }

    @Test
    void shouldCountWhoPurchasedAfterTheLogin() {
        assertAnswer("login_to_purchase", "2 of 4", List.of(2L, 1L));
    }

    @Test
    void shouldCountWhatCameLate() {
        assertAnswer("late_arrivals", "2 of 4", List.of(2L, 1L));
    }

    @Test
    void shouldCountTheReasonsOfTheQuarantine() {
        assertAnswer(
                "quarantine_by_reason", "2 of 3", List.of("bad_time", "dateTime", 2L), List.of("not_json", "", 1L));
    }

    @Test
    void shouldAnswerEveryDataSetOfQuickSightWithItsColumns() {
        assertThat(reporting.ofType(DATA_SET)).hasSize(4).allSatisfy(dataSet -> {
            Properties sql =
                    dataSet.inputs().objects("physicalTableMaps").get(0).object("customSql");
            assertThat(engine.query(sql.text("sqlQuery")).columns())
                    .isEqualTo(sql.objects("columns").stream()
                            .map(column -> column.text("name"))
                            .toList());
        });
    }

    @Test
    void shouldShowInQuickSightWhoDidWhatOnEachDay() {
        assertVisual(
                "activity",
                "SELECT event, sum(events), count(DISTINCT userid), sum(late_events) FROM (%s) GROUP BY event ORDER BY event",
                List.of("LOGIN", 4L, 3L, 0L),
                List.of("PURCHASE", 2L, 2L, 0L),
                List.of("VIEW", 1L, 1L, 1L));
        assertVisual(
                "activity",
                "SELECT event_day, event, sum(events) FROM (%s) WHERE event = 'LOGIN' GROUP BY 1, 2 ORDER BY 1",
                List.of(today.plusDays(-43).toString(), "LOGIN", 1L),
                List.of(today.plusDays(-8).toString(), "LOGIN", 1L),
                List.of(today.plusDays(-1).toString(), "LOGIN", 2L));
    }

    @Test
    void shouldReadInQuickSightOnlyTheDaysOfTheFilter() {
        String activity = filtered("activity", "event_day");
        String quarantine = filtered("quarantine", "arrival_day");

        assertThat(engine.query("SELECT sum(events) FROM (" + activity + ")").rows())
                .containsExactly(List.of(4L));
        assertThat(opened(activity)).containsExactly("1 of 4");
        assertThat(engine.query("SELECT sum(lines) FROM (" + quarantine + ")").rows())
                .containsExactly(List.of(2L));
        assertThat(opened(quarantine)).containsExactly("1 of 3");
    }

    /** A data set as Athena plans it: a filter of its day is one of the table's, for the days are what is grouped by. */
    private String filtered(String dataSet, String column) {
        String sql = sqlOf(dataSet);
        String day = sql.substring(sql.indexOf("SELECT ") + "SELECT ".length(), sql.indexOf(" AS " + column));
        String lastWeek = day + " >= DATE '" + today.plusDays(-7) + "'";
        return sql.replace("GROUP BY", "AND " + lastWeek + " GROUP BY");
    }

    @Test
    void shouldShowInQuickSightTheStepsOfTheFunnel() {
        assertVisual(
                "funnel",
                "SELECT step, users FROM (%s) ORDER BY step",
                List.of("1. Logged in", 2L),
                List.of("2. Purchased afterwards", 1L));
    }

    @Test
    void shouldShowInQuickSightWhoCameBack() {
        assertVisual(
                "retention",
                "SELECT weeks_later, sum(users) FROM (%s) GROUP BY weeks_later ORDER BY weeks_later",
                List.of(0L, 3L),
                List.of(1L, 1L),
                List.of(5L, 1L));
    }

    @Test
    void shouldShowInQuickSightWhyLinesWereNoEvents() {
        assertVisual(
                "quarantine",
                "SELECT arrival_day, reason, field, lines FROM (%s) ORDER BY arrival_day",
                List.of(today.plusDays(-43).toString(), "missing_field", "userId", 1L),
                List.of(today.plusDays(-8).toString(), "not_json", "", 1L),
                List.of(today.plusDays(-1).toString(), "bad_time", "dateTime", 2L));
    }

    /** As QuickSight asks: what the visual shows, around the data set's own SQL. */
    private void assertVisual(String dataSet, String asked, List<?>... rows) {
        assertThat(engine.query(asked.formatted(sqlOf(dataSet))).rows()).isEqualTo(List.of(rows));
    }

    private static String sqlOf(String dataSet) {
        return reporting
                .resource(DATA_SET, "reporting-quicksight-" + dataSet)
                .inputs()
                .objects("physicalTableMaps")
                .get(0)
                .text("customSql.sqlQuery");
    }

    /** @param files how many of the table's files the query opens, of how many */
    private void assertAnswer(String name, String files, List<?>... rows) {
        String sql = queries().get(name);
        assertThat(opened(sql)).containsOnly(files);
        assertThat(engine.query(sql).rows()).isEqualTo(List.of(rows));
    }

    private List<String> opened(String sql) {
        return engine.query("EXPLAIN " + sql).rows().stream()
                .map(row -> row.get(0).toString())
                .filter(line -> line.matches(".*\\d+ of \\d+ files.*"))
                .map(line -> line.replaceAll(".*: (\\d+ of \\d+) files.*", "$1"))
                .toList();
    }

    private static Map<String, String> queries() {
        Map<String, String> byName = new TreeMap<>();
        dev.ofType(Lake.NAMED_QUERY)
                .forEach(query ->
                        byName.put(query.inputs().text("name"), query.inputs().text("query")));
        return byName;
    }

    private List<Object> day(int day, Object... values) {
        return Stream.concat(Arrays.stream(today.plusDays(day).toString().split("-", -1)), Arrays.stream(values))
                .toList();
    }

    private String week(int day) {
        return today.plusDays(day)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .toString();
    }

    private LakeTable.Parquet parquet(String name, String... columns) {
        return new LakeTable.Parquet(
                "lake",
                name,
                Arrays.stream(columns)
                        .map(column -> column.split(" ", 2))
                        .map(column -> new TableColumn(column[0], column.length > 1 ? column[1] : "string"))
                        .toList(),
                PARTITIONS,
                folder.resolve(name),
                new Partitions.Found());
    }

    private Path partition(String table, int day) throws IOException {
        String[] date = today.plusDays(day).toString().split("-", -1);
        return Files.createDirectories(
                folder.resolve("%s/year=%s/month=%s/day=%s".formatted(table, date[0], date[1], date[2])));
    }

    private void write(String table, int day, String select) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (" + select + ") TO '" + partition(table, day).resolve("a.parquet") + "' (FORMAT parquet)");
        }
    }

    private void writeRaw(int day, String lines) throws IOException {
        try (OutputStream gzip = new GZIPOutputStream(
                Files.newOutputStream(partition("analytics_raw", day).resolve("a.gz")))) {
            gzip.write(lines.getBytes(StandardCharsets.UTF_8));
        }
    }
}
