package dev.lolscale.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.local.athena.LakeTable;
import dev.lolscale.local.athena.Partitions;
import dev.lolscale.local.athena.QueryEngine;
import dev.lolscale.local.athena.TableColumn;
import dev.lolscale.local.glue.CrawledTable.Column;
import dev.lolscale.local.glue.CrawledTable.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrawlerTest {

    private static final String RAW = "s3://landing/analytics_raw/";

    @TempDir
    private Path folder;

    private Path raw;
    private CrawledTables tables;

    @BeforeEach
    void openTheBucket() throws IOException {
        raw = Files.createDirectories(folder.resolve("s3/landing/analytics_raw"));
        tables = new CrawledTables(folder.resolve("catalog"));
    }

    /** A line for each value of {@code a}; several values with a slash between them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "x"                        | string
                    ""                         | string
                    "2018-04-04 12:00:00"      | string
                    1                          | bigint
                    -1                         | bigint
                    -1 / 1                     | bigint
                    9223372036854775807        | bigint
                    1.5                        | double
                    1e3                        | double
                    123456789012345678901      | double
                    1 / 1.5                    | double
                    -1 / 1 / 1.5               | double
                    true                       | boolean
                    true / false               | boolean
                    null                       | string
                    null / 1                   | bigint
                    1 / null                   | bigint
                    1 / "x"                    | string
                    true / 1                   | string
                    1 / {"b":1}                | string
                    [1]                        | array<bigint>
                    [] / [1,2.5]               | array<double>
                    []                         | array<string>
                    [1,"x"]                    | array<string>
                    [[1],[2.5]]                | array<array<double>>
                    {"B":1,"c":{"d":["x"]}}    | struct<b:bigint,c:struct<d:array<string>>>
                    {"b":1} / {"c":true}       | struct<b:bigint,c:boolean>
                    {"b":1} / {"b":"x"}        | struct<b:string>
                    [{"x":1},{"y":true}]       | array<struct<x:bigint,y:boolean>>
                    {}                         | string
                    {} / {"b":1}               | struct<b:bigint>
                    # The catalog cannot write these names, or not tell them apart.
                    {"b:c":1}                  | string
                    {"b,c":1}                  | string
                    {"b c":1}                  | string
                    {"b<int>":1}               | string
                    {"":1}                     | string
                    {"b":1,"B":1}              | string
                    """)
    void shouldFindTheTypeOfJsonValues(String values, String type) throws IOException {
        write(
                "one.gz",
                Stream.of(values.split(" / ", -1))
                        .map(value -> "{\"a\":" + value + "}")
                        .toArray(String[]::new));

        assertThat(crawl().columns()).containsExactly(new Column("a", type, "a"));
    }

    @Test
    void shouldFindTheTableOfTheEventsAsTheyLand() throws IOException {
        write(
                "year=2018/month=04/day=04/one.gz",
                "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-04 12:00:00\",\"eventId\":\"a\","
                        + "\"receivedAt\":1522843200000}");
        write(
                "year=2018/month=04/day=05/two.gz",
                "{\"userId\":\"anna1\",\"event\":\"BUY\",\"dateTime\":\"2018-04-05 12:00:00\",\"eventId\":\"b\","
                        + "\"receivedAt\":1522929600000,\"price\":9.5}");

        Step step = crawler(RAW).run();

        assertThat(tables.all())
                .containsExactly(new CrawledTable(
                        "lake",
                        "analytics_raw",
                        Format.JSON,
                        RAW,
                        List.of(
                                new Column("event", "string", "event"),
                                new Column("userid", "string", "userId"),
                                new Column("datetime", "string", "dateTime"),
                                new Column("eventid", "string", "eventId"),
                                new Column("receivedat", "bigint", "receivedAt"),
                                new Column("price", "double", "price")),
                        List.of("year", "month", "day")));
        assertThat(step.state()).isEqualTo(Step.State.SUCCEEDED);
        assertThat(step.kind()).isEqualTo(Step.Kind.CRAWLER);
        assertThat(step.name()).isEqualTo("raw_discovery");
        assertThat(step.problem()).isEmpty();
        assertThat(step.details()).hasToString("{\"tables\":[{\"name\":\"analytics_raw\",\"columns\":6}]}");
    }

    @Test
    void shouldReadPlainFilesBesideCompressedOnes() throws IOException {
        write("one.gz", "{\"a\":1}");
        Files.writeString(raw.resolve("two"), "{\"b\":1}\n");

        assertThat(types(crawl())).isEqualTo(Map.of("a", "bigint", "b", "bigint"));
    }

    @Test
    void shouldKeepTheOrderInWhichColumnsAreMet() throws IOException {
        List<String> names = IntStream.range(10, 60).mapToObj(i -> "c" + i).toList();
        for (String name : names) {
            write(name + ".gz", "{\"" + name + "\":1}");
        }

        assertThat(crawl().columns()).extracting(Column::name).containsExactlyElementsOf(names);
    }

    @Test
    void shouldAddANewColumnAndKeepOneThatHasGone() throws IOException {
        write("one.gz", "{\"first\":1,\"second\":\"x\"}");
        crawl();
        Files.delete(raw.resolve("one.gz"));
        write("two.gz", "{\"third\":true,\"second\":\"y\"}");

        assertThat(crawl().columns())
                .containsExactly(
                        new Column("first", "bigint", "first"),
                        new Column("second", "string", "second"),
                        new Column("third", "boolean", "third"));
    }

    @Test
    void shouldNeverChangeTheTypeOfAKnownColumn() throws IOException {
        write("one.gz", "{\"number\":1,\"nothing\":null,\"object\":{\"a\":1}}");
        Map<String, String> before = types(crawl());
        write("two.gz", "{\"number\":1.5,\"nothing\":5,\"object\":{\"a\":1,\"b\":2}}");

        assertThat(before).isEqualTo(Map.of("number", "bigint", "nothing", "string", "object", "struct<a:bigint>"));
        assertThat(types(crawl())).isEqualTo(before);
    }

    @Test
    void shouldLeaveMalformedLinesAside() throws IOException {
        write("one.gz", "{\"a\":1}", "not json", "{\"b\":", "17", "[{\"c\":1}]", "null", "", "{\"d\":\"x\"}");

        assertThat(types(crawl())).isEqualTo(Map.of("a", "bigint", "d", "string"));
    }

    @Test
    void shouldFindNoTableInFilesWithoutAnObject() throws IOException {
        write("one.gz", "not json", "17", "[1]");
        write("empty.gz");
        Files.createFile(raw.resolve("nothing"));

        Step step = crawler(RAW).run();

        assertThat(step.state()).isEqualTo(Step.State.SUCCEEDED);
        assertThat(step.details()).hasToString("{\"tables\":[]}");
        assertThat(tables.all()).isEmpty();
    }

    @Test
    void shouldLeaveTheCatalogAsItIsWhenATargetIsEmptyOrAbsent() throws IOException {
        write("one.gz", "{\"a\":1}");
        CrawledTable before = crawl();
        Files.delete(raw.resolve("one.gz"));

        Step empty = crawler(RAW).run();
        Step absent = crawler("s3://landing/nobody/").run();

        assertThat(empty.state()).isEqualTo(Step.State.SUCCEEDED);
        assertThat(absent.state()).isEqualTo(Step.State.SUCCEEDED);
        assertThat(tables.all()).containsExactly(before);
    }

    @Test
    void shouldNotLookAtHiddenFilesAndFolders() throws IOException {
        write("one.gz", "{\"a\":1}");
        write("_two.gz", "{\"b\":1}");
        write(".three.gz", "{\"c\":1}");
        write("_staging/year=2018/four.gz", "{\"d\":1}");
        write(".tmp/five.gz", "{\"e\":1}");
        Files.writeString(raw.resolve("_SUCCESS"), "");

        CrawledTable table = crawl();

        assertThat(types(table)).isEqualTo(Map.of("a", "bigint"));
        assertThat(table.partitionColumns()).isEmpty();
    }

    @Test
    void shouldNameThePartitionsOfFoldersWithoutNames() throws IOException {
        write("2018/04/04/12/one.gz", "{\"a\":1}");
        write("2018/04/04/13/two.gz", "{\"a\":1}");

        assertThat(crawl().partitionColumns())
                .containsExactly("partition_0", "partition_1", "partition_2", "partition_3");
    }

    @Test
    void shouldCountTheFoldersWhereTheyAreDeepest() throws IOException {
        write("0.gz", "{\"a\":1}");
        write("2018/04/one.gz", "{\"a\":1}");

        assertThat(crawl().partitionColumns()).containsExactly("partition_0", "partition_1");
    }

    @Test
    void shouldFoldTheCaseOfPartitionKeysAndTakeThemOnce() throws IOException {
        write("Year=2018/month=04/one.gz", "{\"a\":1}");
        write("year=2019/month=01/two.gz", "{\"a\":1}");

        assertThat(crawl().partitionColumns()).containsExactly("year", "month");
    }

    @Test
    void shouldPreferThePartitionKeyToAFieldOfItsName() throws IOException {
        write("year=2018/one.gz", "{\"a\":1,\"Year\":7}");

        CrawledTable table = crawl();

        assertThat(types(table)).isEqualTo(Map.of("a", "bigint"));
        assertThat(table.partitionColumns()).containsExactly("year");
    }

    @Test
    void shouldTakeKeysThatDifferOnlyInCaseForOneColumn() throws IOException {
        write("one.gz", "{\"userId\":\"a\",\"userid\":1}");

        assertThat(crawl().columns()).containsExactly(new Column("userid", "string", "userId"));
    }

    @Test
    void shouldReadTheTypesOfParquet() throws IOException, SQLException {
        Path data = Files.createDirectories(folder.resolve("s3/landing/analytics_data/year=2018/month=04/day=04"));
        duckDb("COPY (SELECT 'LOGIN' AS event, 1::BIGINT AS big, 2::INTEGER AS usual, 3::SMALLINT AS small,"
                + " 4::TINYINT AS tiny, 1.5::DOUBLE AS twofold, 1.5::FLOAT AS single, true AS flag,"
                + " TIMESTAMP '2018-04-04 12:00:00' AS \"dateTime\", DATE '2018-04-04' AS d,"
                + " 1.25::DECIMAL(10,2) AS price, 'x'::BLOB AS bytes) TO '" + data + "/one.zstd.parquet'");
        duckDb("COPY (SELECT 'BUY' AS event, 'x' AS added) TO '" + data + "/two.parquet'");
        // Unfinished: hidden from all readers.
        Files.writeString(data.resolve("_three.parquet"), "no parquet");

        Step step = crawler("s3://landing/analytics_data/").run();

        assertThat(step.problem()).isEmpty();
        assertThat(tables.all())
                .containsExactly(new CrawledTable(
                        "lake",
                        "analytics_data",
                        Format.PARQUET,
                        "s3://landing/analytics_data/",
                        List.of(
                                new Column("event", "string", "event"),
                                new Column("big", "bigint", "big"),
                                new Column("usual", "int", "usual"),
                                new Column("small", "smallint", "small"),
                                new Column("tiny", "tinyint", "tiny"),
                                new Column("twofold", "double", "twofold"),
                                new Column("single", "float", "single"),
                                new Column("flag", "boolean", "flag"),
                                new Column("datetime", "timestamp", "dateTime"),
                                new Column("d", "date", "d"),
                                new Column("price", "decimal(10,2)", "price"),
                                new Column("bytes", "binary", "bytes"),
                                new Column("added", "string", "added")),
                        List.of("year", "month", "day")));
    }

    @Test
    void shouldMakeOneTableForEachTarget() throws IOException {
        write("one.gz", "{\"a\":1}");
        Path other = Files.createDirectories(folder.resolve("s3/other-bucket/Click-Stream 2"));
        Files.writeString(other.resolve("one"), "{\"b\":true}\n");

        Step step = crawler(RAW, "s3://other-bucket/Click-Stream 2/").run();

        assertThat(step.details())
                .hasToString("{\"tables\":[{\"name\":\"analytics_raw\",\"columns\":1},"
                        + "{\"name\":\"click_stream_2\",\"columns\":1}]}");
        assertThat(tables.all()).extracting(CrawledTable::name).containsExactly("analytics_raw", "click_stream_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://landing/analytics_raw", "s3a://landing/analytics_raw/"})
    void shouldNameTheTableAfterItsPrefixAndFolder(String target) throws IOException {
        write("one.gz", "{\"a\":1}");

        new Crawler(
                        new CrawlerSettings("raw_discovery", "lake", List.of(target), "found_", ""),
                        folder.resolve("s3"),
                        tables)
                .run();

        assertThat(tables.all()).extracting(CrawledTable::name).containsExactly("found_analytics_raw");
    }

    @Test
    void shouldFailInOneLineWhenAFileIsBroken() throws IOException {
        write("one.gz", "{\"a\":1}");
        byte[] whole = Files.readAllBytes(raw.resolve("one.gz"));
        Files.write(raw.resolve("two.gz"), new byte[] {whole[0], whole[1], whole[2], 0, 1, 2, 3});

        Step step = crawler(RAW).run();

        assertThat(step.state()).isEqualTo(Step.State.FAILED);
        assertThat(step.problem()).contains("two.gz").doesNotContain("\n");
        assertThat(tables.all()).isEmpty();
    }

    @Test
    void shouldFindTablesThatQueriesCanRead() throws IOException {
        // Nothing that a sender may write takes the table away from those who ask it.
        write(
                "year=2018/one.gz",
                "{\"event\":\"LOGIN\",\"\":1,\"a b\":2,\"select\":3,\"x\\\"y\":4,\"o\":{\"p:q\":5},\"n\":-1,\"list\":[]}",
                "{\"event\":\"BUY\",\"n\":7,\"o\":{\"p\":1,\"P\":2},\"nested\":{\"deep\":[{\"a\":1}]}}");

        CrawledTable table = crawl();
        LakeTable lake = new LakeTable.Json(
                table.database(),
                table.name(),
                table.columns().stream()
                        .map(column -> new TableColumn(column.name(), column.type(), column.field()))
                        .toList(),
                table.partitionColumns(),
                raw,
                new Partitions.Found(),
                false);

        assertThat(new QueryEngine(List.of(lake), "lake", OptionalLong.empty())
                        .query(
                                "SELECT event, n, \"a b\", \"select\", o, nested.deep[1].a, year FROM analytics_raw ORDER BY n")
                        .rows())
                .containsExactly(
                        Arrays.asList("LOGIN", -1L, 2L, 3L, "{\"p:q\":5}", null, "2018"),
                        Arrays.asList("BUY", 7L, null, null, "{\"p\":1,\"P\":2}", 1L, "2018"));
    }

    @Test
    void shouldKeepWhatWasFoundForTheNextProcess() throws IOException {
        write("one.gz", "{\"a\":1}");
        CrawledTable found = crawl();

        assertThat(new CrawledTables(folder.resolve("catalog")).all()).containsExactly(found);
        try (Stream<Path> files = Files.list(folder.resolve("catalog"))) {
            assertThat(files).extracting(Path::getFileName).containsExactly(Path.of("lake.analytics_raw.json"));
        }
    }

    @Test
    void shouldKnowNoTablesBeforeTheFirstCrawl() {
        assertThat(new CrawledTables(folder.resolve("nowhere")).all()).isEmpty();
    }

    @Test
    void shouldSayWhereABrokenCatalogLies() throws IOException {
        Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(folder.resolve("catalog/lake.broken.json"), "{");

        assertThatThrownBy(tables::all)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("the catalog in " + folder.resolve("catalog") + " cannot be read: ");
    }

    private Crawler crawler(String... targets) {
        return new Crawler(
                new CrawlerSettings("raw_discovery", "lake", List.of(targets), "", ""), folder.resolve("s3"), tables);
    }

    /** Crawls the raw zone and gives its table. */
    private CrawledTable crawl() {
        Step step = crawler(RAW).run();
        assertThat(step.problem()).isEmpty();
        assertThat(tables.all()).hasSize(1);
        return tables.all().get(0);
    }

    private static Map<String, String> types(CrawledTable table) {
        return table.columns().stream().collect(Collectors.toMap(Column::name, Column::type));
    }

    private void write(String name, String... lines) throws IOException {
        Path file = raw.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void duckDb(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
