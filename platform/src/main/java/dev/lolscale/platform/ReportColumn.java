package dev.lolscale.platform;

import dev.lolscale.schema.Column;
import dev.lolscale.schema.EventSchema;

/**
 * A column of a data set in QuickSight.
 *
 * @param name its name, as the data set's SQL gives it
 * @param type QuickSight's type: {@code STRING}, {@code INTEGER}, {@code DECIMAL}, {@code BOOLEAN} or {@code DATETIME}
 */
record ReportColumn(String name, String type) {

    private static final EventSchema SCHEMA = EventSchema.load();

    static ReportColumn text(String name) {
        return new ReportColumn(name, "STRING");
    }

    static ReportColumn count(String name) {
        return new ReportColumn(name, "INTEGER");
    }

    static ReportColumn date(String name) {
        return new ReportColumn(name, "DATETIME");
    }

    /**
     * A column of the event table, with its type there.
     *
     * @throws IllegalArgumentException when the schema has none of this name
     */
    static ReportColumn ofEvents(String name) {
        Column column = SCHEMA.columns().get(SCHEMA.indexOf(name));
        return new ReportColumn(
                column.name(),
                switch (column.type()) {
                    case STRING -> "STRING";
                    case TIMESTAMP -> "DATETIME";
                    case BIGINT -> "INTEGER";
                    case DOUBLE -> "DECIMAL";
                    case BOOLEAN -> "BOOLEAN";
                });
    }
}
