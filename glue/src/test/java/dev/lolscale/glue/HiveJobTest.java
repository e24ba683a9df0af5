package dev.lolscale.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiveJobTest {

    private static final String DAY = "year=2018/month=04/day=05/";

    @TempDir
    private Path folder;

    private LocalLake lake;

    @BeforeEach
    void createLake() throws IOException {
        lake = new LocalLake(folder, "hive");
    }

    @Test
    void shouldWriteHiveLayoutThatDuckDbReads() throws IOException, SQLException {
        lake.put(DAY + "1.gz", """
                {"event":"LOGIN","userId":"mark3","dateTime":"2018-04-04 12:00:00.123456","eventId":"a","receivedAt":1522843200123}
                {"event":"LOGIN","userId":"mark4","dateTime":"2014-04-04 12:00:00","eventId":"b","x":{"y":1.0}}
                {"event":"LOGIN"}
                """);

        LocalLake.Run run = lake.run();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.metrics().path("rows").asLong()).isEqualTo(2);
        assertThat(run.metrics().path("quarantined").asLong()).isEqualTo(1);
        assertThat(run.metrics().path("partitionsTouched").asLong()).isEqualTo(2);
        assertThat(lake.keys("analytics_data"))
                .satisfiesExactly(
                        key -> assertThat(key)
                                .matches("analytics_data/year=2018/month=04/day=04/[0-9a-f-]{36}-0-00000\\.parquet"),
                        key -> assertThat(key)
                                .matches("analytics_data/year=2018/month=04/day=05/[0-9a-f-]{36}-0-00001\\.parquet"));
        assertThat(duckDb(
                        "select typeof(datetime), datetime::varchar, receivedat::varchar, eventid, extra, out_of_window,"
                                + " year, month, day from read_parquet('" + lake.file("analytics_data")
                                + "/year=*/month=*/day=*/*.parquet', hive_partitioning=true, hive_types_autocast=false)"
                                + " order by eventid"))
                .containsExactly(
                        "TIMESTAMP|2018-04-04 12:00:00.123456|2018-04-04 12:00:00.123|a|null|false|2018|04|04",
                        "TIMESTAMP|2014-04-04 12:00:00|null|b|{\"x\":{\"y\":1.0}}|true|2018|04|05");
        assertThat(duckDb("select reason, field, line, source_object, year || month || day from read_parquet('"
                        + lake.file("analytics_quarantine")
                        + "/*/*/*/*.parquet', hive_partitioning=true, hive_types_autocast=false)"))
                .containsExactly("missing_field|userId|{\"event\":\"LOGIN\"}|"
                        + lake.uri("analytics_raw/" + DAY + "1.gz") + "|20180405");
    }

    @Test
    void shouldLeaveNothingBehindWhenNothingLanded() throws IOException {
        LocalLake.Run run = lake.run();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.metrics().path("batches").asLong()).isZero();
        assertThat(lake.file("analytics_data")).doesNotExist();
    }

    private static List<String> duckDb(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        }
    }
}
