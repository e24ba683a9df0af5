package dev.lolscale.graph.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.StackGraph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A change of prod's settings, or of one resource, changes exactly the items that it should, by what it should. */
class SettingsMoveTheBillTest {

    private static final double GB = 1024.0 * 1024 * 1024;
    private static final double DAYS = 730 / 24.0;
    private static final double ARM = 1.33334e-5;
    private static final double RAW_DAY = 255 * 0.0821 * 200e6 / DAYS;
    private static final double TABLE_DAY =
            (0.345 + 1.72 + 2.905 + 2.897 + 0.287 + 0.003 + 131 * 0.0821) * 200e6 / DAYS;
    private static final double EACH = 100 * DAYS / 9;
    private static final double DAILY = 365 / 12.0;
    private static final double WEEKLY = 52 / 12.0;
    private static final double LOG_KEPT = 0.15 * 90 / DAYS * 0.03;

    private static Bill prod;

    @BeforeAll
    static void priceProd() {
        prod = Stacks.bill("prod");
    }

    @Test
    void memory() {
        // 20 + 5.28 ms at half a GB, 20 + 2.64 ms at a whole one.
        assertThat(with("trackMemoryMegabytes", "1024"))
                .isEqualTo(rounded(Map.of("Lambda: time of ingest-track", 8e6 * (0.023 - 0.026 * 0.5) * ARM)));
    }

    @Test
    void architecture() {
        assertThat(withInput(Types.FUNCTION, "ingest-track", "architectures", List.of("x86_64")))
                .isEqualTo(rounded(Map.of("Lambda: time of ingest-track", 8e6 * 0.026 * 0.5 * (1.66667e-5 - ARM))));
    }

    @Test
    void door() {
        double asked = 730 * 12;
        assertThat(with("frontDoor", "rest"))
                .isEqualTo(rounded(Map.of(
                        "API Gateway: HTTP API requests", -8 * 1.00,
                        "API Gateway: REST API requests", 8 * 3.50,
                        "Lambda: requests of ingest-authorizer", -asked / 1e6 * 0.20,
                        "Lambda: time of ingest-authorizer", -asked * 0.006 * 0.5 * ARM,
                        "CloudWatch: alarm operations-authorizer-errors", -0.10,
                        "CloudWatch: alarm operations-authorizer-throttles", -0.10)));
    }

    @Test
    void bufferSeconds() {
        // 1,440 objects a day instead of 96, each of 95 KB: too small for Intelligent-Tiering.
        assertThat(with("bufferSeconds", "60"))
                .isEqualTo(rounded(Map.of(
                        "S3: PUT of raw objects", (1_440 - 96) * DAYS * 5e-6,
                        "S3: GET by the job", 2 * (1_440 - 96) * DAYS * 4e-7,
                        "S3: GET by queries", EACH * (1_440 - 96) * (DAYS + 1) / 2 * 4e-7,
                        "S3: GET by crawlers", DAILY * (1_440 - 96) * 365 * 4e-7,
                        "S3: LIST by crawlers", DAILY * (1_440 - 96) * 365 / 1_000 * 5e-6,
                        "S3: Standard, analytics_raw/", RAW_DAY * 335 / GB * 0.023,
                        "S3: Frequent Access, analytics_raw/", -RAW_DAY * 335 / GB * 0.023,
                        "S3: objects watched, analytics_raw/", -335 * 96 * 2.5e-6,
                        "S3: transitions, analytics_raw/", -96 * DAYS * 1e-5)));
    }

    @Test
    void bufferMegabytes() {
        double objects = 200e6 * 255 / (1024 * 1024) / DAYS;
        assertThat(with("bufferMegabytes", "1"))
                .containsEntry("S3: PUT of raw objects", rounded((objects - 96) * DAYS * 5e-6))
                .containsEntry("S3: GET by the job", rounded(2 * (objects - 96) * DAYS * 4e-7));
    }

    @Test
    void compression() {
        double more = RAW_DAY / 0.0821 - RAW_DAY;
        assertThat(withInput(
                        Types.STREAM, "delivery-stream", "extendedS3Configuration.compressionFormat", "UNCOMPRESSED"))
                .isEqualTo(rounded(Map.of(
                        "Athena: query distinct_users_this_month",
                        // It would read 26 GB, and the workgroup ends it at 20.
                        EACH * (20e9 - RAW_DAY * (DAYS + 1) / 2) / 1e12 * 5,
                        "S3: Standard, analytics_raw/",
                        more * 30 / GB * 0.023,
                        "S3: Frequent Access, analytics_raw/",
                        more * 335 / GB * 0.023)));
    }

    @Test
    void partitioner() {
        double objects = 96 * DAYS;
        Map<String, Double> expected = new TreeMap<>();
        for (String zone : List.of("analytics_raw/", "partitioned_analytics_raw/")) {
            double sign = zone.startsWith("p") ? 1 : -1;
            expected.put("S3: Standard, " + zone, sign * RAW_DAY * 30 / GB * 0.023);
            expected.put("S3: Frequent Access, " + zone, sign * RAW_DAY * 335 / GB * 0.023);
            expected.put("S3: objects watched, " + zone, sign * 335 * 96 * 2.5e-6);
            expected.put("S3: transitions, " + zone, sign * objects * 1e-5);
        }
        expected.put("S3: COPY by the mover", objects * 5e-6);
        expected.put("S3: GET by the mover", 3 * objects * 4e-7);
        // What the mover deletes is kept for 30 days as an old version.
        expected.put("S3: Standard, replaced and deleted files", RAW_DAY * 30 / GB * 0.023);
        expected.put("SQS: requests for messages", 3 * objects / 1e6 * 0.40);
        expected.put("SQS: requests that find nothing", (5 * 730 * 180 - objects) / 1e6 * 0.40);
        expected.put("Lambda: requests of delivery-mover", objects / 1e6 * 0.20);
        expected.put("Lambda: time of delivery-mover", objects * 0.202 * 0.5 * ARM);
        for (String alarm : List.of("mover-errors", "mover-throttles", "unmoved-age", "dead-letters")) {
            expected.put("CloudWatch: alarm operations-" + alarm, 0.10);
        }

        assertThat(with("partitioner", "mover")).isEqualTo(rounded(expected));
    }

    @Test
    void discovery() {
        // Nobody reads raw objects that are older than a month any more, so they go to cheaper tiers.
        assertThat(with("discovery", "projection"))
                .isEqualTo(rounded(Map.of(
                        "Glue: runs of lakehouse-raw-discovery, 10 minutes each", -DAILY * 2 * 600 / 3600 * 0.44,
                        "S3: GET by crawlers", -DAILY * 96 * 365 * 4e-7,
                        "S3: LIST by crawlers", -DAILY * (365 + 96 * 365 / 1000.0) * 5e-6,
                        "S3: LIST by queries", EACH * (31 - (DAYS + 1) / 2) * 5e-6,
                        "S3: Frequent Access, analytics_raw/", RAW_DAY * (30 - 335) / GB * 0.023,
                        "S3: Infrequent Access, analytics_raw/", RAW_DAY * 60 / GB * 0.0125,
                        "S3: Archive Instant Access, analytics_raw/", RAW_DAY * 245 / GB * 0.004)));
    }

    @Test
    void schedule() {
        double more = 730 - DAILY;
        double daily = (11.2 + 200 / DAILY * 20.6 * 255 / 119 / 4) * 1.5;
        double hourly = 60;
        Map<String, Double> expected = new TreeMap<>();
        expected.put("Glue: loading runs of the job", (730 * 2 * hourly - DAILY * 2 * daily) / 3600 * 0.44);
        expected.put("Glue: runs of lakehouse-raw-discovery, 10 minutes each", more * 2 * 600 / 3600 * 0.44);
        expected.put("S3: PUT by the job", more * 19 * 5e-6);
        expected.put("S3: LIST by the job", more * 365 * 5e-6);
        expected.put("S3: GET by crawlers", more * 96 * 365 * 4e-7);
        expected.put("S3: LIST by crawlers", more * (365 + 96 * 365 / 1000.0) * 5e-6);
        for (String group : List.of("error", "output")) {
            String log = "CloudWatch: log of the job, lakehouse-job-" + group + "-logs";
            expected.put(log, more * 1e6 / GB * 0.50);
            expected.put(log + ", kept", more * 1e6 / GB * LOG_KEPT);
        }
        expected.put("CloudWatch: metrics of the job", 11 * 0.30 * (1 - (DAILY + WEEKLY) / 730));
        expected.put("CloudWatch: Glue's metrics of the job", 20 * 0.30 * (1 - (DAILY + WEEKLY) / 730));

        assertThat(with("transformSchedule", "cron(0 * * * ? *)")).isEqualTo(rounded(expected));
    }

    @Test
    void workers() {
        double load = 200 / DAILY * 20.6 * 255 / 119;
        double maintain = 200 / WEEKLY * 6.2 * 255 / 119;
        // Ten workers are 36 cores: so fast that the minute's minimum is paid for a load.
        assertThat(with("workers", "10"))
                .isEqualTo(rounded(Map.of(
                        "Glue: loading runs of the job",
                        DAILY * (10 * 60 - 2 * (11.2 + load / 4) * 1.5) / 3600 * 0.44,
                        "Glue: maintenance runs of the job",
                        WEEKLY * (10 * 60 - 2 * (11.2 + maintain / 4) * 1.5) / 3600 * 0.44)));
    }

    @Test
    void deduplication() {
        double load = 200 / DAILY * 20.6 * 255 / 119;
        assertThat(with("deduplicateDays", "0"))
                .isEqualTo(rounded(
                        Map.of("Glue: loading runs of the job", -DAILY * 2 * load / 4 * 0.4 * 1.5 / 3600 * 0.44)));
    }

    @Test
    void lifecycleTiering() {
        assertThat(with("tieringDays", "0"))
                .isEqualTo(rounded(Map.of(
                        "S3: Standard, analytics_raw/", RAW_DAY * 335 / GB * 0.023,
                        "S3: Frequent Access, analytics_raw/", -RAW_DAY * 335 / GB * 0.023,
                        "S3: objects watched, analytics_raw/", -335 * 96 * 2.5e-6,
                        "S3: transitions, analytics_raw/", -96 * DAYS * 1e-5,
                        "S3: Standard, analytics_data/", TABLE_DAY * 335 / GB * 0.023,
                        "S3: Frequent Access, analytics_data/", -TABLE_DAY * 335 / GB * 0.023,
                        "S3: objects watched, analytics_data/", -335 * 2.5e-6,
                        "S3: transitions, analytics_data/", -DAYS * 1e-5)));
    }

    @Test
    void lifecycleRetention() {
        assertThat(with("rawRetentionDays", "90"))
                .isEqualTo(rounded(Map.of(
                        "S3: Frequent Access, analytics_raw/", RAW_DAY * (60 - 335) / GB * 0.023,
                        "S3: objects watched, analytics_raw/", (60 - 335) * 96 * 2.5e-6,
                        "S3: LIST by the job", DAILY * (90 - 365) * 5e-6,
                        "S3: GET by crawlers", DAILY * 96 * (90 - 365) * 4e-7,
                        "S3: LIST by crawlers", DAILY * (90 - 365) * (1 + 96 / 1000.0) * 5e-6)));
    }

    @Test
    void versions() {
        assertThat(with("versioned", "false"))
                .isEqualTo(rounded(Map.of("S3: Standard, replaced and deleted files", -TABLE_DAY * 30 / GB * 0.023)));
    }

    @Test
    void linesOfLog() {
        double bytes = 8e6 * (387 + 3 + 26) - 8e5 * (387 + 30 + 26);
        assertThat(with("invocationsPerLogLine", "1"))
                .isEqualTo(rounded(Map.of(
                        "CloudWatch: log of ingest-track", bytes / GB * 0.50,
                        "CloudWatch: log of ingest-track, kept", bytes / GB * LOG_KEPT)));
    }

    @Test
    void levelOfLog() {
        double bytes = 8e6 * 2 * (350 + 26);
        assertThat(withInput(Types.FUNCTION, "ingest-track", "loggingConfig.systemLogLevel", "INFO"))
                .isEqualTo(rounded(Map.of(
                        "CloudWatch: log of ingest-track", bytes / GB * 0.50,
                        "CloudWatch: log of ingest-track, kept", bytes / GB * LOG_KEPT)));
    }

    @Test
    void retentionOfLog() {
        double bytes = 8e5 * (387 + 30 + 26);
        assertThat(with("logRetentionDays", "365"))
                .containsEntry(
                        "CloudWatch: log of ingest-track, kept", rounded(bytes / GB * 0.15 * (365 - 90) / DAYS * 0.03));
    }

    @Test
    void cutoff() {
        Bill limited = Stacks.bill(
                Stacks.configuration("prod").with("bytesScannedCutoffPerQuery", "2000000000"), Stacks.WORKLOAD);

        assertThat(BillDifference.between(prod, limited))
                .isEqualTo(rounded(Map.of(
                        "Athena: query distinct_users_by_month", EACH * (2e9 - 1.72 * 200e6 * 12) / 1e12 * 5,
                        "Athena: query distinct_users_this_month",
                                EACH * (2e9 - RAW_DAY * (DAYS + 1) / 2) / 1e12 * 5)));
        assertThat(prod.warnings()).isEmpty();
        assertThat(limited.warnings())
                .containsExactly(
                        "the saved query distinct_users_by_month reads 4.1 GB after a year, and the workgroup ends it at"
                                + " 2.0 GB",
                        "the saved query distinct_users_this_month reads 2.2 GB after a year, and the workgroup ends it"
                                + " at 2.0 GB");
    }

    @Test
    void textOfAQuery() {
        String weekOfRaw = "SELECT count(*) FROM analytics_raw WHERE year >= CAST(year(date_add('day', -6,"
                + " current_date)) AS varchar) AND day > CAST(date_add('day', -6, current_date) AS varchar)";
        assertThat(withInput(Types.NAMED_QUERY, "query-distinct_users_this_month", "query", weekOfRaw))
                .containsEntry(
                        "Athena: query distinct_users_this_month",
                        rounded(EACH * RAW_DAY * (7 - (DAYS + 1) / 2) / 1e12 * 5));
    }

    private static Map<String, Double> with(String setting, String value) {
        return BillDifference.between(
                prod, Stacks.bill(Stacks.configuration("prod").with(setting, value), Stacks.WORKLOAD));
    }

    private static Map<String, Double> withInput(String type, String name, String path, Object value) {
        StackGraph graph = Stacks.graph(Stacks.configuration("prod"));
        StackGraph changed = graph.withInput(graph.resource(type, name).urn(), path, value);
        return BillDifference.between(prod, CostModel.standard().price(changed, Stacks.WORKLOAD));
    }

    private static Map<String, Double> rounded(Map<String, Double> usd) {
        Map<String, Double> rounded = new TreeMap<>();
        usd.forEach((item, more) -> {
            if (rounded(more) != 0) {
                rounded.put(item, rounded(more));
            }
        });
        return rounded;
    }

    private static double rounded(double usd) {
        return Math.round(usd * 1e4) / 1e4;
    }
}
