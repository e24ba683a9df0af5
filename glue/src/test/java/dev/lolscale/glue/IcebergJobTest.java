package dev.lolscale.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcebergJobTest {

    private static final String DAY = "year=2018/month=04/day=05/";
    private static final String EVENT =
            "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-04 12:00:00\",\"eventId\":\"%s\"}\n";

    @TempDir
    private Path folder;

    private LocalLake lake;

    @BeforeEach
    void createLake() throws IOException {
        lake = new LocalLake(folder, "iceberg");
    }

    @Test
    void shouldPutEachLineOfMixedInputWhereItBelongs() throws IOException {
        byte[] mixed = LocalLake.gzip(resource("raw/mixed.jsonl"));
        lake.put(DAY + "stream 1+2%20.gz", mixed);
        String object = lake.uri("analytics_raw/" + DAY + "stream 1+2%20.gz");

        LocalLake.Run run = lake.run();

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.metrics().fieldNames())
                .toIterable()
                .containsExactly(
                        "_aws",
                        "job",
                        "mode",
                        "filesIn",
                        "bytesIn",
                        "rawLines",
                        "rows",
                        "quarantined",
                        "duplicatesDropped",
                        "late",
                        "outOfWindow",
                        "batches",
                        "partitionsTouched",
                        "seconds",
                        "yielded");
        assertThat(run.metrics().path("filesIn").asLong()).isEqualTo(1);
        assertThat(run.metrics().path("bytesIn").asLong()).isEqualTo(mixed.length);
        assertThat(run.metrics().path("rawLines").asLong()).isEqualTo(13);
        assertThat(run.metrics().path("rows").asLong()).isEqualTo(8);
        assertThat(run.metrics().path("quarantined").asLong()).isEqualTo(5);
        assertThat(run.metrics().path("duplicatesDropped").asLong()).isZero();
        assertThat(run.metrics().path("batches").asLong()).isEqualTo(1);
        assertThat(run.metrics().path("partitionsTouched").asLong()).isEqualTo(4 + 1);
        assertThat(run.metrics().path("late").asLong()).as("LOGOUT and late").isEqualTo(2);
        assertThat(run.metrics().path("outOfWindow").asLong()).isEqualTo(3);
        assertThat(run.metrics().path("yielded").asBoolean()).isFalse();
        assertThat(run.metrics().path("job").asText()).isEqualTo("local");
        assertThat(run.metrics().path("mode").asText()).isEqualTo("load");
        LocalDateTime received = LocalDateTime.parse("2018-04-04T12:00:00");
        assertThat(lake.events(
                        "userid",
                        "event",
                        "datetime",
                        "eventid",
                        "receivedat",
                        "extra",
                        "out_of_window",
                        "concat_ws('-', year, month, day)"))
                .containsExactly(
                        row("ancient", "LOGIN", time("0001-01-01T00:00:00"), "e-8", null, null, true, "2018-04-05"),
                        row(
                                "anna",
                                "PURCHASE",
                                time("2018-04-05T01:30:00.123456"),
                                "e-2",
                                time("2018-04-05T03:46:40"),
                                "{\"price\":1.10,\"basket\":{\"items\":[1, 2]}}",
                                false,
                                "2018-04-05"),
                        row(
                                "fast-clock",
                                "LOGIN",
                                time("2018-04-06T23:59:59"),
                                "e-6",
                                received,
                                null,
                                false,
                                "2018-04-06"),
                        row("late", "LOGIN", time("2017-04-04T23:59:59"), "e-4", received, null, false, "2017-04-04"),
                        row(
                                "mark3",
                                "LOGIN",
                                time("2018-04-04T12:00:00"),
                                "e-1",
                                time("2018-04-04T12:00:00.123"),
                                null,
                                false,
                                "2018-04-04"),
                        row("mark3", "LOGOUT", time("2018-04-03T08:00:00"), null, null, null, false, "2018-04-03"),
                        row(
                                "too-fast-clock",
                                "LOGIN",
                                time("2018-04-07T00:00:00"),
                                "e-7",
                                received,
                                null,
                                true,
                                "2018-04-04"),
                        row(
                                "too-late",
                                "LOGIN",
                                time("2017-04-03T23:59:59"),
                                "e-5",
                                received,
                                null,
                                true,
                                "2018-04-04"));
        assertThat(lake.quarantined("line", "reason", "field", "source_object", "concat_ws('-', year, month, day)"))
                .containsExactly(
                        row("GET /favicon.ico", "not_json", "", object, "2018-04-05"),
                        row("[1]", "not_an_object", "", object, "2018-04-05"),
                        row(
                                "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"yesterday\"}",
                                "bad_time",
                                "dateTime",
                                object,
                                "2018-04-05"),
                        row(
                                "{\"event\":\"LOGIN\",\"userId\":\"mark3\"}",
                                "missing_field",
                                "dateTime",
                                object,
                                "2018-04-05"),
                        row(
                                "{\"event\":\"LOGIN\",\"userId\":7,\"dateTime\":\"2018-04-04 12:00:00\"}",
                                "wrong_type",
                                "userId",
                                object,
                                "2018-04-05"));
    }

    @Test
    void shouldCreateBothTablesWithCommentsPartitionsAndProperties() {
        LocalLake.Run run = lake.run();

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<List<String>> description = lake.query(spark -> List.of(
                strings(spark.sql("describe table lake.analytics.analytics_data")
                        .selectExpr("concat_ws('|', col_name, data_type, comment)")
                        .collectAsList()),
                strings(spark.sql("describe table lake.analytics.analytics_quarantine")
                        .selectExpr("concat_ws('|', col_name, data_type)")
                        .collectAsList()),
                strings(spark.sql("show tblproperties lake.analytics.analytics_data")
                        .selectExpr("concat_ws('=', key, value)")
                        .collectAsList()),
                strings(spark.sql("describe table extended lake.analytics.analytics_quarantine")
                        .where("col_name = 'Location'")
                        .select("data_type")
                        .collectAsList())));
        assertThat(description.get(0))
                .startsWith(
                        "event|string|What happened, for example LOGIN",
                        "userid|string|Who did it",
                        "datetime|timestamp_ntz|When it happened, by the sender's clock, in UTC",
                        "eventid|string|The event's identity; made by the front door when the sender gives none",
                        "receivedat|timestamp_ntz|When the front door took it, in UTC",
                        "extra|string|JSON of the fields that no column takes",
                        "out_of_window|boolean|True when the partition is the day of arrival, because datetime is too far from it",
                        "year|string|The year of the event, or of its arrival when out_of_window, in UTC",
                        "month|string|The month of the event, or of its arrival when out_of_window, in UTC",
                        "day|string|The day of the event, or of its arrival when out_of_window, in UTC")
                .contains("# Partition Information||");
        assertThat(description.get(1))
                .startsWith(
                        "reason|string",
                        "field|string",
                        "line|string",
                        "source_object|string",
                        "year|string",
                        "month|string",
                        "day|string");
        assertThat(description.get(2))
                .contains(
                        "format-version=2",
                        "write.parquet.compression-codec=zstd",
                        "write.distribution-mode=hash",
                        "write.wap.enabled=true",
                        "write.metadata.delete-after-commit.enabled=true");
        assertThat(description.get(3)).containsExactly(lake.uri("analytics_quarantine"));
    }

    @Test
    void shouldReadOnlyWhatLandedSinceTheLastRun() throws IOException {
        lake.put(DAY + "1.gz", EVENT.formatted("a") + EVENT.formatted("b"));
        lake.run();
        Files.setLastModifiedTime(lake.file("analytics_raw/" + DAY + "1.gz"), FileTime.fromMillis(0));
        lake.put("year=2018/month=04/day=06/2.gz", EVENT.formatted("c"));

        LocalLake.Run second = lake.run();
        LocalLake.Run third = lake.run();

        assertThat(second.metrics().path("filesIn").asLong()).isEqualTo(1);
        assertThat(second.metrics().path("rawLines").asLong()).isEqualTo(1);
        assertThat(second.metrics().path("rows").asLong()).isEqualTo(1);
        assertThat(third.metrics().path("batches").asLong()).isZero();
        assertThat(third.metrics().path("rawLines").asLong()).isZero();
        assertThat(strings(lake.events("eventid"))).containsExactly("a", "b", "c");
        assertThat(lake.keys("analytics_data/data"))
                .as("one file a day and batch")
                .hasSize(2)
                .allMatch(key -> key.startsWith("analytics_data/data/year=2018/month=04/day=04/"));
    }

    @Test
    void shouldKeepLinesThatAreTooLongOrNotUtf8() throws IOException {
        String longest = EVENT.formatted("x".repeat(LineParser.MAX_LINE_BYTES - EVENT.length() + 3));
        String tooLong = EVENT.formatted("y".repeat(LineParser.MAX_LINE_BYTES - EVENT.length() + 4));
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.write(longest.getBytes(StandardCharsets.UTF_8));
        lines.write(tooLong.getBytes(StandardCharsets.UTF_8));
        lines.write(new byte[] {'{', '"', (byte) 0xff, '"', '}'});
        lake.put(DAY + "1.gz", LocalLake.gzip(lines.toByteArray()));

        LocalLake.Run run = lake.run();

        assertThat(run.metrics().path("rawLines").asLong()).isEqualTo(3);
        assertThat(lake.events("length(eventid)")).containsExactly(row(LineParser.MAX_LINE_BYTES - EVENT.length() + 3));
        assertThat(lake.quarantined("reason", "line"))
                .containsExactly(row("not_utf8", "{\"\ufffd\"}"), row("too_large", tooLong.strip()));
    }

    @Test
    void shouldCountAnObjectOnceThatManyTasksRead() throws IOException {
        lake.configure("spark.sql.files.maxPartitionBytes", "1000");
        String lines = IntStream.range(0, 200)
                .mapToObj(i -> i % 10 == 0 ? "bad " + i + "\n" : EVENT.formatted(i))
                .collect(Collectors.joining());
        lake.put(DAY + "1.json", lines.getBytes(StandardCharsets.UTF_8));

        LocalLake.Run run = lake.run();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.metrics().path("filesIn").asLong()).isEqualTo(1);
        assertThat(run.metrics().path("bytesIn").asLong()).isEqualTo(lines.length());
        assertThat(run.metrics().path("rawLines").asLong()).isEqualTo(200);
        assertThat(run.metrics().path("rows").asLong()).isEqualTo(180);
        assertThat(run.metrics().path("quarantined").asLong()).isEqualTo(20);
    }

    @Test
    void shouldFailOnTruncatedGzipAndNameTheObject() throws IOException {
        byte[] whole = LocalLake.gzip((EVENT.formatted("a") + EVENT.formatted("b")).getBytes(StandardCharsets.UTF_8));
        lake.put(DAY + "1.gz", EVENT.formatted("c"));
        lake.put(DAY + "2.gz", Arrays.copyOf(whole, whole.length - 12));

        LocalLake.Run failed = lake.run();

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err().lines())
                .singleElement()
                .asString()
                .isEqualTo("EventJob: failed: IllegalStateException: " + lake.uri("analytics_raw/" + DAY + "2.gz")
                        + " cannot be read to its end; put a whole one under its key and run again;"
                        + " caused by EOFException: Unexpected end of input stream");
        assertThat(lake.events("eventid")).isEmpty();

        lake.put(DAY + "2.gz", whole);
        assertThat(lake.run().metrics().path("rawLines").asLong()).isEqualTo(3);
        assertThat(strings(lake.events("eventid"))).containsExactly("a", "b", "c");
    }

    @Test
    void shouldAddColumnsOfTheSchemaFileAndRefuseToLoseThem() throws IOException, InterruptedException {
        lake.put(DAY + "1.gz", EVENT.formatted("a"));
        lake.run();
        Path schema = folder.resolve("newer/dev/lolscale/schema/events.json");
        Files.createDirectories(schema.getParent());
        Files.write(schema, resource("newer-events.json"));
        lake.put(
                DAY + "2.gz",
                "{\"event\":\"PURCHASE\",\"userId\":\"anna\",\"dateTime\":\"2018-04-04 12:00:00\",\"eventId\":\"b\","
                        + "\"price\":1.5}");

        LocalLake.Run newer =
                lake.fork(EventJob.class, folder.resolve("newer") + File.pathSeparator + lake.classPath(), List.of());
        LocalLake.Run older = lake.run();

        assertThat(newer.exitCode()).as(newer.err()).isZero();
        assertThat(newer.metrics().path("rows").asLong()).isEqualTo(1);
        assertThat(lake.events("eventid", "price", "extra")).containsExactly(row("a", null, null), row("b", 1.5, null));
        assertThat(lake.strings("select partition from lake.analytics.analytics_data.files"))
                .as("of both files")
                .containsOnly("[2018,04,04]");
        assertThat(older.exitCode()).isEqualTo(2);
        assertThat(older.err())
                .isEqualTo("EventJob: lake.`analytics`.`analytics_data` has a column \"price\" that the schema file has"
                        + " not; columns can be added, not removed: put it back into events.json\n");
    }

    @Test
    void shouldWriteTheEventsOfADayInTheOrderOfTheirTimes() throws IOException {
        String event = "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-0%s\",\"eventId\":\"%s\"}\n";
        lake.put(
                DAY + "1.gz",
                event.formatted("5 23:00:00", "e3")
                        + event.formatted("4 22:00:00", "d2")
                        + event.formatted("5 07:30:01", "e2")
                        + event.formatted("4 00:00:00", "d1")
                        + event.formatted("5 07:30:00", "e1"));

        LocalLake.Run run = lake.run("--deduplicate_days", "7", "--shuffle_partitions", "1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        for (String day : List.of("04", "05")) {
            List<String> inFileOrder = lake.query(spark -> spark
                    .table("lake.analytics.analytics_data")
                    .where("day = '" + day + "'")
                    .select("eventid")
                    .collectAsList()
                    .stream()
                    .map(row -> row.getString(0))
                    .toList());
            assertThat(inFileOrder).isEqualTo(day.equals("04") ? List.of("d1", "d2") : List.of("e1", "e2", "e3"));
        }
        assertThat(lake.keys("analytics_data/data")).as("one file a day").hasSize(2);
    }

    @Test
    void shouldShowNothingOfABatchWhoseRowsAreNotItsLines() throws IOException {
        String object = DAY + "1.gz";
        lake.put(object, EVENT.formatted("a") + "bad 1\n" + EVENT.formatted("b"));

        LocalLake.Run failed = lake.run(point -> {
            if (point == FaultPoint.FIRST_STAGED) {
                lake.putUnchecked(object, EVENT.formatted("a"));
            }
        });

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err())
                .matches("EventJob: failed: IllegalStateException: batch [0-9a-f-]+-0 has 1 raw lines, of which 1 are"
                        + " events, but 2 rows and 0 quarantined lines in the tables\n");
        assertThat(lake.events("eventid")).isEmpty();
        assertThat(lake.quarantined("line")).isEmpty();

        assertThat(lake.run().metrics().path("rawLines").asLong()).isEqualTo(1);
        assertThat(strings(lake.events("eventid"))).containsExactly("a");
    }

    @Test
    void shouldRefuseTablesOfOthers() throws IOException {
        lake.run();
        lake.query(spark -> {
            spark.sql("alter table lake.analytics.analytics_data drop column receivedat");
            spark.sql("alter table lake.analytics.analytics_data add column receivedat string");
            return spark.sql("create table lake.analytics.flat (event string) using iceberg location '"
                    + lake.uri("analytics_data") + "'");
        });

        assertRefused(
                lake.run(),
                "lake.`analytics`.`analytics_data` has the column \"receivedat\" as string, the schema file as"
                        + " timestamp_ntz; a type cannot be changed: give the new type a new column name");
        assertRefused(
                lake.run("--output", lake.uri("elsewhere/")),
                "lake.`analytics`.`analytics_data` lies at " + lake.uri("analytics_data")
                        + ", but the job was told " + lake.uri("elsewhere")
                        + "; give the table's own location or another table");
        assertRefused(
                lake.run("--table", "flat"),
                "lake.`analytics`.`flat` is partitioned by []; the job writes only tables partitioned by"
                        + " [identity(year), identity(month), identity(day)]");
        lake.unconfigure("spark.sql.catalog");
        assertRefused(
                lake.run(),
                "the Spark catalog \"lake\" is not configured; set"
                        + " spark.sql.catalog.lake=org.apache.iceberg.spark.SparkCatalog, its catalog-impl and its"
                        + " warehouse");
    }

    @Test
    void shouldAddTheColumnsThatAQuarantineLacksAndRefuseOthers() throws IOException {
        lake.put(DAY + "1.gz", "bad 1\n");
        lake.run();
        lake.query(spark -> {
            spark.sql("alter table lake.analytics.analytics_quarantine drop column field");
            return spark.sql(
                    "alter table lake.analytics.analytics_quarantine unset tblproperties ('write.wap.enabled')");
        });
        lake.put("year=2018/month=04/day=06/2.gz", "bad 2\n");

        LocalLake.Run evolved = lake.run();

        assertThat(evolved.exitCode()).as(evolved.err()).isZero();
        assertThat(lake.quarantined("line", "field", "day"))
                .containsExactly(row("bad 1", null, "05"), row("bad 2", "", "06"));
        lake.query(spark -> spark.sql("alter table lake.analytics.analytics_quarantine add column note string"));
        assertRefused(
                lake.run(),
                "lake.`analytics`.`analytics_quarantine` has a column \"note\" that the schema file has not; columns can"
                        + " be added, not removed: put it back into events.json");
    }

    @Test
    void shouldWriteItsMetricsForCloudWatch() throws IOException {
        LocalLake.Run run = lake.run("--JOB_NAME", "load");

        JsonNode metrics = run.metrics();
        assertThat(metrics.path("job").asText()).isEqualTo("load");
        assertThat(metrics.at("/_aws/Timestamp").isIntegralNumber()).isTrue();
        assertThat(metrics.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("Lolscale");
        assertThat(metrics.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                .isEqualTo("[[\"job\"]]");
        assertThat(metrics.at("/_aws/CloudWatchMetrics/0/Metrics").findValuesAsText("Name"))
                .containsExactly(
                        "filesIn",
                        "bytesIn",
                        "rawLines",
                        "rows",
                        "quarantined",
                        "duplicatesDropped",
                        "late",
                        "outOfWindow",
                        "batches",
                        "partitionsTouched",
                        "seconds")
                .allSatisfy(name -> assertThat(metrics.path(name).isNumber()).isTrue());
    }

    @Test
    void shouldNameTheBatchInTheSnapshotsOfBothTables() throws IOException {
        lake.put(DAY + "1.gz", EVENT.formatted("a"));
        lake.run();

        List<Map<Object, Object>> summaries = lake.query(spark -> List.of(
                spark.sql("select summary from lake.analytics.analytics_data.snapshots")
                        .first()
                        .getJavaMap(0),
                spark.sql("select summary from lake.analytics.analytics_quarantine.snapshots")
                        .first()
                        .getJavaMap(0)));

        assertThat(summaries.get(0).get("wap.id"))
                .asString()
                .matches("[0-9a-f-]{36}-0")
                .isEqualTo(summaries.get(1).get("wap.id"));
    }

    private static void assertRefused(LocalLake.Run run, String message) {
        assertThat(run.err()).isEqualTo("EventJob: " + message + "\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = IcebergJobTest.class.getClassLoader().getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text);
    }

    private static Row row(Object... values) {
        return RowFactory.create(values);
    }

    private static List<String> strings(List<Row> rows) {
        return rows.stream().map(row -> row.getString(0)).toList();
    }
}
