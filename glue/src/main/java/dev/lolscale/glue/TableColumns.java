package dev.lolscale.glue;

import dev.lolscale.schema.Column;
import dev.lolscale.schema.ColumnType;
import dev.lolscale.schema.EventSchema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of the job's two tables as Spark types them. Every column may be null. */
final class TableColumns {

    private TableColumns() {}

    /** The event table: the schema's columns, then the partition columns. */
    static StructType events(EventSchema schema) {
        StructType columns = new StructType();
        for (Column column : schema.tableColumns()) {
            columns = columns.add(column.name(), sparkType(column.type()), true, column.description());
        }
        return partitions(columns, "the event, or of its arrival when out_of_window");
    }

    /** The quarantine table, one row a line that is no event. */
    static StructType quarantine() {
        StructType columns = new StructType()
                .add("reason", DataTypes.StringType, true, "Why the line is no event, for example missing_field")
                .add("field", DataTypes.StringType, true, "The field that is wrong; empty when it is the whole line")
                .add("line", DataTypes.StringType, true, "The line as it lies in the raw zone, without its newline")
                .add("source_object", DataTypes.StringType, true, "The raw object that holds the line");
        return partitions(columns, "the line's arrival");
    }

    private static StructType partitions(StructType columns, String of) {
        StructType all = columns;
        for (String partition : EventSchema.PARTITIONS) {
            all = all.add(partition, DataTypes.StringType, true, "The " + partition + " of " + of + ", in UTC");
        }
        return all;
    }

    private static DataType sparkType(ColumnType type) {
        return switch (type) {
            case STRING -> DataTypes.StringType;
            case TIMESTAMP -> DataTypes.TimestampNTZType;
            case BIGINT -> DataTypes.LongType;
            case DOUBLE -> DataTypes.DoubleType;
            case BOOLEAN -> DataTypes.BooleanType;
        };
    }
}
