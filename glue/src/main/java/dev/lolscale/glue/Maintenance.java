package dev.lolscale.glue;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.lessThan;
import static org.apache.iceberg.expressions.Expressions.or;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.DeleteOrphanFiles;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.spark.actions.RewriteDataFilesSparkAction;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps the tables fast and small by Iceberg's own actions, each of which commits at once: readers see the table before
 * or after it. The {@link StreamMark} keeps the last batch when its snapshot expires.
 */
final class Maintenance {

    /** How large a compacted file is, in bytes: what Athena's and Spark's readers split at. */
    private static final long TARGET_FILE_BYTES = 128L * 1024 * 1024;

    /** Younger files may belong to a commit that is still being made. */
    private static final Duration ORPHAN_AGE = Duration.ofDays(3);

    private final SparkSession spark;
    private final JobTables tables;
    private final FaultPoint.Listener faults;

    Maintenance(SparkSession spark, JobTables tables, FaultPoint.Listener faults) {
        this.spark = spark;
        this.tables = tables;
        this.faults = faults;
    }

    /** Maintains both tables; may be repeated after any death. */
    void run(Task.Maintain task, JobMetrics metrics) throws IOException {
        long compacted = 0;
        long written = 0;
        long expired = 0;
        long orphans = 0;
        metrics.result("quarantineDeleted", deleteOldLines(task.quarantineDays()));
        for (IcebergTable definition : tables.iceberg()) {
            Table table = definition.load(spark);
            if (table.currentSnapshot() == null) {
                continue;
            }
            RewriteDataFiles.Result rewritten = compact(table);
            compacted += rewritten.rewrittenDataFilesCount();
            written += rewritten.addedDataFilesCount();
            SparkActions.get(spark).rewriteManifests(table).execute();
            faults.reached(FaultPoint.COMPACTED);
            expired += expire(table, task.snapshotDays());
            faults.reached(FaultPoint.EXPIRED);
            orphans += removeOrphans(table);
        }
        metrics.result("filesCompacted", compacted);
        metrics.result("filesWritten", written);
        metrics.result("snapshotsExpired", expired);
        metrics.result("orphansRemoved", orphans);
    }

    /**
     * Deletes from the quarantine what arrived longer ago. Its partitions are days of arrival, so whole files go and none
     * is read; the snapshots that hold them expire in their turn.
     *
     * @return how many rows
     */
    private long deleteOldLines(int days) {
        Table quarantine = tables.iceberg().get(1).load(spark);
        if (days == 0 || quarantine.currentSnapshot() == null) {
            return 0;
        }
        String[] first =
                LocalDate.now(ZoneOffset.UTC).minusDays(days).toString().split("-", 3);
        quarantine
                .newDelete()
                .deleteFromRowFilter(or(
                        lessThan("year", first[0]),
                        and(
                                equal("year", first[0]),
                                or(
                                        lessThan("month", first[1]),
                                        and(equal("month", first[1]), lessThan("day", first[2]))))))
                .commit();
        return Long.parseLong(
                quarantine.currentSnapshot().summary().getOrDefault(SnapshotSummary.DELETED_RECORDS_PROP, "0"));
    }

    private RewriteDataFiles.Result compact(Table table) {
        RewriteDataFilesSparkAction rewrite = SparkActions.get(spark)
                .rewriteDataFiles(table)
                .option(RewriteDataFiles.TARGET_FILE_SIZE_BYTES, Long.toString(TARGET_FILE_BYTES));
        if (table.schema().findField("datetime") != null) {
            rewrite.sort(SortOrder.builderFor(table.schema()).asc("datetime").build());
        }
        return rewrite.execute();
    }

    private long expire(Table table, int days) {
        table.refresh();
        long before = count(table.snapshots());
        SparkActions.get(spark)
                .expireSnapshots(table)
                .expireOlderThan(
                        System.currentTimeMillis() - Duration.ofDays(days).toMillis())
                .retainLast(1)
                .execute();
        table.refresh();
        return before - count(table.snapshots());
    }

    /** In Iceberg's own folders alone: beside them may lie files of a Hive table that was there before. */
    private long removeOrphans(Table table) throws IOException {
        long removed = 0;
        for (String folder : List.of("data", "metadata")) {
            Path location = new Path(table.location(), folder);
            if (location.getFileSystem(spark.sparkContext().hadoopConfiguration())
                    .exists(location)) {
                DeleteOrphanFiles.Result result = SparkActions.get(spark)
                        .deleteOrphanFiles(table)
                        .location(location.toString())
                        .olderThan(System.currentTimeMillis() - ORPHAN_AGE.toMillis())
                        .execute();
                removed += count(result.orphanFileLocations());
            }
        }
        return removed;
    }

    private static long count(Iterable<?> elements) {
        return StreamSupport.stream(elements.spliterator(), false).count();
    }
}
