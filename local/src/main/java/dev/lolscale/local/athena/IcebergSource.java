package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.InclusiveMetricsEvaluator;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

/** An Iceberg table at its current snapshot. Columns are found by their field ids, so renamed ones are found too. */
final class IcebergSource implements TableSource {

    private final LakeTable.Iceberg table;
    private final BaseTable iceberg;
    private final List<Column> columns;
    private final Map<Path, DataFile> dataFiles = new HashMap<>();
    private List<File> files;

    IcebergSource(LakeTable.Iceberg table) {
        this.table = table;
        this.iceberg = table.metadataLocation()
                .map(location -> new BaseTable(
                        new StaticTableOperations(location, new LakeFiles(table.files())), table.qualifiedName()))
                .orElse(null);
        this.columns = iceberg == null ? HiveColumns.of(table) : columns(iceberg);
    }

    private static List<Column> columns(BaseTable iceberg) {
        Set<Integer> identities = new HashSet<>();
        for (PartitionField field : iceberg.spec().fields()) {
            if (field.transform().isIdentity()) {
                identities.add(field.sourceId());
            }
        }
        List<Column> columns = new ArrayList<>();
        for (Types.NestedField field : iceberg.schema().columns()) {
            columns.add(new Column(
                    field.name().toLowerCase(Locale.ROOT),
                    IcebergTypes.read(field.type()),
                    identities.contains(field.fieldId())));
        }
        return List.copyOf(columns);
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
            files = iceberg == null || iceberg.currentSnapshot() == null ? List.of() : plan();
        }
        return files;
    }

    private List<File> plan() {
        List<File> planned = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                iceberg.newScan().includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new QueryException(
                            Kind.REFUSED,
                            "table " + table.qualifiedName() + " has delete files, which the local lake cannot apply;"
                                    + " rewrite its data files first");
                }
                Path path = table.files().apply(task.file().location());
                planned.add(new File(path, task.file().fileSizeInBytes(), partition(task)));
                dataFiles.put(path, task.file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the metadata of " + table.qualifiedName() + " cannot be read", e);
        }
        return planned;
    }

    /** The partition values in the order of the partition columns; a file of another spec gives none. */
    private List<String> partition(FileScanTask task) {
        PartitionSpec spec = task.spec();
        List<String> values = new ArrayList<>();
        for (Column column : columns) {
            if (column.partition()) {
                int sourceId =
                        iceberg.schema().caseInsensitiveFindField(column.name()).fieldId();
                for (int i = 0; i < spec.fields().size(); i++) {
                    PartitionField field = spec.fields().get(i);
                    if (field.sourceId() == sourceId && field.transform().isIdentity()) {
                        Object value = task.file().partition().get(i, Object.class);
                        values.add(value == null ? null : value.toString());
                    }
                }
            }
        }
        long expected = columns.stream().filter(Column::partition).count();
        return values.size() == expected ? values : List.of();
    }

    @Override
    public List<File> within(DuckDb duckDb, List<File> chosen, List<ColumnBound> bounds) throws SQLException {
        if (chosen.isEmpty() || bounds.isEmpty()) {
            return chosen;
        }
        Expression filter = Expressions.alwaysTrue();
        for (ColumnBound bound : bounds) {
            filter = Expressions.and(filter, IcebergBounds.translate(duckDb, iceberg.schema(), bound));
        }
        InclusiveMetricsEvaluator evaluator = new InclusiveMetricsEvaluator(iceberg.schema(), filter);
        return chosen.stream()
                .filter(file -> evaluator.eval(dataFiles.get(file.path())))
                .toList();
    }

    @Override
    public long scannedBytes(DuckDb duckDb, List<File> chosen, Collection<Column> needed) throws SQLException {
        Set<Integer> ids = new HashSet<>();
        for (Column column : needed) {
            Types.NestedField field = iceberg.schema().caseInsensitiveFindField(column.name());
            ids.addAll(TypeUtil.indexById(Types.StructType.of(field)).keySet());
        }
        long bytes = 0;
        List<File> unmeasured = new ArrayList<>();
        for (File file : chosen) {
            Map<Integer, Long> sizes = dataFiles.get(file.path()).columnSizes();
            if (sizes == null) {
                unmeasured.add(file);
            } else {
                bytes +=
                        ids.stream().mapToLong(id -> sizes.getOrDefault(id, 0L)).sum();
            }
        }
        if (!unmeasured.isEmpty()) {
            Map<String, Long> sizes = ParquetFooters.compressedBytes(duckDb, unmeasured);
            bytes += needed.stream()
                    .mapToLong(column -> sizes.getOrDefault(column.name(), 0L))
                    .sum();
        }
        return bytes;
    }

    @Override
    public String select(DuckDb duckDb, List<File> chosen, Collection<Column> needed) {
        List<String> items = new ArrayList<>();
        needed.forEach(column -> items.add(Quoted.identifier(column.name())));
        List<String> schema = new ArrayList<>();
        for (Types.NestedField field : iceberg.schema().columns()) {
            schema.add(field.fieldId() + ": {name: " + Quoted.text(field.name().toLowerCase(Locale.ROOT)) + ", type: "
                    + Quoted.text(IcebergTypes.read(field.type()).duckDb()) + ", default_value: NULL}");
        }
        return "SELECT " + (items.isEmpty() ? "1 AS \"row\"" : String.join(", ", items)) + " FROM read_parquet("
                + Quoted.texts(
                        chosen.stream().map(file -> file.path().toString()).toList())
                + ", schema = MAP {" + String.join(", ", schema) + "}, hive_partitioning = false)";
    }
}
