package dev.lolscale.local.athena;

/**
 * One column that a part of a query can name.
 *
 * @param relation the name of its table in the query, or empty
 * @param name its name, or empty when it has none
 * @param sql the column in DuckDB's SQL
 * @param type its type
 * @param origin the column of the lake that it is, or null when it is computed
 */
record Field(String relation, String name, String sql, SqlType type, Origin origin) {

    /** A column of a table, at one place of a query that reads the table. */
    record Origin(TableUse use, TableSource.Column column) {}

    Field as(String newRelation, String newName, String newSql) {
        return new Field(newRelation, newName, newSql, type, origin);
    }

    /** Notes that the query needs the column. */
    void markRead() {
        if (origin != null) {
            origin.use().columns().add(origin.column());
        }
    }
}
