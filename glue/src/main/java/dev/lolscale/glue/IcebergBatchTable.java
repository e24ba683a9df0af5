package dev.lolscale.glue;

import dev.lolscale.schema.EventSchema;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.SparkWriteOptions;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.iceberg.util.WapUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.functions;

/**
 * An Iceberg table that takes batches by Iceberg's write-audit-publish. A batch is appended in a staged snapshot whose
 * {@code wap.id} is the batch, and published by a cherry-pick. Iceberg publishes a {@code wap.id} once, also when two
 * runs try at the same time, and the same commit sets the table's {@link StreamMark}.
 */
final class IcebergBatchTable implements BatchTable {

    /** The key of a snapshot's summary that tells one run's staged snapshot from another's of the same batch. */
    private static final String ATTEMPT = "lolscale.attempt";

    private static final String WAP_ID = "spark.wap.id";

    private static final long SECONDS_PER_DAY = 86_400;

    private final IcebergTable table;

    IcebergBatchTable(IcebergTable table) {
        this.table = table;
    }

    @Override
    public void prepare() {
        table.prepare();
    }

    @Override
    public Staged stage(Batch batch, Dataset<Row> rows) {
        // Streams run in a session of their own, with a catalog of its own.
        SparkSession session = rows.sparkSession();
        Optional<Commit> published = published(batch, table.load(session));
        if (published.isPresent()) {
            return new Published(published.get());
        }
        String attempt = UUID.randomUUID().toString();
        session.conf().set(WAP_ID, batch.toString());
        try {
            byPartition(rows)
                    .writeTo(table.name())
                    .option("snapshot-property." + ATTEMPT, attempt)
                    .option(SparkWriteOptions.USE_TABLE_DISTRIBUTION_AND_ORDERING, "false")
                    .option(SparkWriteOptions.FANOUT_ENABLED, "false")
                    .append();
        } catch (NoSuchTableException e) {
            throw table.dropped(e);
        } finally {
            session.conf().unset(WAP_ID);
        }
        return new StagedSnapshot(batch, session, staged(attempt, table.load(session)));
    }

    /**
     * What Iceberg would ask for, the rows of a partition in one task and one after the other, but sorted by one number:
     * Spark compares three strings, of which the first is almost always the same, far more slowly. Within a day events are
     * in the order of their times, which compresses better: looking for repeats has shuffled them by their ids.
     */
    private static Dataset<Row> byPartition(Dataset<Row> rows) {
        Column[] partition = EventSchema.PARTITIONS.stream().map(functions::col).toArray(Column[]::new);
        // 20180405: years have four digits, months and days two.
        Column order = functions.concat(partition).cast("long").multiply(SECONDS_PER_DAY);
        if (Arrays.asList(rows.columns()).contains("datetime")) {
            Column second = functions.col("datetime").cast("timestamp").cast("long");
            order = order.plus(
                    functions.coalesce(functions.pmod(second, functions.lit(SECONDS_PER_DAY)), functions.lit(0L)));
        }
        return rows.repartition(partition).sortWithinPartitions(order);
    }

    private Snapshot staged(String attempt, Table loaded) {
        for (Snapshot snapshot : loaded.snapshots()) {
            if (attempt.equals(snapshot.summary().get(ATTEMPT))) {
                return snapshot;
            }
        }
        throw new IllegalStateException(
                table.name() + " does not show what was just written; set spark.sql.catalog.lake.cache-enabled=false");
    }

    private static Optional<Commit> published(Batch batch, Table loaded) {
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(loaded)) {
            if (batch.toString().equals(WapUtil.stagedWapId(snapshot))
                    || batch.toString().equals(WapUtil.publishedWapId(snapshot))) {
                return Optional.of(commitOf(snapshot, loaded));
            }
        }
        // The snapshot has expired.
        return StreamMark.of(loaded)
                .filter(mark -> mark.covers(batch))
                .map(mark -> new Commit(mark.rowsOf(batch), Set.of()));
    }

    private static Commit commitOf(Snapshot snapshot, Table loaded) {
        Set<String> partitions = new HashSet<>();
        for (DataFile file : snapshot.addedDataFiles(loaded.io())) {
            partitions.add(loaded.specs().get(file.specId()).partitionToPath(file.partition()));
        }
        return new Commit(OptionalLong.of(rowsOf(snapshot)), partitions);
    }

    private static long rowsOf(Snapshot snapshot) {
        return Long.parseLong(snapshot.summary().getOrDefault(SnapshotSummary.ADDED_RECORDS_PROP, "0"));
    }

    /** A batch that was there before. */
    private record Published(Commit commit) implements Staged {

        @Override
        public OptionalLong rows() {
            return commit.rows();
        }

        @Override
        public Commit publish() {
            return commit;
        }
    }

    /** A batch in a staged snapshot. */
    private final class StagedSnapshot implements Staged {
        private final Batch batch;
        private final SparkSession session;
        private final Snapshot snapshot;

        StagedSnapshot(Batch batch, SparkSession session, Snapshot snapshot) {
            this.batch = batch;
            this.session = session;
            this.snapshot = snapshot;
        }

        @Override
        public OptionalLong rows() {
            return OptionalLong.of(rowsOf(snapshot));
        }

        @Override
        public Commit publish() {
            try {
                Transaction transaction = table.load(session).newTransaction();
                transaction.manageSnapshots().cherrypick(snapshot.snapshotId()).commit();
                new StreamMark(batch, rows())
                        .set(transaction.updateProperties())
                        .commit();
                transaction.commitTransaction();
            } catch (ValidationException e) {
                // The batch is there already, or somebody expired the staged snapshot, as an erasure does.
                return ofAnotherRun().orElseThrow(() -> e);
            }
            return published(batch, table.load(session))
                    .orElseThrow(() ->
                            new IllegalStateException(table.name() + " does not show the commit of batch " + batch));
        }

        /** What another run published as this batch; nobody will then ask for this copy. */
        private Optional<Commit> ofAnotherRun() {
            Table loaded = table.load(session);
            Optional<Commit> other = published(batch, loaded);
            if (other.isPresent() && loaded.snapshot(snapshot.snapshotId()) != null) {
                loaded.expireSnapshots()
                        .expireSnapshotId(snapshot.snapshotId())
                        .expireOlderThan(0)
                        .commit();
            }
            return other;
        }
    }
}
