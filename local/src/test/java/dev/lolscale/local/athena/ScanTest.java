package dev.lolscale.local.athena;

import static dev.lolscale.local.athena.LakeFixture.engine;
import static dev.lolscale.local.athena.LakeFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.local.athena.QueryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanTest {

    private static final String ROW = "SELECT '%s' AS event, '%s' AS userid, TIMESTAMP '%s' AS datetime";

    @TempDir
    Path folder;

    private LakeFixture lake;

    @BeforeEach
    void makeLake() {
        lake = new LakeFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "day = '22' ; a",
                "day IN ('22', '23') ; a b",
                "day BETWEEN '23' AND '31' AND month = '11' ; b",
                "day >= '23' ; b c",
                "year || month || day >= '20261123' ; b c",
                "CAST(day AS integer) + 1 = 23 ; a",
                "month = '12' OR day = '22' ; a c",
                "NOT (month = '12') ; a b",
                "month LIKE '1%' AND event = 'LOGIN' ; a b c",
                "event = 'LOGIN' AND (day = '22' AND month = '11') ; a",
                "(month = '12' OR event = 'LOGIN') ; a b c",
                "date_parse(year || month || day, '%Y%m%d') > TIMESTAMP '2026-11-23 00:00:00' ; c",
                "year = date_format(current_date, '%Y') AND year < '2000' ; none",
                "day = (SELECT '22') ; a b c",
                "random() < 2 AND day = '22' ; a",
            })
    void shouldOpenOnlyThePartitionsThatCanMatch(String condition, String files) throws IOException {
        Path a = lake.writeRaw("2026", "11", "22", "a.gz", event("LOGIN", "m1", "2026-11-22 00:00:00"));
        Path b = lake.writeRaw("2026", "11", "23", "b.gz", event("LOGIN", "m1", "2026-11-23 00:00:00"), "{}");
        Path c = lake.writeRaw("2026", "12", "31", "c.gz", event("LOGIN", "m1", "2026-12-31 00:00:00"), "{}", "{}");
        long expected = 0;
        for (Path file : List.of(a, b, c)) {
            expected += List.of(files.split(" "))
                            .contains(file.getFileName().toString().replace(".gz", ""))
                    ? Files.size(file)
                    : 0;
        }

        assertThat(engine(lake.raw())
                        .query("SELECT event FROM analytics_raw WHERE " + condition)
                        .scannedBytes())
                .isEqualTo(expected);
    }

    @Test
    void shouldPruneJoinsOnlyWhereRowsCannotComeBackAsNulls() {
        lake.writeRaw("2026", "11", "22", "a.gz", event("LOGIN", "m1", "2026-11-22 00:00:00"));
        lake.writeRaw("2026", "11", "23", "b.gz", event("LOGIN", "m1", "2026-11-23 00:00:00"));
        QueryEngine engine = engine(lake.raw());
        String join = " FROM analytics_raw a %s analytics_raw b ON a.day = b.day AND b.day = '22' %s";

        assertThat(plan(engine, "SELECT a.event, b.event" + join.formatted("JOIN", "WHERE a.day = '22'")))
                .containsExactly("1 of 2", "1 of 2");
        assertThat(plan(engine, "SELECT a.event, b.event" + join.formatted("LEFT JOIN", "")))
                .containsExactly("2 of 2", "1 of 2");
        assertThat(plan(engine, "SELECT a.event, b.event" + join.formatted("RIGHT JOIN", "WHERE b.day = '22'")))
                .containsExactly("2 of 2", "1 of 2");
        assertThat(plan(engine, "SELECT a.event, b.event" + join.formatted("FULL JOIN", "WHERE b.day = '22'")))
                .containsExactly("2 of 2", "2 of 2");
        assertThat(engine.query("SELECT a.day FROM analytics_raw a LEFT JOIN analytics_raw b"
                                + " ON a.day = b.day AND b.day = '22' WHERE b.day IS NULL")
                        .rows())
                .containsExactly(List.of("23"));
    }

    private static List<String> plan(QueryEngine engine, String sql) {
        return engine.query("EXPLAIN " + sql).rows().stream()
                .map(row -> row.get(0).toString().replaceAll(".*: (\\d+ of \\d+) files.*", "$1"))
                .toList();
    }

    @Test
    void shouldReadTheFieldsOfJsonByTheirOwnNames() {
        lake.writeRaw(
                "2026",
                "11",
                "22",
                "a.gz",
                event("LOGIN", "m1", "2026-11-22 00:00:00"),
                "{\"event\":7,\"userId\":{\"id\":1},\"extra\":true}",
                "{broken",
                "{\"event\":\"A\\u00e9\\n\"}");

        assertThat(engine(lake.raw())
                        .query("SELECT event, userid, datetime, day FROM analytics_raw")
                        .rows())
                .containsExactly(
                        List.of("LOGIN", "m1", "2026-11-22 00:00:00", "22"),
                        Arrays.asList("7", "{\"id\":1}", null, "22"),
                        Arrays.asList(null, null, null, "22"),
                        Arrays.asList("Aé\n", null, null, "22"));
    }

    @Test
    void shouldFailOnMalformedJsonWhenTheTableSaysSo() {
        lake.writeRaw("2026", "11", "22", "a.gz", "{\"event\":\"LOGIN\"}", "{broken");
        LakeTable.Json strict = new LakeTable.Json(
                "analytics",
                "analytics_raw",
                LakeFixture.RAW_COLUMNS,
                LakeFixture.PARTITIONS,
                lake.rawRoot(),
                new Partitions.Found(),
                false);

        assertThatThrownBy(() -> engine(strict).query("SELECT event FROM analytics_raw"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("Malformed JSON")
                .hasMessageNotContaining("\n");
    }

    @Test
    void shouldReadColumnsOfEveryCatalogType() {
        lake.writeRaw(
                "2026",
                "11",
                "22",
                "a.gz",
                "{\"i\":1,\"b\":12345678901,\"d\":1.5,\"o\":true,\"t\":\"2026-11-22 01:02:03\",\"y\":\"2026-11-22\","
                        + "\"m\":2.50,\"l\":[\"x\"],\"s\":{\"k\":1,\"v\":[2]},\"p\":{\"a\":1}}",
                "{\"i\":\"no number\"}");
        LakeTable.Json typed = new LakeTable.Json(
                "analytics",
                "typed",
                List.of(
                        new TableColumn("i", "int"),
                        new TableColumn("b", "bigint"),
                        new TableColumn("d", "double"),
                        new TableColumn("o", "boolean"),
                        new TableColumn("t", "timestamp"),
                        new TableColumn("y", "date"),
                        new TableColumn("m", "decimal(10,2)"),
                        new TableColumn("l", "array<string>"),
                        new TableColumn("s", "struct<k:int,v:array<bigint>>"),
                        new TableColumn("p", "map<string,int>")),
                LakeFixture.PARTITIONS,
                lake.rawRoot(),
                new Partitions.Found(),
                true);

        QueryResult result =
                engine(typed).query("SELECT i, b, d, o, t, y, m, l, s, p, s.k, s.v[1], p['a'] FROM typed WHERE i = 1");

        assertThat(result.types())
                .containsExactly(
                        "integer",
                        "bigint",
                        "double",
                        "boolean",
                        "timestamp(3)",
                        "date",
                        "decimal(10,2)",
                        "array(varchar)",
                        "row(k integer, v array(bigint))",
                        "map(varchar, integer)",
                        "integer",
                        "bigint",
                        "integer");
        assertThat(result.rows().toString())
                .isEqualTo("[[1, 12345678901, 1.5, true, 2026-11-22 01:02:03.000, 2026-11-22, 2.50, [x],"
                        + " {k=1, v=[2]}, {a=1}, 1, 2, 1]]");
    }

    @Test
    void shouldReadOnlyThePartitionsThatTheCatalogHas() {
        lake.writeRaw("2025", "12", "31", "a.gz", event("OLD", "m1", "x"));
        lake.writeRaw("2026", "11", "22", "b.gz", event("SEEN", "m1", "x"));
        lake.writeRaw("2026", "11", "23", "c.gz", event("UNSEEN", "m1", "x"));
        lake.writeRaw("2026", "11", "22", "_hidden.gz", event("HIDDEN", "m1", "x"));

        assertThat(events(lake.raw())).containsExactly("OLD", "SEEN", "UNSEEN");
        assertThat(events(lake.raw(new Partitions.Listed(List.of(List.of("2026", "11", "22"))))))
                .containsExactly("SEEN");
        assertThat(events(lake.raw(new Partitions.Projected(2026, 2030)))).containsExactly("SEEN", "UNSEEN");
        assertThat(events(lake.raw(new Partitions.Projected(2027, 2030)))).isEmpty();
    }

    private static List<Object> events(LakeTable table) {
        return engine(table).query("SELECT event FROM analytics_raw ORDER BY event").rows().stream()
                .map(row -> row.get(0))
                .toList();
    }

    @Test
    void shouldReadNamesThatLookLikePatternsAsTheyAre() {
        LakeFixture odd = new LakeFixture(folder.resolve("odd [x] 'y'"));
        odd.writeRaw("2026", "11", "22", "a*.gz", event("ONE", "m1", "x"));
        odd.writeRaw("2026", "11", "22", "ab.gz", event("TWO", "m1", "x"));

        assertThat(events(odd.raw())).containsExactly("ONE", "TWO");
    }

    @Test
    void shouldCountTheCompressedBytesOfTheColumnsThatAreRead() {
        String select =
                "SELECT 'LOGIN' AS event, 'user' || i AS userid, TIMESTAMP '2026-11-22 00:00:00' + to_seconds(i) AS datetime FROM range(10000) t(i)";
        lake.writeHive("2026", "11", "22", "a.parquet", select);
        lake.writeHive("2026", "11", "23", "b.parquet", select);
        QueryEngine engine = engine(lake.parquet());

        long users = engine.query("SELECT count(DISTINCT userid) FROM analytics_hive WHERE day = '22'")
                .scannedBytes();
        long events = engine.query("SELECT event FROM analytics_hive WHERE day = '22' LIMIT 1")
                .scannedBytes();
        long both = engine.query("SELECT event, userid, year FROM analytics_hive WHERE day = '22' LIMIT 1")
                .scannedBytes();
        long bothDays =
                engine.query("SELECT max(userid || event) FROM analytics_hive").scannedBytes();

        assertThat(users).isGreaterThan(10 * events);
        assertThat(both).isEqualTo(users + events);
        assertThat(bothDays).isEqualTo(2 * both);
        assertThat(engine.query("SELECT year, count(*) FROM analytics_hive GROUP BY year")
                        .scannedBytes())
                .isZero();
    }

    @Test
    void shouldGiveNullsForColumnsThatParquetFilesLack() {
        lake.writeHive("2026", "11", "22", "a.parquet", "SELECT 'A' AS event");
        lake.writeHive("2026", "11", "23", "b.parquet", "SELECT 'B' AS event, 'm1' AS userid");

        assertThat(engine(lake.parquet())
                        .query("SELECT event, userid, datetime FROM analytics_hive ORDER BY event")
                        .rows())
                .containsExactly(Arrays.asList("A", null, null), Arrays.asList("B", "m1", null));
    }

    @Test
    void shouldStopAtTheBytesThatTheWorkgroupAllows() throws IOException {
        Path file = lake.writeRaw("2026", "11", "22", "a.gz", event("LOGIN", "m1", "x"));
        long bytes = Files.size(file);
        QueryEngine enough = new QueryEngine(List.of(lake.raw()), "analytics", OptionalLong.of(bytes));
        QueryEngine tooFew = new QueryEngine(List.of(lake.raw()), "analytics", OptionalLong.of(bytes - 1));

        assertThat(enough.query("SELECT event FROM analytics_raw").rows()).hasSize(1);
        assertThatThrownBy(() -> tooFew.query("SELECT event FROM analytics_raw"))
                .isInstanceOfSatisfying(QueryException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.LIMIT))
                .hasMessageStartingWith("Bytes scanned limit was exceeded: the query needs at least " + bytes
                        + " bytes, and its workgroup allows " + (bytes - 1));
    }

    @Test
    void shouldPruneIcebergByPartitionAndByStatistics() {
        Table table = lake.createIceberg();
        lake.appendIceberg(table, "2026", "11", "22", "a.parquet", ROW.formatted("A", "m1", "2026-11-22 10:00:00"));
        lake.appendIceberg(table, "2026", "11", "22", "b.parquet", ROW.formatted("B", "m2", "2026-11-22 20:00:00"));
        lake.appendIceberg(table, "2026", "11", "23", "c.parquet", ROW.formatted("C", "m3", "2026-11-23 10:00:00"));
        QueryEngine engine = engine(lake.iceberg(table));
        String select = "SELECT event FROM analytics_data WHERE ";

        assertThat(plan(engine, select + "day = '22'")).containsExactly("2 of 3");
        assertThat(plan(engine, select + "datetime >= TIMESTAMP '2026-11-22 20:00:00'"))
                .containsExactly("2 of 3");
        assertThat(plan(engine, select + "DATE '2026-11-23' <= datetime")).containsExactly("1 of 3");
        assertThat(
                        plan(
                                engine,
                                select
                                        + "datetime BETWEEN TIMESTAMP '2026-11-22 11:00:00' AND TIMESTAMP '2026-11-22 23:00:00'"))
                .containsExactly("1 of 3");
        assertThat(plan(engine, select + "userid = lower('M3')")).containsExactly("1 of 3");
        assertThat(plan(engine, select + "userid = 'm3' OR day = '22'")).containsExactly("3 of 3");
        assertThat(plan(engine, select + "datetime > now() - INTERVAL '36500' DAY"))
                .containsExactly("3 of 3");
        assertThat(plan(engine, select + "datetime > now() + INTERVAL '36500' DAY"))
                .containsExactly("0 of 3");
        assertThat(engine.query(select + "datetime >= TIMESTAMP '2026-11-22 20:00:00' ORDER BY event")
                        .rows())
                .containsExactly(List.of("B"), List.of("C"));
    }

    @Test
    void shouldFollowColumnsThatWereRenamedAndAdded() {
        Table table = lake.createIceberg();
        lake.appendIceberg(table, "2026", "11", "22", "a.parquet", ROW.formatted("A", "m1", "2026-11-22 10:00:00"));
        table.updateSchema()
                .renameColumn("userid", "user_id")
                .addColumn("score", Types.LongType.get())
                .commit();

        assertThat(engine(lake.iceberg(table))
                        .query("SELECT event, user_id, score, datetime, year FROM analytics_data")
                        .rows())
                .containsExactly(Arrays.asList("A", "m1", null, "2026-11-22 10:00:00.000000", "2026"));
    }

    @Test
    void shouldRefuseIcebergTablesWithDeleteFiles() {
        Table table = lake.createIceberg();
        DataFile data = lake.appendIceberg(
                table, "2026", "11", "22", "a.parquet", ROW.formatted("A", "m1", "2026-11-22 10:00:00"));
        DeleteFile delete = FileMetadata.deleteFileBuilder(table.spec())
                .ofPositionDeletes()
                .withPath("s3://lake-bucket/analytics_iceberg/data/d.parquet")
                .withPartition(data.partition())
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build();
        table.newRowDelta().addDeletes(delete).commit();

        assertThatThrownBy(() -> engine(lake.iceberg(table)).query("SELECT * FROM analytics_data"))
                .hasMessageContaining("analytics.analytics_data has delete files");
    }

    @Test
    void shouldSayWhichFileIsMissing() throws IOException {
        Table table = lake.createIceberg();
        lake.appendIceberg(table, "2026", "11", "22", "a.parquet", ROW.formatted("A", "m1", "2026-11-22 10:00:00"));
        LakeTable.Iceberg iceberg = lake.iceberg(table);
        Files.delete(lake.files().apply(iceberg.metadataLocation().orElseThrow()));

        assertThatThrownBy(() -> engine(iceberg).query("SELECT * FROM analytics_data"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("does not exist")
                .hasMessageNotContaining("\n");
    }
}
