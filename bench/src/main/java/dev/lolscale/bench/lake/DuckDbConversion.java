package dev.lolscale.bench.lake;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The other peer of the job: DuckDB reads the raw objects as JSON and writes Parquet by the event's day, in one statement.
 * Its JSON reader is native code, takes what it can of every line, and keeps nothing of unknown fields. Told the raw folder,
 * the target and how many threads.
 */
public final class DuckDbConversion {

    private DuckDbConversion() {}

    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("SET threads = " + Integer.parseInt(arguments[2]));
            statement.execute("""
                    COPY (
                      SELECT event, "userId" AS userid, "dateTime" AS datetime, "eventId" AS eventid,
                        make_timestamp("receivedAt" * 1000) AS receivedat,
                        strftime("dateTime", '%%Y') AS year, strftime("dateTime", '%%m') AS month,
                        strftime("dateTime", '%%d') AS day
                      FROM read_json('%s/**/*.gz', format = 'newline_delimited', hive_partitioning = false,
                        columns = {event: 'VARCHAR', userId: 'VARCHAR', dateTime: 'TIMESTAMP', eventId: 'VARCHAR',
                          receivedAt: 'BIGINT'})
                    ) TO '%s' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year, month, day))
                    """.formatted(quoted(arguments[0]), quoted(arguments[1])));
        }
    }

    private static String quoted(String path) {
        return path.replace("'", "''");
    }
}
