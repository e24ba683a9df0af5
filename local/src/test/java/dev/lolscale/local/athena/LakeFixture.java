package dev.lolscale.local.athena;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/** A small lake on disk: a raw table of JSON, and an event table in Iceberg and in Hive Parquet. */
final class LakeFixture {

    static final List<String> PARTITIONS = List.of("year", "month", "day");
    static final List<TableColumn> RAW_COLUMNS = List.of(
            new TableColumn("event", "string"),
            new TableColumn("userid", "string", "userId"),
            new TableColumn("datetime", "string", "dateTime"));
    static final List<TableColumn> EVENT_COLUMNS = List.of(
            new TableColumn("event", "string"),
            new TableColumn("userid", "string"),
            new TableColumn("datetime", "timestamp"));

    private static final String BUCKET = "lake-bucket";

    final Path root;

    LakeFixture(Path root) {
        this.root = root;
    }

    Function<String, Path> files() {
        return uri -> root.resolve(uri.substring("s3://".length()));
    }

    Path rawRoot() {
        return root.resolve(BUCKET).resolve("analytics_raw");
    }

    LakeTable.Json raw(Partitions partitions) {
        return new LakeTable.Json("analytics", "analytics_raw", RAW_COLUMNS, PARTITIONS, rawRoot(), partitions, true);
    }

    LakeTable.Json raw() {
        return raw(new Partitions.Found());
    }

    /** Writes lines into a gzip file of the raw table's partition. */
    Path writeRaw(String year, String month, String day, String name, String... lines) {
        Path file = rawRoot().resolve("year=" + year + "/month=" + month + "/day=" + day + "/" + name);
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String event(String event, String user, String time) {
        return "{\"event\":\"" + event + "\",\"userId\":\"" + user + "\",\"dateTime\":\"" + time + "\"}";
    }

    Path parquetRoot() {
        return root.resolve(BUCKET).resolve("analytics_data");
    }

    LakeTable.Parquet parquet() {
        return new LakeTable.Parquet(
                "analytics", "analytics_hive", EVENT_COLUMNS, PARTITIONS, parquetRoot(), new Partitions.Found());
    }

    /** Writes the rows of a query of DuckDB into a Parquet file. */
    static Path writeParquet(Path file, String select, String options) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            Files.createDirectories(file.getParent());
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet" + options + ")");
            return file;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Path writeHive(String year, String month, String day, String name, String select) {
        return writeParquet(
                parquetRoot().resolve("year=" + year + "/month=" + month + "/day=" + day + "/" + name), select, "");
    }

    static final Schema ICEBERG_SCHEMA = new Schema(
            Types.NestedField.optional(1, "event", Types.StringType.get()),
            Types.NestedField.optional(2, "userid", Types.StringType.get()),
            Types.NestedField.optional(3, "datetime", Types.TimestampType.withoutZone()),
            Types.NestedField.optional(4, "year", Types.StringType.get()),
            Types.NestedField.optional(5, "month", Types.StringType.get()),
            Types.NestedField.optional(6, "day", Types.StringType.get()));

    Table createIceberg() {
        PartitionSpec spec = PartitionSpec.builderFor(ICEBERG_SCHEMA)
                .identity("year")
                .identity("month")
                .identity("day")
                .build();
        return new LocalCatalog(root.resolve("catalog.db"), files())
                .create(
                        TableIdentifier.of("analytics", "analytics_data"),
                        ICEBERG_SCHEMA,
                        spec,
                        "s3://" + BUCKET + "/analytics_iceberg");
    }

    /** Commits a Parquet file with the rows of a query that gives event, userid and datetime. */
    DataFile appendIceberg(Table table, String year, String month, String day, String name, String select) {
        String uri = "s3://" + BUCKET + "/analytics_iceberg/data/year=" + year + "/month=" + month + "/day=" + day + "/"
                + name;
        Path file = writeParquet(
                files().apply(uri),
                "SELECT *, '" + year + "' AS year, '" + month + "' AS month, '" + day + "' AS day FROM (" + select
                        + ")",
                ", FIELD_IDS {event: 1, userid: 2, datetime: 3, year: 4, month: 5, day: 6}");
        try {
            DataFile data = DataFiles.builder(table.spec())
                    .withPath(uri)
                    .withFileSizeInBytes(Files.size(file))
                    .withMetrics(metrics(file))
                    .withPartitionPath("year=" + year + "/month=" + month + "/day=" + day)
                    .build();
            table.newAppend().appendFile(data).commit();
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statistics that a writer of Iceberg's puts into the manifest. */
    private static Metrics metrics(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*), min(userid), max(userid),"
                        + " epoch_us(min(datetime)), epoch_us(max(datetime)), (SELECT sum(total_compressed_size)"
                        + " FILTER (WHERE path_in_schema = 'event') FROM parquet_metadata('" + file + "'))"
                        + " FROM read_parquet('" + file + "', hive_partitioning = false)")) {
            row.next();
            Map<Integer, ByteBuffer> lower = Map.of(
                    2, Conversions.toByteBuffer(Types.StringType.get(), row.getString(2)),
                    3, Conversions.toByteBuffer(Types.TimestampType.withoutZone(), row.getLong(4)));
            Map<Integer, ByteBuffer> upper = Map.of(
                    2, Conversions.toByteBuffer(Types.StringType.get(), row.getString(3)),
                    3, Conversions.toByteBuffer(Types.TimestampType.withoutZone(), row.getLong(5)));
            return new Metrics(row.getLong(1), Map.of(1, row.getLong(6)), null, null, null, lower, upper);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    LakeTable.Iceberg iceberg(Table table) {
        return new LakeTable.Iceberg(
                "analytics",
                "analytics_data",
                EVENT_COLUMNS,
                PARTITIONS,
                Optional.of(LocalCatalog.metadataLocation(table)),
                files());
    }

    static QueryEngine engine(LakeTable... tables) {
        return new QueryEngine(List.of(tables), "analytics", OptionalLong.empty());
    }
}
