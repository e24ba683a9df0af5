package dev.lolscale.glue;

import dev.lolscale.schema.EventSchema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The two tables that the job fills.
 *
 * @param events takes the events
 * @param quarantine takes the lines that are no events
 * @param iceberg both tables' definitions, the event table first; empty when they are Hive tables
 */
record JobTables(BatchTable events, BatchTable quarantine, List<IcebergTable> iceberg) {

    /** The tables that the arguments name; nothing is created yet. */
    static JobTables of(SparkSession spark, JobArguments arguments, FaultPoint.Listener faults) throws IOException {
        if (arguments.tableFormat() == JobArguments.TableFormat.HIVE) {
            return new JobTables(
                    new HiveTable(spark, arguments.output(), EventSchema.PARTITIONS, faults),
                    new HiveTable(spark, arguments.quarantine(), EventSchema.PARTITIONS, faults),
                    List.of());
        }
        IcebergTable events = iceberg(
                spark, arguments, arguments.table(), arguments.output(), TableColumns.events(EventSchema.load()));
        IcebergTable quarantine = iceberg(
                spark, arguments, arguments.quarantineTable(), arguments.quarantine(), TableColumns.quarantine());
        return new JobTables(
                new IcebergBatchTable(events), new IcebergBatchTable(quarantine), List.of(events, quarantine));
    }

    private static IcebergTable iceberg(
            SparkSession spark, JobArguments arguments, String table, String location, StructType columns) {
        return new IcebergTable(spark, arguments.database(), table, location, columns, EventSchema.PARTITIONS);
    }

    /**
     * Creates what is absent, and adds the columns that are lacking.
     *
     * @throws RefusedException when a table that is there is another than the job's
     */
    void prepare() {
        events.prepare();
        quarantine.prepare();
    }

    /** The event table's definition; empty when it is a Hive table. */
    Optional<IcebergTable> icebergEvents() {
        return iceberg.stream().findFirst();
    }
}
