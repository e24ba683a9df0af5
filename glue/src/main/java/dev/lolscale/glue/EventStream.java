package dev.lolscale.glue;

import dev.lolscale.schema.EventSchema;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;

/**
 * The stream from the raw zone into the tables, up to what has landed when it starts. Which objects were read is kept in
 * the checkpoint.
 */
final class EventStream {

    private final SparkSession spark;
    private final JobArguments arguments;
    private final JobTables tables;
    private final FaultPoint.Listener faults;
    private final RawObjects rawObjects = new RawObjects();

    EventStream(SparkSession spark, JobArguments arguments, JobTables tables, FaultPoint.Listener faults) {
        this.spark = spark;
        this.arguments = arguments;
        this.tables = tables;
        this.faults = faults;
        spark.sparkContext().register(rawObjects, "raw objects");
    }

    /**
     * Reads everything that is new, commits it, and counts each batch when it is finished.
     *
     * @throws StreamingQueryException when a batch fails; it is repeated by the next run
     * @throws YieldedException when another run works on the same checkpoint; what this one finished is counted
     */
    void run(JobMetrics metrics) throws IOException, TimeoutException, StreamingQueryException, YieldedException {
        start((rows, id) -> commit(rows, id, metrics), metrics);
        faults.reached(FaultPoint.STREAM_ENDED);
    }

    /** Marks everything that is new as read, without reading it. */
    void skip(JobMetrics metrics) throws IOException, TimeoutException, StreamingQueryException, YieldedException {
        start((rows, id) -> {}, metrics);
    }

    private void start(VoidFunction2<Dataset<Row>, Long> batch, JobMetrics metrics)
            throws IOException, TimeoutException, StreamingQueryException, YieldedException {
        RawZone raw = new RawZone(spark, arguments.raw());
        if (!raw.exists()) {
            return;
        }
        StreamingQuery query = raw.stream()
                .mapPartitions(
                        new LineParser(arguments.window(), rawObjects),
                        Encoders.row(LineParser.output(EventSchema.load())))
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", arguments.checkpoint())
                .foreachBatch(batch)
                .start();
        try {
            query.awaitTermination();
        } catch (StreamingQueryException e) {
            if (YieldedException.isCauseOf(e)) {
                metrics.keepUpTo(lastCommitted(query));
                throw new YieldedException(e);
            }
            throw e;
        }
    }

    /** Spark reports a batch's progress after the checkpoint has taken the batch. */
    private static long lastCommitted(StreamingQuery query) {
        return Stream.of(query.recentProgress())
                .mapToLong(StreamingQueryProgress::batchId)
                .max()
                .orElse(-1);
    }

    /**
     * Parses the batch once for each table, which is cheaper than keeping it; the quarantine needs no second time when the
     * first has met no bad line, as after a front door that refuses them. Repeats can be looked for only once it is known
     * on which days events were seen: then the quarantine is first.
     */
    private void commit(Dataset<Row> rows, long id, JobMetrics metrics) {
        Batch batch = new Batch(spark.sparkContext().getLocalProperty("sql.streaming.queryId"), id);
        rawObjects.reset();
        faults.reached(FaultPoint.BATCH_BEGUN);
        BatchTable.Staged events;
        BatchTable.Staged quarantine;
        if (arguments.deduplicateDays() > 0) {
            quarantine = tables.quarantine().stage(batch, LineParser.quarantined(rows));
            countWhatIsStaged(rows);
            faults.reached(FaultPoint.FIRST_STAGED);
            events = tables.events().stage(batch, withoutRepeats(LineParser.events(rows)));
        } else {
            events = tables.events().stage(batch, LineParser.events(rows));
            countWhatIsStaged(rows);
            faults.reached(FaultPoint.FIRST_STAGED);
            Dataset<Row> quarantined = LineParser.quarantined(rows);
            boolean none = rawObjects.counts().quarantined() == 0;
            quarantine = tables.quarantine().stage(batch, none ? quarantined.limit(0) : quarantined);
        }
        faults.reached(FaultPoint.BOTH_STAGED);
        refuseLoss(batch, rawObjects.counts(), events, quarantine);
        BatchTable.Commit eventCommit = events.publish();
        faults.reached(FaultPoint.EVENTS_COMMITTED);
        BatchTable.Commit quarantineCommit = quarantine.publish();
        faults.reached(FaultPoint.BOTH_COMMITTED);
        metrics.finished(id, rawObjects, eventCommit, quarantineCommit);
    }

    /** A run that died had published what was to be staged: nothing was parsed for it, so it is counted now. */
    private void countWhatIsStaged(Dataset<Row> rows) {
        if (rawObjects.isZero()) {
            rows.foreach(row -> {});
        }
    }

    private Dataset<Row> withoutRepeats(Dataset<Row> events) {
        Optional<IcebergTable> table = tables.icebergEvents();
        if (table.isEmpty()) {
            return events;
        }
        return new RepeatedEvents(arguments.deduplicateDays())
                .drop(
                        events,
                        events.sparkSession().table(table.get().name()),
                        rawObjects.counts().sightingDays());
    }

    /** Compares the lines as they were parsed with the rows as the tables count them, before readers see them. */
    private void refuseLoss(Batch batch, LineCounts read, BatchTable.Staged events, BatchTable.Staged quarantine) {
        long rows = events.rows().orElse(read.events());
        long quarantined = quarantine.rows().orElse(read.quarantined());
        boolean eventsMatch = arguments.deduplicateDays() == 0 ? rows == read.events() : rows <= read.events();
        if (!eventsMatch || quarantined != read.quarantined()) {
            throw new IllegalStateException("batch " + batch + " has " + read.lines() + " raw lines, of which "
                    + read.events() + " are events, but " + rows + " rows and " + quarantined
                    + " quarantined lines in the tables");
        }
    }
}
