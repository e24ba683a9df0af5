package dev.lolscale.glue;

import dev.lolscale.schema.EventSchema;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;

/**
 * The stream from the raw zone into the tables, up to what has landed when it starts. Which objects were read is kept in
 * the checkpoint.
 */
final class EventStream {

    private final SparkSession spark;
    private final JobArguments arguments;
    private final FaultPoint.Listener faults;
    private final RawObjects rawObjects = new RawObjects();

    EventStream(SparkSession spark, JobArguments arguments, FaultPoint.Listener faults) {
        this.spark = spark;
        this.arguments = arguments;
        this.faults = faults;
        spark.sparkContext().register(rawObjects, "raw objects");
    }

    /**
     * Reads everything that is new, commits it, and counts each batch when it is finished.
     *
     * @throws RefusedException when the tables are not the job's
     * @throws StreamingQueryException when a batch fails; it is repeated by the next run
     */
    void run(JobMetrics metrics) throws IOException, TimeoutException, StreamingQueryException {
        BatchTable events = table(arguments.table(), arguments.output(), TableColumns.events(EventSchema.load()));
        BatchTable quarantine = table(arguments.quarantineTable(), arguments.quarantine(), TableColumns.quarantine());
        events.prepare();
        quarantine.prepare();
        Path raw = new Path(arguments.raw());
        if (!raw.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(raw)) {
            // Nothing has landed yet, and Spark refuses a prefix without objects.
            return;
        }
        lines().mapPartitions(
                        new LineParser(arguments.window(), rawObjects),
                        Encoders.row(LineParser.output(EventSchema.load())))
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", arguments.checkpoint())
                .foreachBatch((Dataset<Row> rows, Long id) -> commit(rows, id, events, quarantine, metrics))
                .start()
                .awaitTermination();
    }

    private Dataset<Row> lines() {
        return spark.readStream()
                .format("text")
                // Lines end with a newline and nothing else: a carriage return is white space to JSON.
                .option("lineSep", "\n")
                .option("recursiveFileLookup", "true")
                // Spark's default of seven days would skip older objects in silence.
                .option("maxFileAge", "36500d")
                .load(arguments.raw())
                .select(LineParser.input());
    }

    /** Parses the batch once for each table: that is cheaper than keeping it. */
    private void commit(Dataset<Row> rows, long id, BatchTable events, BatchTable quarantine, JobMetrics metrics) {
        Batch batch = new Batch(spark.sparkContext().getLocalProperty("sql.streaming.queryId"), id);
        rawObjects.reset();
        faults.reached(FaultPoint.BATCH_BEGUN);
        BatchTable.Commit eventCommit = events.commit(batch, only(LineParser.EVENT, rows));
        faults.reached(FaultPoint.EVENTS_COMMITTED);
        BatchTable.Commit quarantineCommit = quarantine.commit(batch, only(LineParser.QUARANTINED, rows));
        faults.reached(FaultPoint.BOTH_COMMITTED);
        if (rawObjects.isZero()) {
            // A run that died had committed both: its batch is counted now.
            rows.foreach(row -> {});
        }
        metrics.finished(batch, rawObjects, eventCommit, quarantineCommit);
    }

    private static Dataset<Row> only(String column, Dataset<Row> rows) {
        return rows.where(functions.col(column).isNotNull()).select(column + ".*");
    }

    private BatchTable table(String name, String location, StructType columns) throws IOException {
        return switch (arguments.tableFormat()) {
            case ICEBERG ->
                new IcebergTable(spark, arguments.database(), name, location, columns, EventSchema.PARTITIONS);
            case HIVE -> new HiveTable(spark, location, EventSchema.PARTITIONS, faults);
        };
    }
}
