package dev.lolscale.local.athena;

import java.util.ArrayList;
import java.util.List;

/**
 * A query in DuckDB's SQL, and the columns it gives.
 *
 * @param sql the query; to stand in parentheses
 * @param columns its columns; the {@code sql} of each is its quoted label
 */
record SelectedRows(String sql, List<Field> columns) {

    /** The columns as they are seen through an alias. */
    List<Field> through(String relation, String alias) {
        List<Field> seen = new ArrayList<>();
        for (Field column : columns) {
            seen.add(new Field(
                    relation, column.name(), Quoted.identifier(alias) + "." + column.sql(), column.type(), null));
        }
        return seen;
    }
}
