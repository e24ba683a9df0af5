package dev.lolscale.local.athena;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** A table of the lake as it is on disk now. */
interface TableSource {

    /**
     * A column, as a query sees it.
     *
     * @param name lower case
     * @param partition whether files are kept apart by its value
     */
    record Column(String name, SqlType type, boolean partition) {}

    /**
     * A file of the table.
     *
     * @param path where it is on disk
     * @param bytes its size
     * @param partition the values of the partition columns, in their order
     */
    record File(Path path, long bytes, List<String> partition) {}

    LakeTable table();

    List<Column> columns();

    /** All files of the table. */
    List<File> files();

    /** The files that may have rows within the bounds, by what is known of the files without opening them. */
    default List<File> within(DuckDb duckDb, List<File> files, List<ColumnBound> bounds) throws SQLException {
        return files;
    }

    /** The bytes that Athena would scan in these files for these columns. */
    long scannedBytes(DuckDb duckDb, List<File> files, Collection<Column> columns) throws SQLException;

    /** A query in DuckDB's SQL that reads these columns from these files, of which there is at least one. */
    String select(DuckDb duckDb, List<File> files, Collection<Column> columns) throws SQLException;
}
