package dev.lolscale.local.athena;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A table of the local lake, as the catalog describes it. Nothing is read before a query names it.
 *
 * <p>A table without files answers with no rows.
 */
public sealed interface LakeTable {

    /** The database; lower case. */
    String database();

    /** The name within the database; lower case. */
    String name();

    /** The columns without the partition columns, in order. */
    List<TableColumn> columns();

    /** The partition columns, in order; each is a string. */
    List<String> partitionColumns();

    /** The name with its database, for example {@code analytics.events}. */
    default String qualifiedName() {
        return database() + "." + name();
    }

    /**
     * Gzip files of newline-delimited JSON.
     *
     * @param root the folder of the table on disk
     * @param partitions which folders below it belong to the table
     * @param ignoreMalformed what becomes of a line that is no JSON object, as the OpenX serializer's property {@code
     *     ignore.malformed.json} says it: true gives a row of nulls, false fails the query
     */
    record Json(
            String database,
            String name,
            List<TableColumn> columns,
            List<String> partitionColumns,
            Path root,
            Partitions partitions,
            boolean ignoreMalformed)
            implements LakeTable {

        /** Folds case and takes copies. */
        public Json {
            database = lower(database);
            name = lower(name);
            columns = List.copyOf(columns);
            partitionColumns = partitionColumns.stream().map(LakeTable::lower).toList();
        }
    }

    /**
     * Parquet files in Hive layout.
     *
     * @param root the folder of the table on disk
     * @param partitions which folders below it belong to the table
     */
    record Parquet(
            String database,
            String name,
            List<TableColumn> columns,
            List<String> partitionColumns,
            Path root,
            Partitions partitions)
            implements LakeTable {

        /** Folds case and takes copies. */
        public Parquet {
            database = lower(database);
            name = lower(name);
            columns = List.copyOf(columns);
            partitionColumns = partitionColumns.stream().map(LakeTable::lower).toList();
        }
    }

    /**
     * An Iceberg table, read at its current snapshot.
     *
     * @param columns the declared columns; once there is metadata, its schema is what counts
     * @param partitionColumns the columns of the identity partitions
     * @param metadataLocation the URI of the current metadata file; empty before the first commit
     * @param files finds the file of a URI, for example {@code s3://bucket/key}, on disk
     */
    record Iceberg(
            String database,
            String name,
            List<TableColumn> columns,
            List<String> partitionColumns,
            Optional<String> metadataLocation,
            Function<String, Path> files)
            implements LakeTable {

        /** Folds case and takes copies. */
        public Iceberg {
            database = lower(database);
            name = lower(name);
            columns = List.copyOf(columns);
            partitionColumns = partitionColumns.stream().map(LakeTable::lower).toList();
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
