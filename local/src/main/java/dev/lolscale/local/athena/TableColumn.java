package dev.lolscale.local.athena;

import java.util.Locale;

/**
 * One column of a table in the lake.
 *
 * @param name the column's name in SQL; lower case, as the Glue catalog keeps it
 * @param type the type in the words of the Glue catalog, for example {@code string}, {@code bigint}, {@code timestamp},
 *     {@code decimal(10,2)}, {@code array<string>}, {@code struct<a:int,b:string>}
 * @param field the name of the JSON field that holds it, in the case the sender writes it; used by JSON tables alone
 */
public record TableColumn(String name, String type, String field) {

    /** Folds the name's case. */
    public TableColumn {
        name = name.toLowerCase(Locale.ROOT);
    }

    /** A column whose JSON field has the column's own name. */
    public TableColumn(String name, String type) {
        this(name, type, name);
    }
}
