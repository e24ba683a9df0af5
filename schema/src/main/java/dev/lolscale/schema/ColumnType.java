package dev.lolscale.schema;

import java.util.Locale;

/** The types a column can have, each with its name in Athena, Glue and Iceberg (one word for all three). */
public enum ColumnType {
    /** UTF-8 text; a JSON string. Java: {@link String}. */
    STRING,
    /**
     * A moment without a zone, read as UTC, in microseconds; a JSON string in one of the forms of {@link EventTime},
     * or a JSON integer of milliseconds since 1970. Java: {@link Long} microseconds since 1970.
     */
    TIMESTAMP,
    /** A 64-bit integer; a JSON integer. Java: {@link Long}. */
    BIGINT,
    /** A 64-bit floating point number; any JSON number. Java: {@link Double}. */
    DOUBLE,
    /** True or false; a JSON boolean. Java: {@link Boolean}. */
    BOOLEAN;

    /** The type's name in SQL and in the schema file, for example {@code timestamp}. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ColumnType ofSqlName(String sqlName) {
        for (ColumnType type : values()) {
            if (type.sqlName().equals(sqlName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("event schema: type \"" + sqlName
                + "\" is not known; allowed are string, timestamp, bigint, double, boolean");
    }
}
