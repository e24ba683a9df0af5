package dev.lolscale.local.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the file in which the job's Iceberg catalog keeps the current metadata file of each table. */
final class IcebergTables {

    /** An Iceberg table and its current metadata file, {@code s3://bucket/key}. */
    record Entry(String database, String name, String metadataLocation) {}

    private IcebergTables() {}

    /** All tables; none before the first run of the job. */
    static List<Entry> in(Path catalogFile) throws IOException {
        if (!Files.isRegularFile(catalogFile)) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        String query = "SELECT table_namespace, table_name, metadata_location FROM iceberg_tables"
                + " WHERE metadata_location IS NOT NULL ORDER BY table_namespace, table_name";
        // Read only, and beside a job that may be committing.
        String url = "jdbc:sqlite:file:" + catalogFile + "?mode=ro&busy_timeout=10000";
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                entries.add(new Entry(result.getString(1), result.getString(2), result.getString(3)));
            }
        } catch (SQLException e) {
            throw new IOException(
                    "the catalog of Iceberg tables " + catalogFile + " cannot be read: " + e.getMessage(), e);
        }
        return entries;
    }
}
