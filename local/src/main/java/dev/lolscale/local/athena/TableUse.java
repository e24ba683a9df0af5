package dev.lolscale.local.athena;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One place of a query that reads a table of the lake: which columns it needs, and which partitions it can skip. */
final class TableUse {

    private final TableSource source;
    private final String view;
    private final String alias;
    private final Set<TableSource.Column> columns = new LinkedHashSet<>();
    private final List<String> partitionPredicates = new ArrayList<>();
    private final List<ColumnBound> bounds = new ArrayList<>();
    private boolean nullable;

    TableUse(TableSource source, String view, String alias) {
        this.source = source;
        this.view = view;
        this.alias = alias;
    }

    TableSource source() {
        return source;
    }

    /** The name of the view in DuckDB that stands for this use. */
    String view() {
        return view;
    }

    /** The name of the view within the query. */
    String alias() {
        return alias;
    }

    /** The columns that the query needs. */
    Set<TableSource.Column> columns() {
        return columns;
    }

    /** Conditions on partition columns alone that every row must meet; the columns are written with the alias. */
    List<String> partitionPredicates() {
        return partitionPredicates;
    }

    /** Bounds of columns that every row must keep. */
    List<ColumnBound> bounds() {
        return bounds;
    }

    /** Whether an outer join makes rows of nulls where this table has none: then no later condition may skip files. */
    boolean nullable() {
        return nullable;
    }

    void becomesNullable() {
        nullable = true;
    }
}
