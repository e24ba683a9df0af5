package dev.lolscale.local.athena;

import static dev.lolscale.local.athena.LakeFixture.engine;
import static dev.lolscale.local.athena.LakeFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryEngineTest {

    @TempDir
    Path folder;

    private LakeFixture lake;

    @BeforeEach
    void makeLake() {
        lake = new LakeFixture(folder);
    }

    @Test
    void shouldCountDistinctUsersOfTheCurrentMonthOnJson() throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String year = today.format(DateTimeFormatter.ofPattern("uuuu"));
        String month = today.format(DateTimeFormatter.ofPattern("MM"));
        Path read = lake.writeRaw(
                year,
                month,
                "01",
                "a.gz",
                event("LOGIN", "mark1", "2018-04-04 12:00:00"),
                event("LOGIN", "mark2", "2018-04-04 12:00:01"),
                event("LOGOUT", "mark1", "2018-04-04 12:00:02"));
        lake.writeRaw("2018", "04", "04", "b.gz", event("LOGIN", "mark9", "2018-04-04 12:00:00"));

        QueryResult result = engine(lake.raw())
                .query("SELECT COUNT(DISTINCT userid) AS users FROM analytics_raw"
                        + " WHERE year = date_format(current_date, '%Y') AND month = date_format(current_date, '%m')");

        assertThat(result.columns()).containsExactly("users");
        assertThat(result.types()).containsExactly("bigint");
        assertThat(result.rows()).containsExactly(List.of(2L));
        assertThat(result.scannedBytes()).isEqualTo(Files.size(read));
    }

    @Test
    void shouldCountByEventOnIceberg() {
        Table table = lake.createIceberg();
        lake.appendIceberg(
                table,
                "2018",
                "04",
                "04",
                "a.parquet",
                "SELECT * FROM (VALUES ('LOGIN', 'mark1', TIMESTAMP '2018-04-04 12:00:00'),"
                        + " ('LOGOUT', 'mark1', TIMESTAMP '2018-04-04 13:00:00')) AS t(event, userid, datetime)");
        lake.appendIceberg(
                table,
                "2018",
                "04",
                "05",
                "b.parquet",
                "SELECT 'LOGIN' AS event, 'mark2' AS userid, TIMESTAMP '2018-04-05 12:00:00' AS datetime");

        QueryResult result = engine(lake.iceberg(table))
                .query("SELECT event, COUNT(*) FROM analytics.analytics_data GROUP BY event ORDER BY 2 DESC");

        assertThat(result.columns()).containsExactly("event", "_col1");
        assertThat(result.rows()).containsExactly(List.of("LOGIN", 2L), List.of("LOGOUT", 1L));
        assertThat(result.scannedBytes()).isPositive();
    }

    @Test
    void shouldCountDistinctUsersByMonthOnHiveParquet() {
        lake.writeHive(
                "2018",
                "04",
                "04",
                "a.parquet",
                "SELECT 'LOGIN' AS event, 'm1' AS userid, now()::TIMESTAMP AS datetime");
        lake.writeHive(
                "2018",
                "04",
                "05",
                "b.parquet",
                "SELECT * FROM (VALUES ('A', 'm1', TIMESTAMP '2018-04-05 00:00:00'), ('A', 'm2', NULL)) t(event, userid, datetime)");
        lake.writeHive(
                "2018", "05", "01", "c.parquet", "SELECT 'B' AS event, 'm1' AS userid, now()::TIMESTAMP AS datetime");

        QueryResult result = engine(lake.parquet())
                .query("SELECT year, month, COUNT(DISTINCT userid) AS users FROM analytics_hive"
                        + " GROUP BY year, month ORDER BY year, month;");

        assertThat(result.rows()).containsExactly(List.of("2018", "04", 2L), List.of("2018", "05", 1L));
    }

    @Test
    void shouldAnswerEmptyTablesWithoutRows() {
        Table table = lake.createIceberg();
        LakeTable.Iceberg before = new LakeTable.Iceberg(
                "analytics",
                "not_yet",
                LakeFixture.EVENT_COLUMNS,
                LakeFixture.PARTITIONS,
                Optional.empty(),
                lake.files());
        QueryEngine engine = engine(lake.raw(), lake.parquet(), lake.iceberg(table), before);

        for (String name : List.of("analytics_raw", "analytics_hive", "analytics_data", "not_yet")) {
            assertThat(engine.query("SELECT event, year FROM " + name + " WHERE year = '2018'")
                            .rows())
                    .as(name)
                    .isEmpty();
            assertThat(engine.query("SELECT count(*) FROM " + name).rows())
                    .as(name)
                    .containsExactly(List.of(0L));
        }
    }
}
