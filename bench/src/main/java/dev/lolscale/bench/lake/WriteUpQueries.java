package dev.lolscale.bench.lake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lolscale.bench.BenchmarkException;
import dev.lolscale.bench.Measure.Better;
import dev.lolscale.bench.Report;
import dev.lolscale.bench.RunningPlatform;
import java.io.IOException;
import java.util.List;

/**
 * The three queries of the write-up of 2018, each on the raw JSON and on the event table of the local platform. Athena's
 * figures there were for a year of 200 million events a month; the bytes read here are scaled to that.
 */
final class WriteUpQueries {

    private static final double EVENTS_A_MONTH = 200e6;
    private static final int MONTHS = 12;
    private static final int REPEATS = 2;

    /**
     * One of them.
     *
     * @param name what it asks
     * @param sql with {@code %s} for the table
     * @param writeUpOn which table the write-up asked
     * @param writeUp what the write-up says of it
     * @param months how many months it read there
     */
    private record Query(String name, String sql, String writeUpOn, String writeUp, int months) {}

    private static final String JSON = "raw JSON";
    private static final String TABLE = "table";

    private static final Query ONE_COLUMN = new Query(
            "events by type",
            "SELECT event, count(*) FROM %s GROUP BY event ORDER BY event",
            TABLE,
            "4 s and 1.14 GB",
            MONTHS);

    private static final List<Query> QUERIES = List.of(
            new Query(
                    "users of a month",
                    "SELECT count(DISTINCT userid) FROM %s WHERE year = '2018' AND month = '04'",
                    JSON,
                    "8 s and 1.48 GB",
                    1),
            ONE_COLUMN,
            new Query(
                    "users by month",
                    "SELECT year, month, count(DISTINCT userid) FROM %s GROUP BY year, month ORDER BY year, month",
                    TABLE,
                    "28 s and 17 GB",
                    MONTHS));

    private final RunningPlatform platform;
    private final RawMonth month;
    private final Report report;

    WriteUpQueries(RunningPlatform platform, RawMonth month, Report report) {
        this.platform = platform;
        this.month = month;
        this.report = report;
    }

    /** Asks each some times; the least time counts. */
    void run() throws IOException, InterruptedException {
        // With the crawler, from which the raw table comes.
        platform.lolscale("workflow", "--dir", platform.folder().toString());
        for (Query query : QUERIES) {
            JsonNode json = ask(query, JSON, "analytics_raw");
            JsonNode table = ask(query, TABLE, "analytics_data");
            if (!json.equals(table)) {
                throw new BenchmarkException("the query \"" + query.name() + "\" answers " + json
                        + " on the raw JSON, and " + table + " on the table");
            }
            report.ratio(
                    query.name() + ": time, raw JSON / table", Better.HIGHER, time(query, JSON), time(query, TABLE));
            String bytes = query.name() + ": bytes, raw JSON / table";
            report.ratio(bytes, Better.HIGHER, bytes(query, JSON), bytes(query, TABLE));
            if (query.equals(ONE_COLUMN)) {
                report.goal(bytes, 20);
            }
            scale(query);
        }
    }

    private JsonNode ask(Query query, String on, String table) throws IOException, InterruptedException {
        JsonNode answer = null;
        double seconds = Double.MAX_VALUE;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            answer = platform.lolscale(
                    "query", "--dir", platform.folder().toString(), String.format(query.sql(), table));
            seconds = Math.min(seconds, answer.path("seconds").asDouble());
        }
        report.add(time(query, on), "s", Better.LOWER, seconds);
        report.add(
                bytes(query, on),
                "MB",
                Better.LOWER,
                answer.path("scannedBytes").asDouble() / 1e6);
        return answer.path("rows");
    }

    private void scale(Query query) {
        double megabytes = report.measure(bytes(query, query.writeUpOn())).median();
        double gigabytes = megabytes / 1e3 * query.months() * EVENTS_A_MONTH / month.lines();
        report.note(String.format(
                "%s, on the %s: scaled from %,d events to %d x 200 M it reads %.2f GB; Athena, in the write-up: %s.",
                query.name(), query.writeUpOn(), month.lines(), query.months(), gigabytes, query.writeUp()));
    }

    private static String time(Query query, String on) {
        return query.name() + ": time, " + on;
    }

    private static String bytes(Query query, String on) {
        return query.name() + ": bytes, " + on;
    }
}
