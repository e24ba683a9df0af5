package dev.lolscale.glue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.spark.source.SparkTable;
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
 * The definition of an Iceberg table in the catalog {@code lake}: creates it, and keeps its columns those of the schema
 * file.
 */
final class IcebergTable {

    /** The catalog, configured from outside by {@code spark.sql.catalog.lake}. */
    static final String CATALOG = "lake";

    /**
     * Whether a {@code JdbcCatalog} looks for its own tables, and creates them; others don't know the property. It leaves
     * that look open, and SQLite shows a connection with an open read the past, and lets it write no more. So only the
     * session that prepares the tables looks.
     */
    static final String INIT_CATALOG = "spark.sql.catalog." + CATALOG + ".jdbc.init-catalog-tables";

    private static final Map<String, String> PROPERTIES = Map.of(
            "format-version",
            "2",
            "write.parquet.compression-codec",
            "zstd",
            // One file a day and batch: the rows of a day go to one task.
            "write.distribution-mode",
            "hash",
            // Batches are staged, and then published by their name.
            TableProperties.WRITE_AUDIT_PUBLISH_ENABLED,
            "true",
            "write.metadata.delete-after-commit.enabled",
            "true");

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

    /**
     * Creates the table when it is absent, and adds the columns and properties that it lacks.
     *
     * @throws RefusedException when the table that is there is another than the job's
     */
    void prepare() {
        SparkSession session = spark.newSession();
        session.conf().set(INIT_CATALOG, true);
        // Spark configures a catalog by the active session, whichever session asks for it.
        SparkSession.setActiveSession(session);
        try {
            TableCatalog catalog = catalog(session);
            createNamespace(catalog);
            if (!catalog.tableExists(identifier)) {
                create(catalog);
            }
            evolve(catalog, catalog.loadTable(identifier));
        } catch (NoSuchTableException e) {
            throw dropped(e);
        } finally {
            SparkSession.setActiveSession(spark);
        }
    }

    /** The table as it is now, seen from {@code session}: streams run in a session of their own, with its own catalog. */
    Table load(SparkSession session) {
        try {
            return ((SparkTable) catalog(session).loadTable(identifier)).table();
        } catch (NoSuchTableException e) {
            throw dropped(e);
        }
    }

    /** The table's name in SQL, with its catalog. */
    String name() {
        return CATALOG + ".`" + identifier.namespace()[0] + "`.`" + identifier.name() + "`";
    }

    /** What to throw when the table is no longer there. */
    IllegalStateException dropped(Exception e) {
        return new IllegalStateException(name() + " was dropped while the job ran", e);
    }

    private void create(TableCatalog catalog) {
        Map<String, String> properties = new HashMap<>(PROPERTIES);
        properties.put(TableCatalog.PROP_LOCATION, location);
        try {
            catalog.createTable(identifier, catalogColumns(), partitioning, properties);
        } catch (TableAlreadyExistsException e) {
            // Another run was faster: the table is looked at next.
        } catch (NoSuchNamespaceException e) {
            throw new IllegalStateException("the database of " + name() + " was dropped while the job ran", e);
        }
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
            // Another run was faster.
        }
    }

    /** Adds the columns that the table lacks; any other difference is for its owner to decide. */
    private void evolve(TableCatalog catalog, org.apache.spark.sql.connector.catalog.Table table) {
        if (!(table instanceof SparkTable sparkTable)) {
            throw new RefusedException(name() + " is not an Iceberg table; choose another --database or --table");
        }
        refuseOtherTable(sparkTable);
        StructType present = sparkTable.schema();
        List<TableChange> changes = new ArrayList<>();
        for (StructField column : columns.fields()) {
            if (!Arrays.asList(present.fieldNames()).contains(column.name())) {
                changes.add(TableChange.addColumn(
                        new String[] {column.name()},
                        column.dataType(),
                        true,
                        column.getComment().get()));
            }
        }
        String wapEnabled = TableProperties.WRITE_AUDIT_PUBLISH_ENABLED;
        if (!"true".equals(sparkTable.table().properties().get(wapEnabled))) {
            changes.add(TableChange.setProperty(wapEnabled, "true"));
        }
        if (!changes.isEmpty()) {
            try {
                catalog.alterTable(identifier, changes.toArray(TableChange[]::new));
            } catch (NoSuchTableException e) {
                throw dropped(e);
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
}
