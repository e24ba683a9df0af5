package dev.lolscale.local.athena;

import java.util.ArrayList;
import java.util.List;

/** The columns of a table as its catalog entry lists them. */
final class HiveColumns {

    private HiveColumns() {}

    static List<TableSource.Column> of(LakeTable table) {
        List<TableSource.Column> columns = new ArrayList<>();
        for (TableColumn column : table.columns()) {
            columns.add(new TableSource.Column(column.name(), CatalogTypes.read(column.type()), false));
        }
        for (String partition : table.partitionColumns()) {
            columns.add(new TableSource.Column(partition, SqlType.VARCHAR, true));
        }
        return List.copyOf(columns);
    }
}
