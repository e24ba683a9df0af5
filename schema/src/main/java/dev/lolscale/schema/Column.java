package dev.lolscale.schema;

import java.util.Objects;

/**
 * One column of the event table.
 *
 * @param name the column's name in SQL: lower case letters, digits and underscores
 * @param type the column's type
 * @param source the name of the JSON field it is read from, in any case; empty for a column that the job computes
 * @param required whether an event without the field is refused; JSON null counts as absent, here and for
 *     {@code onReceipt}
 * @param onReceipt what the front door writes into the field when the sender left it out
 * @param description one sentence for the catalog
 */
public record Column(
        String name, ColumnType type, String source, boolean required, OnReceipt onReceipt, String description) {

    /** What the front door adds to an event that lacks the field. */
    public enum OnReceipt {
        /** Nothing is added. */
        NOTHING,
        /** A short identifier, unique to the event. */
        ID,
        /** The time of receipt, in milliseconds since 1970. */
        TIME
    }

    /** Checks the name's form. */
    public Column {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(onReceipt, "onReceipt");
        if (!name.matches("[a-z_][a-z0-9_]*")) {
            throw new IllegalArgumentException("event schema: column name \"" + name
                    + "\" must be lower case letters, digits and underscores: Athena folds case");
        }
    }
}
