package dev.lolscale.graph.cost;

import dev.lolscale.schema.Column;
import dev.lolscale.schema.EventSchema;

/**
 * A table of the lake and how much of it there is.
 *
 * @param name its name in the catalog
 * @param kind what is in it
 * @param bucket where its files are
 * @param prefix the folder of its files, ended by a slash
 * @param filesPerDay files of each day, once they are compacted where they are
 * @param keptDays days that a file is kept, within the year that a bill looks back on
 */
record LakeTable(String name, Kind kind, String bucket, String prefix, double filesPerDay, double keptDays) {

    /** What a table holds. */
    enum Kind {
        /** Lines of JSON. */
        RAW,
        /** Typed events, in Parquet. */
        EVENTS,
        /** Lines that are no events. */
        QUARANTINE
    }

    private static final EventSchema SCHEMA = EventSchema.load();

    /** Bytes a day that a query reads of this table. */
    double bytesPerDay(QueryReach reach, Flow flow) {
        double perEvent =
                switch (kind) {
                    case RAW -> flow.rawBytesPerEvent();
                    case EVENTS ->
                        SCHEMA.tableColumns().stream()
                                .filter(column -> reads(reach, column))
                                .mapToDouble(column -> flow.columnBytesPerEvent(column.name()))
                                .sum();
                    // A sender without faults has no line here.
                    case QUARANTINE -> 0;
                };
        return perEvent * flow.workload().events() / Workload.DAYS;
    }

    /** Requests to S3 for each file: one of JSON is read from end to end, one of Parquet by its footer and columns. */
    double getsPerFile(QueryReach reach) {
        if (kind != Kind.EVENTS) {
            return 1;
        }
        return 1
                + SCHEMA.tableColumns().stream()
                        .filter(column -> reads(reach, column))
                        .count();
    }

    private static boolean reads(QueryReach reach, Column column) {
        return reach.allColumns() || reach.words().contains(column.name());
    }
}
