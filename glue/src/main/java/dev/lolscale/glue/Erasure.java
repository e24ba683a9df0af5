package dev.lolscale.glue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.types.DataTypes;

/**
 * Deletes a user from the raw zone, from both tables and from what the tables keep of their past. What {@link UserLines}
 * finds is the user's. Up to the snapshots nothing depends on what an earlier, dead run had deleted already, so it may be
 * repeated after any death.
 */
final class Erasure {

    private static final String OF_USER = "lolscale_line_of_user";

    private final SparkSession spark;
    private final JobArguments arguments;
    private final JobTables tables;
    private final FaultPoint.Listener faults;
    private final Configuration hadoop;

    Erasure(SparkSession spark, JobArguments arguments, JobTables tables, FaultPoint.Listener faults) {
        this.spark = spark;
        this.arguments = arguments;
        this.tables = tables;
        this.faults = faults;
        this.hadoop = spark.sparkContext().hadoopConfiguration();
    }

    /** Brings the tables up to date, so that all lines in the raw zone are known, then erases. */
    void run(ErasedUser user, EventStream stream, JobMetrics metrics)
            throws IOException, TimeoutException, StreamingQueryException, YieldedException {
        new StreamOwnership(spark, arguments, tables).check();
        refuseKeptSnapshots();
        stream.run(metrics);
        IcebergTable events = tables.iceberg().get(0);
        IcebergTable quarantine = tables.iceberg().get(1);
        UserLines userLines = new UserLines(user);
        spark.udf().register(OF_USER, (UDF1<String, Boolean>) userLines::holdQuarantined, DataTypes.BooleanType);
        // The id itself would stand in plans and logs.
        String ofUserInEvents = "sha2(userid, 256) = '" + user.sha256() + "'";
        String ofUserInQuarantine = OF_USER + "(line)";

        Map<String, Long> linesByObject = linesByObject(events, userLines);
        ErasureRecord record = new ErasureRecord(
                Instant.now(),
                user,
                spark.table(events.name()).where(ofUserInEvents).count(),
                spark.table(quarantine.name()).where(ofUserInQuarantine).count(),
                linesByObject.size(),
                linesByObject.values().stream().mapToLong(Long::longValue).sum());
        Path records = new Path(new Path(arguments.checkpoint()).getParent(), "erasures");
        record.write(records, hadoop, "begun");
        faults.reached(FaultPoint.ERASURE_BEGUN);
        rewrite(linesByObject, user);
        faults.reached(FaultPoint.OBJECTS_REWRITTEN);
        delete(events, ofUserInEvents, record.rows());
        delete(quarantine, ofUserInQuarantine, record.quarantined());
        faults.reached(FaultPoint.ROWS_ERASED);
        forgetThePast(events);
        forgetThePast(quarantine);
        faults.reached(FaultPoint.SNAPSHOTS_ERASED);
        record.write(records, hadoop, "done");
        metrics.result("erasedRows", record.rows());
        metrics.result("erasedQuarantined", record.quarantined());
        metrics.result("erasedRawObjects", record.rawObjects());
        metrics.result("erasedRawLines", record.rawLines());
    }

    /** A tag or a branch would keep the user's rows whatever expires. */
    private void refuseKeptSnapshots() {
        for (IcebergTable table : tables.iceberg()) {
            for (String reference : table.load(spark).refs().keySet()) {
                if (!reference.equals(SnapshotRef.MAIN_BRANCH)) {
                    throw new RefusedException(table.name() + " has the tag or branch \"" + reference
                            + "\", which would keep the user's rows; drop it and run again. Nothing was erased");
                }
            }
        }
    }

    /** How many of the user's lines each raw object holds that the tables know. */
    private Map<String, Long> linesByObject(IcebergTable events, UserLines userLines) {
        Map<String, Long> lines = new TreeMap<>();
        StreamMark.of(events.load(spark)).ifPresent(mark -> {
            Dataset<Row> known = new RawZone(spark, arguments.raw())
                    .lines(new Checkpoint(spark, arguments.checkpoint()).objectsUpTo(mark.lastBatch()));
            known.filter((FilterFunction<Row>) line -> userLines.holdRaw(line.getAs(0)))
                    .map((MapFunction<Row, String>) line -> RawZone.ofUrl(line.getString(1)), Encoders.STRING())
                    .groupBy("value")
                    .count()
                    .collectAsList()
                    .forEach(row -> lines.put(row.getString(0), row.getLong(1)));
        });
        return lines;
    }

    private void rewrite(Map<String, Long> linesByObject, ErasedUser user) {
        RawObjectEraser eraser = new RawObjectEraser(user, hadoop);
        Map<Path, List<String>> folders = linesByObject.keySet().stream()
                .collect(Collectors.groupingBy(
                        object -> new Path(object).getParent(), TreeMap::new, Collectors.toList()));
        for (List<String> objects : folders.values()) {
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(objects, objects.size())
                    .foreach(eraser::erase);
            faults.reached(FaultPoint.FOLDER_REWRITTEN);
        }
    }

    private void delete(IcebergTable table, String condition, long rows) {
        if (rows > 0) {
            spark.sql("DELETE FROM " + table.name() + " WHERE " + condition);
        }
    }

    /** Leaves only the current snapshot, and in its manifests only what it holds: they name bounds of deleted files too. */
    private void forgetThePast(IcebergTable definition) {
        Table table = definition.load(spark);
        if (table.currentSnapshot() == null) {
            return;
        }
        table.rewriteManifests().clusterBy(file -> "").commit();
        SparkActions.get(spark)
                .expireSnapshots(table)
                .expireOlderThan(System.currentTimeMillis() + 1)
                .retainLast(1)
                .execute();
        // The last batch's lines are fewer now.
        StreamMark.of(table).ifPresent(mark -> new StreamMark(mark.lastBatch(), OptionalLong.empty())
                .set(table.updateProperties())
                .commit());
    }
}
