package dev.lolscale.local.athena;

import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import java.util.HashMap;
import java.util.Map;

/** Opens the tables that one query names, each once. */
final class TableSources {

    private final LakeCatalog catalog;
    private final Map<LakeTable, TableSource> opened = new HashMap<>();

    TableSources(LakeCatalog catalog) {
        this.catalog = catalog;
    }

    TableSource open(Node where, QualifiedName name) {
        return opened.computeIfAbsent(catalog.find(where, name), TableSources::open);
    }

    private static TableSource open(LakeTable table) {
        if (table instanceof LakeTable.Json json) {
            return new JsonSource(json);
        }
        if (table instanceof LakeTable.Parquet parquet) {
            return new ParquetSource(parquet);
        }
        return new IcebergSource((LakeTable.Iceberg) table);
    }
}
