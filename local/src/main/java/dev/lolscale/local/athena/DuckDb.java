package dev.lolscale.local.athena;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/**
 * DuckDB in memory for one query, confined: it can open the files that the query's tables have, and nothing else on
 * disk or on the network; it loads no extension; and its settings are locked.
 */
final class DuckDb implements AutoCloseable {

    /** What does not fit into memory goes into a folder here, which DuckDB makes when needed and removes. */
    private static final Path SPILL = Path.of(System.getProperty("java.io.tmpdir"));

    private final Connection connection;

    private DuckDb(Connection connection) {
        this.connection = connection;
    }

    static DuckDb open(Collection<Path> files) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        DuckDb duckDb = new DuckDb(DriverManager.getConnection("jdbc:duckdb:", settings));
        try {
            duckDb.confine(files);
            return duckDb;
        } catch (SQLException | RuntimeException e) {
            duckDb.close();
            throw e;
        }
    }

    private void confine(Collection<Path> files) throws SQLException {
        execute("SET TimeZone = 'UTC'");
        execute("SET temp_directory = "
                + Quoted.text(
                        SPILL.resolve("lolscale-query-" + UUID.randomUUID()).toString()));
        execute("SET memory_limit = '1GB'");
        execute("SET allow_community_extensions = false");
        execute("SET allowed_paths = "
                + Quoted.texts(files.stream().map(Path::toString).toList()));
        execute("SET enable_external_access = false");
        execute("CREATE SCHEMA lake");
        execute("SET lock_configuration = true");
        // One transaction, so that now() is the same while pruning and while answering.
        execute("BEGIN TRANSACTION");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, values as JDBC gives them. */
    List<List<Object>> rows(String sql) throws SQLException {
        return rows(sql, RunningQuery.ofAllRows());
    }

    /** The same, for a query that may be limited and cancelled. */
    List<List<Object>> rows(String sql, RunningQuery running) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            running.begin(statement);
            return rows(statement, running.limited(sql));
        } finally {
            running.end();
        }
    }

    private static List<List<Object>> rows(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>(width);
                for (int i = 1; i <= width; i++) {
                    row.add(value(result, i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** A timestamp without zone is read as such: JDBC's own class would move it by the zone of this JVM. */
    private static Object value(ResultSet result, int column) throws SQLException {
        return result.getMetaData().getColumnType(column) == Types.TIMESTAMP
                ? result.getObject(column, LocalDateTime.class)
                : result.getObject(column);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
