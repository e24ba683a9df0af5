package dev.lolscale.local.deploy;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.athena.LakeTable;
import dev.lolscale.local.athena.Partitions;
import dev.lolscale.local.athena.QueryEngine;
import dev.lolscale.local.athena.QueryResult;
import dev.lolscale.local.athena.RunningQuery;
import dev.lolscale.local.athena.TableColumn;
import dev.lolscale.local.glue.CrawledTable;
import dev.lolscale.local.glue.CrawledTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The catalog and the query layer of a stack in a local folder: tables that the job keeps (Iceberg), that crawlers found,
 * and that the graph declares; saved queries; the workgroup's limit.
 */
public final class Lake {

    static final String DATABASE = "aws:glue/catalogDatabase:CatalogDatabase";
    static final String TABLE = "aws:glue/catalogTable:CatalogTable";
    static final String WORKGROUP = "aws:athena/workgroup:Workgroup";
    static final String NAMED_QUERY = "aws:athena/namedQuery:NamedQuery";

    private static final List<String> PARTITIONS = List.of("year", "month", "day");

    private final StackGraph graph;
    private final LocalFolder folder;

    /** The lake of a stack in its folder; what lies there is read anew at every call. */
    public Lake(StackGraph graph, LocalFolder folder) {
        this.graph = graph;
        this.folder = folder;
    }

    /** The database that a query means when it names none. */
    public String database() {
        return graph.ofType(DATABASE).stream()
                .map(database -> database.outputs().text("name"))
                .findFirst()
                .orElseThrow(() -> new GraphException("stack " + graph.stack() + " has no Glue database"));
    }

    /** The bytes that one query may scan, if the workgroup says so. */
    public OptionalLong bytesScannedCutoff() {
        return graph.ofType(WORKGROUP).stream()
                .map(GraphResource::inputs)
                .filter(inputs -> inputs.has("configuration.bytesScannedCutoffPerQuery"))
                .mapToLong(inputs -> inputs.number("configuration.bytesScannedCutoffPerQuery"))
                .findFirst();
    }

    /** The stack's saved queries in the order of their names. */
    public List<SavedQuery> savedQueries() {
        return graph.ofType(NAMED_QUERY).stream()
                .map(query -> new SavedQuery(
                        query.outputs().text("name"), query.inputs().text("query")))
                .sorted(java.util.Comparator.comparing(SavedQuery::name))
                .toList();
    }

    /** All tables there are now. */
    public List<LakeTable> tables() throws IOException {
        List<LakeTable> tables = new ArrayList<>();
        for (IcebergTables.Entry entry : IcebergTables.in(folder.icebergCatalog())) {
            tables.add(new LakeTable.Iceberg(
                    entry.database(),
                    entry.name(),
                    List.of(),
                    PARTITIONS,
                    Optional.of(entry.metadataLocation()),
                    this::file));
        }
        for (CrawledTable table : new CrawledTables(folder.crawledTables()).all()) {
            tables.add(crawled(table));
        }
        for (GraphResource table : graph.ofType(TABLE)) {
            tables.add(declared(table));
        }
        return tables;
    }

    /**
     * Asks the lake as the stack's workgroup would.
     *
     * @throws dev.lolscale.local.athena.QueryException in one line when there is no answer
     */
    public QueryResult query(String sql) throws IOException {
        return query(sql, RunningQuery.ofAllRows());
    }

    /** As {@link #query(String)}, for a query that may be limited to some rows, and cancelled. */
    public QueryResult query(String sql, RunningQuery running) throws IOException {
        return new QueryEngine(tables(), database(), bytesScannedCutoff()).query(sql, running);
    }

    /** Asks without the workgroup's limit: for checks, not for people. */
    public QueryResult queryWithoutCutoff(String sql) throws IOException {
        return new QueryEngine(tables(), database(), OptionalLong.empty()).query(sql);
    }

    /** The file of an object, {@code s3://bucket/key}. */
    public Path file(String uri) {
        return folder.buckets().resolve(uri.replaceFirst("^s3[an]?://", ""));
    }

    private LakeTable crawled(CrawledTable table) {
        List<TableColumn> columns = table.columns().stream()
                .map(column -> new TableColumn(column.name(), column.type(), column.field()))
                .toList();
        return table.format() == CrawledTable.Format.JSON
                ? new LakeTable.Json(
                        table.database(),
                        table.name(),
                        columns,
                        table.partitionColumns(),
                        file(table.location()),
                        new Partitions.Found(),
                        false)
                : new LakeTable.Parquet(
                        table.database(),
                        table.name(),
                        columns,
                        table.partitionColumns(),
                        file(table.location()),
                        new Partitions.Found());
    }

    private LakeTable declared(GraphResource table) {
        Properties inputs = table.inputs();
        Properties storage = inputs.object("storageDescriptor");
        Map<String, String> serde = storage.textsByKey("serDeInfo.parameters");
        List<TableColumn> columns = storage.objects("columns").stream()
                .map(column -> new TableColumn(
                        column.text("name"),
                        column.text("type"),
                        // The JSON serializer's way to name a field that is not the column's: mapping.userid = userId.
                        serde.getOrDefault("mapping." + column.text("name"), column.text("name"))))
                .toList();
        List<String> partitionKeys = inputs.objects("partitionKeys").stream()
                .map(key -> key.text("name"))
                .toList();
        Path location = file(storage.text("location"));
        Partitions partitions = partitions(inputs.textsByKey("parameters"), table);
        boolean json = storage.text("serDeInfo.serializationLibrary")
                .toLowerCase(java.util.Locale.ROOT)
                .contains("json");
        return json
                ? new LakeTable.Json(
                        inputs.text("databaseName"),
                        inputs.text("name"),
                        columns,
                        partitionKeys,
                        location,
                        partitions,
                        Boolean.parseBoolean(serde.getOrDefault("ignore.malformed.json", "false")))
                : new LakeTable.Parquet(
                        inputs.text("databaseName"), inputs.text("name"), columns, partitionKeys, location, partitions);
    }

    private static Partitions partitions(Map<String, String> parameters, GraphResource table) {
        if (!Boolean.parseBoolean(parameters.getOrDefault("projection.enabled", "false"))) {
            return new Partitions.Found();
        }
        String range = parameters.getOrDefault("projection.year.range", "");
        String[] years = range.split(",", -1);
        if (years.length != 2 || !range.matches("\\d{4},\\d{4}")) {
            throw new GraphException("table \"" + table.name() + "\": projection.year.range is \"" + range
                    + "\", where a first and a last year are needed, for example 2026,2035");
        }
        return new Partitions.Projected(Integer.parseInt(years[0]), Integer.parseInt(years[1]));
    }
}
