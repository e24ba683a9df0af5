package dev.lolscale.schema;

/** What a line turned out to be. */
public sealed interface ParsedLine {

    /**
     * An event.
     *
     * @param values one value a column of {@link EventSchema#columns()}, of the type that {@link ColumnType} names, or
     *     null when the field is absent
     * @param extra JSON text of the fields that no column takes, each value as the sender wrote it; null when there are
     *     none or the parser was told not to keep them
     */
    @SuppressWarnings("ArrayRecordComponent") // One array a line, never compared: a list would be garbage at 1 M lines.
    record Event(Object[] values, String extra) implements ParsedLine {}

    /**
     * A line that is not an event.
     *
     * @param reason what is wrong with it
     * @param field the field that is wrong, or empty when it is the whole line
     */
    record Rejected(Reason reason, String field) implements ParsedLine {}
}
