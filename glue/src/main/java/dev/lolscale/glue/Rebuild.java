package dev.lolscale.glue;

import dev.lolscale.schema.EventSchema;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQueryException;

/**
 * Writes days of both tables anew, each table in one commit, from exactly the raw objects whose batches are in the
 * table. Rows of other days are not touched. When the checkpoint was lost, a new stream first marks all raw objects as
 * read, and takes over the tables at the end.
 */
final class Rebuild {

    private final SparkSession spark;
    private final JobArguments arguments;
    private final JobTables tables;
    private final FaultPoint.Listener faults;
    private final Checkpoint checkpoint;
    private final RawZone raw;

    Rebuild(SparkSession spark, JobArguments arguments, JobTables tables, FaultPoint.Listener faults) {
        this.spark = spark;
        this.arguments = arguments;
        this.tables = tables;
        this.faults = faults;
        this.checkpoint = new Checkpoint(spark, arguments.checkpoint());
        this.raw = new RawZone(spark, arguments.raw());
    }

    /** Brings the tables up to date, then rebuilds; may be repeated after any death. */
    void run(Task.Rebuild task, EventStream stream, JobMetrics metrics)
            throws IOException, TimeoutException, StreamingQueryException, YieldedException {
        StreamOwnership ownership = new StreamOwnership(spark, arguments, tables);
        boolean takeOver = ownership.fault().isPresent();
        if (takeOver) {
            stream.skip(metrics);
        } else {
            stream.run(metrics);
        }
        Optional<Batch> last = checkpoint.lastBatch();
        if (last.isEmpty()) {
            throw new RefusedException("the raw zone " + arguments.raw()
                    + " holds no objects, so there is nothing to rebuild from; nothing was changed");
        }
        IcebergTable events = tables.iceberg().get(0);
        IcebergTable quarantine = tables.iceberg().get(1);
        Optional<Batch> mark = takeOver ? last : Optional.empty();
        View eventView = view(events, mark);
        if (!task.fewer()) {
            refuseFewerEvents(task.days(), eventView);
            refuseLostObjects(task.days(), view(quarantine, mark));
        }
        metrics.result("rebuiltRows", replace(eventView, task.days(), withoutRepeats(task.days(), eventView)));
        faults.reached(FaultPoint.EVENTS_REBUILT);
        View quarantineView = view(quarantine, mark);
        metrics.result(
                "rebuiltQuarantined",
                replace(
                        quarantineView,
                        task.days(),
                        LineParser.quarantined(parsed(quarantineView, new RawObjects()))
                                .where(task.days().ofPartition())));
        faults.reached(FaultPoint.BOTH_REBUILT);
        if (takeOver) {
            ownership.take(new StreamMark(last.get(), OptionalLong.empty()));
        }
    }

    /**
     * A table at one moment.
     *
     * @param snapshot the table's snapshot then; null when it has none
     * @param objects the raw objects whose lines are in that snapshot
     */
    private record View(IcebergTable table, Snapshot snapshot, Set<String> objects) {}

    /** Table and objects must be of one moment: a run that publishes meanwhile is in neither. */
    private View view(IcebergTable table, Optional<Batch> lastBatch) {
        Table loaded = table.load(spark);
        Batch last = lastBatch
                .or(() -> StreamMark.of(loaded).map(StreamMark::lastBatch))
                .orElseThrow(() -> new IllegalStateException(table.name() + " has no batch"));
        return new View(table, loaded.currentSnapshot(), checkpoint.objectsUpTo(last));
    }

    private Dataset<Row> parsed(View view, RawObjects counted) {
        spark.sparkContext().register(counted, "rebuilt objects");
        return raw.lines(view.objects())
                .mapPartitions(
                        new LineParser(arguments.window(), counted),
                        Encoders.row(LineParser.output(EventSchema.load())));
    }

    private Dataset<Row> present(View view) {
        return view.snapshot() == null
                ? spark.table(view.table().name())
                : spark.read()
                        .option("snapshot-id", view.snapshot().snapshotId())
                        .table(view.table().name());
    }

    /** Repeats of what stays in the table, and of one another. */
    private Dataset<Row> withoutRepeats(DayRange days, View view) {
        RawObjects counted = new RawObjects();
        Dataset<Row> events = LineParser.events(parsed(view, counted)).where(days.ofPartition());
        if (arguments.deduplicateDays() > 0) {
            // Fills the accumulator with the days on which the events were seen.
            events.foreach(row -> {});
        }
        return new RepeatedEvents(arguments.deduplicateDays())
                .drop(
                        events,
                        present(view).where(functions.not(days.ofPartition())),
                        counted.counts().sightingDays());
    }

    private void refuseFewerEvents(DayRange days, View view) {
        Map<String, Long> inRaw =
                countByDay(LineParser.events(parsed(view, new RawObjects())).where(days.ofPartition()));
        Map<String, Long> inTable = countByDay(present(view).where(days.ofPartition()));
        inTable.forEach((day, count) -> {
            long found = inRaw.getOrDefault(day, 0L);
            if (found < count) {
                throw new RefusedException("the raw zone holds " + found + " events of " + day + ", "
                        + view.table().name() + " holds " + count
                        + ": raw objects have expired or were removed; nothing was"
                        + " rebuilt. Run with --rebuild_fewer true to lose these rows");
            }
        });
    }

    private void refuseLostObjects(DayRange days, View view) {
        Set<String> there = raw.objects();
        present(view)
                .where(days.ofPartition())
                .select("source_object")
                .distinct()
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .filter(object -> !there.contains(object))
                .sorted()
                .findFirst()
                .ifPresent(object -> {
                    throw new RefusedException(view.table().name() + " holds lines of " + object
                            + ", which is no longer in the raw zone; nothing was rebuilt. Run with --rebuild_fewer true to"
                            + " lose these rows");
                });
    }

    private static Map<String, Long> countByDay(Dataset<Row> rows) {
        Column day = functions.concat_ws("-", functions.col("year"), functions.col("month"), functions.col("day"));
        Map<String, Long> counts = new HashMap<>();
        for (Row count : rows.groupBy(day).count().collectAsList()) {
            counts.put(count.getString(0), count.getLong(1));
        }
        return new TreeMap<>(counts);
    }

    /** Replaces the days in one commit; answers how many rows they have now. */
    private long replace(View view, DayRange days, Dataset<Row> rows) {
        DataFrameWriterV2<Row> writer = rows.writeTo(view.table().name()).option("isolation-level", "serializable");
        if (view.snapshot() != null) {
            writer.option(
                    "validate-from-snapshot-id", Long.toString(view.snapshot().snapshotId()));
        }
        try {
            writer.overwrite(days.ofPartition());
        } catch (NoSuchTableException e) {
            throw view.table().dropped(e);
        } catch (ValidationException e) {
            throw new IllegalStateException(
                    "another run changed these days of " + view.table().name() + " meanwhile; they are as that run left"
                            + " them: run again",
                    e);
        }
        return Long.parseLong(view.table()
                .load(spark)
                .currentSnapshot()
                .summary()
                .getOrDefault(SnapshotSummary.ADDED_RECORDS_PROP, "0"));
    }
}
