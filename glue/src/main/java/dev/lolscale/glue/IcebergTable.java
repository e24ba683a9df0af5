package dev.lolscale.glue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.source.SparkTable;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NamespaceAlreadyExistsException;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * An Iceberg table in the catalog {@code lake}. Each batch is one commit, whose snapshot names the batch in its summary:
 * a batch that a current ancestor names is not written again. Expiring a snapshot forgets the batch, so snapshots are to
 * be kept longer than a failed run may stay unrepeated: days.
 */
final class IcebergTable implements BatchTable {

    /** The catalog, configured from outside by {@code spark.sql.catalog.lake}. */
    static final String CATALOG = "lake";

    /** The key of a snapshot's summary that names the batch. */
    static final String BATCH_KEY = "lolscale.batch";

    private static final Map<String, String> PROPERTIES = Map.of(
            "format-version", "2",
            "write.parquet.compression-codec", "zstd",
            // One file a day and batch: the rows of a day go to one task.
            "write.distribution-mode", "hash",
            "write.metadata.delete-after-commit.enabled", "true");

    private final SparkSession spark;
    private final Identifier identifier;
    private final String location;
    private final StructType columns;
    private final Transform[] partitioning;

    /**
     * A table of the database.
     *
     * @param location where the table lies, a URI; matters when the table is created
     * @param columns all columns, the partition columns last
     * @param partitions the names of the partition columns
     */
    IcebergTable(
            SparkSession spark,
            String database,
            String table,
            String location,
            StructType columns,
            List<String> partitions) {
        this.spark = spark;
        this.identifier = Identifier.of(new String[] {database}, table);
        this.location = location.replaceAll("/+$", "");
        this.columns = columns;
        this.partitioning = partitions.stream().map(Expressions::identity).toArray(Transform[]::new);
    }

    @Override
    public void prepare() {
        TableCatalog catalog = catalog(spark);
        createNamespace(catalog);
        try {
            evolve(catalog, catalog.loadTable(identifier));
        } catch (NoSuchTableException absent) {
            Map<String, String> properties = new HashMap<>(PROPERTIES);
            properties.put(TableCatalog.PROP_LOCATION, location);
            try {
                catalog.createTable(identifier, catalogColumns(), partitioning, properties);
            } catch (TableAlreadyExistsException | NoSuchNamespaceException e) {
                throw new IllegalStateException(name() + " changed while it was being created", e);
            }
        }
    }

    @Override
    public Commit commit(Batch batch, Dataset<Row> rows) {
        // Streams run in a session of their own, with a catalog of its own.
        SparkSession session = rows.sparkSession();
        if (snapshotOf(batch, icebergTable(session)).isEmpty()) {
            try {
                rows.writeTo(name())
                        .option("snapshot-property." + BATCH_KEY, batch.toString())
                        .append();
            } catch (NoSuchTableException e) {
                throw new IllegalStateException(name() + " was dropped while the job ran", e);
            }
        }
        Table table = icebergTable(session);
        return snapshotOf(batch, table)
                .map(snapshot -> commitOf(snapshot, table))
                .orElseThrow(() -> new IllegalStateException(name() + " does not show the commit of batch " + batch
                        + "; set spark.sql.catalog.lake.cache-enabled=false"));
    }

    private Column[] catalogColumns() {
        return Arrays.stream(columns.fields())
                .map(column -> Column.create(
                        column.name(),
                        column.dataType(),
                        true,
                        column.getComment().get(),
                        null))
                .toArray(Column[]::new);
    }

    private static Commit commitOf(Snapshot snapshot, Table table) {
        Set<String> partitions = new HashSet<>();
        for (DataFile file : snapshot.addedDataFiles(table.io())) {
            partitions.add(table.specs().get(file.specId()).partitionToPath(file.partition()));
        }
        return new Commit(
                Long.parseLong(snapshot.summary().getOrDefault(SnapshotSummary.ADDED_RECORDS_PROP, "0")), partitions);
    }

    private static Optional<Snapshot> snapshotOf(Batch batch, Table table) {
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
            if (batch.toString().equals(snapshot.summary().get(BATCH_KEY))) {
                return Optional.of(snapshot);
            }
        }
        return Optional.empty();
    }

    private Table icebergTable(SparkSession session) {
        try {
            return ((SparkTable) catalog(session).loadTable(identifier)).table();
        } catch (NoSuchTableException e) {
            throw new IllegalStateException(name() + " was dropped while the job ran", e);
        }
    }

    private static TableCatalog catalog(SparkSession session) {
        if (!session.conf().contains("spark.sql.catalog." + CATALOG)) {
            throw new RefusedException("the Spark catalog \"" + CATALOG + "\" is not configured; set spark.sql.catalog."
                    + CATALOG + "=org.apache.iceberg.spark.SparkCatalog, its catalog-impl and its warehouse");
        }
        CatalogPlugin catalog = session.sessionState().catalogManager().catalog(CATALOG);
        if (catalog instanceof TableCatalog tables && catalog instanceof SupportsNamespaces) {
            return tables;
        }
        throw new RefusedException("the Spark catalog \"" + CATALOG + "\" is a "
                + catalog.getClass().getName() + "; it must be org.apache.iceberg.spark.SparkCatalog");
    }

    private void createNamespace(TableCatalog catalog) {
        SupportsNamespaces namespaces = (SupportsNamespaces) catalog;
        if (namespaces.namespaceExists(identifier.namespace())) {
            return;
        }
        try {
            namespaces.createNamespace(identifier.namespace(), Map.of());
        } catch (NamespaceAlreadyExistsException e) {
            throw new IllegalStateException("the database changed while it was being created", e);
        }
    }

    /** Adds the columns that the table lacks; any other difference is for its owner to decide. */
    private void evolve(TableCatalog catalog, org.apache.spark.sql.connector.catalog.Table table) {
        if (!(table instanceof SparkTable sparkTable)) {
            throw new RefusedException(name() + " is not an Iceberg table; choose another --database or --table");
        }
        refuseOtherTable(sparkTable);
        StructType present = sparkTable.schema();
        TableChange[] additions = Arrays.stream(columns.fields())
                .filter(column -> !Arrays.asList(present.fieldNames()).contains(column.name()))
                .map(column -> TableChange.addColumn(
                        new String[] {column.name()},
                        column.dataType(),
                        true,
                        column.getComment().get()))
                .toArray(TableChange[]::new);
        if (additions.length > 0) {
            try {
                catalog.alterTable(identifier, additions);
            } catch (NoSuchTableException e) {
                throw new IllegalStateException(name() + " was dropped while the job ran", e);
            }
        }
    }

    private void refuseOtherTable(SparkTable table) {
        String presentLocation = table.table().location().replaceAll("/+$", "");
        if (!presentLocation.equals(location)) {
            throw new RefusedException(name() + " lies at " + presentLocation + ", but the job was told " + location
                    + "; give the table's own location or another table");
        }
        if (!Arrays.equals(table.partitioning(), partitioning)) {
            throw new RefusedException(name() + " is partitioned by " + Arrays.toString(table.partitioning())
                    + "; the job writes only tables partitioned by " + Arrays.toString(partitioning));
        }
        for (StructField present : table.schema().fields()) {
            if (!Arrays.asList(columns.fieldNames()).contains(present.name())) {
                throw new RefusedException(
                        name() + " has a column \"" + present.name()
                                + "\" that the schema file has not; columns can be added, not removed: put it back into events.json");
            }
            StructField wanted = columns.apply(present.name());
            if (!wanted.dataType().equals(present.dataType())) {
                throw new RefusedException(name() + " has the column \"" + present.name() + "\" as "
                        + present.dataType().sql().toLowerCase(Locale.ROOT) + ", the schema file as "
                        + wanted.dataType().sql().toLowerCase(Locale.ROOT)
                        + "; a type cannot be changed: give the new type a new column name");
            }
        }
    }

    private String name() {
        return CATALOG + ".`" + identifier.namespace()[0] + "`.`" + identifier.name() + "`";
    }
}
