package dev.lolscale.local.athena;

/**
 * An expression in DuckDB's SQL.
 *
 * @param text the expression; needs no parentheses around it
 * @param type its type in Athena
 */
record Sql(String text, SqlType type) {}
