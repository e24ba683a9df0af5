package dev.lolscale.local.athena;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parquet files in Hive layout. Columns are found by name; one that a file lacks is null there. */
final class ParquetSource implements TableSource {

    private final LakeTable.Parquet table;
    private final List<Column> columns;
    private List<File> files;

    ParquetSource(LakeTable.Parquet table) {
        this.table = table;
        this.columns = HiveColumns.of(table);
    }

    @Override
    public LakeTable table() {
        return table;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public List<File> files() {
        if (files == null) {
            files = HiveLayout.files(table.root(), table.partitionColumns(), table.partitions());
        }
        return files;
    }

    @Override
    public long scannedBytes(DuckDb duckDb, List<File> chosen, Collection<Column> needed) throws SQLException {
        Map<String, Long> sizes = ParquetFooters.compressedBytes(duckDb, chosen);
        return needed.stream()
                .filter(column -> !column.partition())
                .mapToLong(column -> sizes.getOrDefault(column.name(), 0L))
                .sum();
    }

    @Override
    public String select(DuckDb duckDb, List<File> chosen, Collection<Column> needed) throws SQLException {
        Map<String, Long> present = ParquetFooters.compressedBytes(duckDb, chosen);
        List<String> items = new ArrayList<>();
        for (Column column : needed) {
            String name = Quoted.identifier(column.name());
            String value =
                    column.partition() || present.containsKey(column.name().toLowerCase(Locale.ROOT)) ? name : "NULL";
            items.add("CAST(" + value + " AS " + column.type().duckDb() + ") AS " + name);
        }
        return "SELECT " + (items.isEmpty() ? "1 AS \"row\"" : String.join(", ", items)) + " FROM read_parquet("
                + Quoted.texts(
                        chosen.stream().map(file -> file.path().toString()).toList())
                + ", union_by_name = true, hive_partitioning = true, hive_types_autocast = false)";
    }
}
