package dev.lolscale.local.glue;

import java.util.List;

/**
 * A table that a crawler found and owns.
 *
 * @param database its database
 * @param name its name: the last folder of the location
 * @param format what its files are
 * @param location {@code s3://bucket/folder/}
 * @param columns what the files hold, without the partition columns
 * @param partitionColumns the keys of the folders {@code key=value}, in order
 */
public record CrawledTable(
        String database,
        String name,
        Format format,
        String location,
        List<Column> columns,
        List<String> partitionColumns) {

    /** What files a crawler understands. */
    public enum Format {
        /** Newline-delimited JSON, gzip or plain. */
        JSON,
        /** Parquet. */
        PARQUET
    }

    /** Copies the lists. */
    public CrawledTable {
        columns = List.copyOf(columns);
        partitionColumns = List.copyOf(partitionColumns);
    }

    /**
     * A column.
     *
     * @param name lower case
     * @param type in the catalog's words, for example {@code bigint} or {@code array<string>}
     * @param field the name in the file, in the sender's case
     */
    public record Column(String name, String type, String field) {}
}
