package dev.lolscale.local.athena;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one use of a table reads.
 *
 * @param select a query in DuckDB's SQL that gives the rows
 * @param files how many files it opens
 * @param bytes the bytes that Athena would scan
 */
record TableScan(String select, int files, long bytes) {

    static TableScan plan(DuckDb duckDb, TableUse use) throws SQLException {
        List<TableSource.File> files = use.source().within(duckDb, chosen(duckDb, use), use.bounds());
        Collection<TableSource.Column> columns = use.columns();
        if (files.isEmpty()) {
            return new TableScan(nothing(columns), 0, 0);
        }
        return new TableScan(
                use.source().select(duckDb, files, columns),
                files.size(),
                use.source().scannedBytes(duckDb, files, columns));
    }

    private static String nothing(Collection<TableSource.Column> columns) {
        List<String> items = new ArrayList<>();
        columns.forEach(column ->
                items.add("CAST(NULL AS " + column.type().duckDb() + ") AS " + Quoted.identifier(column.name())));
        return "SELECT " + (items.isEmpty() ? "1 AS \"row\"" : String.join(", ", items)) + " WHERE false";
    }

    /** The files of the partitions that meet the query's conditions; DuckDB decides, on a table of the partitions. */
    private static List<TableSource.File> chosen(DuckDb duckDb, TableUse use) throws SQLException {
        List<TableSource.File> files = use.source().files();
        List<List<String>> partitions = files.stream()
                .map(TableSource.File::partition)
                .filter(partition -> !partition.isEmpty())
                .distinct()
                .toList();
        if (use.partitionPredicates().isEmpty() || partitions.isEmpty()) {
            return files;
        }
        Set<List<String>> kept = new HashSet<>();
        for (List<Object> row : duckDb.rows(matching(use, partitions))) {
            kept.add(partitions.get(((Number) row.get(0)).intValue()));
        }
        return files.stream()
                .filter(file -> file.partition().isEmpty() || kept.contains(file.partition()))
                .toList();
    }

    /** A query that gives the positions of the partitions that meet the conditions. */
    private static String matching(TableUse use, List<List<String>> partitions) {
        List<TableSource.Column> columns = use.source().columns().stream()
                .filter(TableSource.Column::partition)
                .toList();
        List<String> names = new ArrayList<>(List.of("\"#\""));
        columns.forEach(column -> names.add(Quoted.identifier(column.name())));
        List<String> rows = new ArrayList<>();
        for (List<String> partition : partitions) {
            List<String> values = new ArrayList<>(List.of(Integer.toString(rows.size())));
            for (int i = 0; i < columns.size(); i++) {
                String value = partition.get(i) == null ? "NULL" : Quoted.text(partition.get(i));
                values.add("CAST(" + value + " AS " + columns.get(i).type().duckDb() + ")");
            }
            rows.add("(" + String.join(", ", values) + ")");
        }
        return "SELECT \"#\" FROM (VALUES " + String.join(", ", rows) + ") AS " + Quoted.identifier(use.alias()) + "("
                + String.join(", ", names) + ") WHERE " + String.join(" AND ", use.partitionPredicates());
    }
}
