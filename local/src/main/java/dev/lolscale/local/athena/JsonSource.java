package dev.lolscale.local.athena;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Gzip files of newline-delimited JSON. Athena reads each whole, whatever columns are asked for. */
final class JsonSource implements TableSource {

    private final LakeTable.Json table;
    private final List<Column> columns;
    private List<File> files;

    JsonSource(LakeTable.Json table) {
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
    public long scannedBytes(DuckDb duckDb, List<File> chosen, Collection<Column> needed) {
        return chosen.stream().mapToLong(File::bytes).sum();
    }

    @Override
    public String select(DuckDb duckDb, List<File> chosen, Collection<Column> needed) {
        List<String> items = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (TableColumn column : table.columns()) {
            Column typed = columns.get(fields.size());
            fields.add(Quoted.text(column.field()) + ": "
                    + Quoted.text(typed.type().duckDb()));
            if (needed.contains(typed)) {
                items.add(Quoted.identifier(column.field()) + " AS " + Quoted.identifier(column.name()));
            }
        }
        needed.stream().filter(Column::partition).forEach(column -> items.add(Quoted.identifier(column.name())));
        return "SELECT " + (items.isEmpty() ? "1 AS \"row\"" : String.join(", ", items)) + " FROM read_json("
                + Quoted.texts(
                        chosen.stream().map(file -> file.path().toString()).toList())
                + ", columns = {" + String.join(", ", fields) + "}"
                + ", format = 'newline_delimited', compression = 'gzip', ignore_errors = " + table.ignoreMalformed()
                + ", hive_partitioning = true, hive_types_autocast = false)";
    }
}
