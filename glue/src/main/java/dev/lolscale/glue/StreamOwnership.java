package dev.lolscale.glue;

import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Whether the checkpoint is the one of the stream that fills the tables. Hive tables don't say. */
final class StreamOwnership {

    private final SparkSession spark;
    private final JobArguments arguments;
    private final JobTables tables;
    private final Checkpoint checkpoint;

    StreamOwnership(SparkSession spark, JobArguments arguments, JobTables tables) {
        this.spark = spark;
        this.arguments = arguments;
        this.tables = tables;
        this.checkpoint = new Checkpoint(spark, arguments.checkpoint());
    }

    /** What is wrong, in one line; empty when a load reads each line once. */
    Optional<String> fault() throws IOException {
        Optional<String> stream = checkpoint.streamId();
        for (IcebergTable table : tables.iceberg()) {
            Optional<String> filledBy =
                    Optional.ofNullable(table.load(spark).properties().get(StreamMark.STREAM));
            if (filledBy.isPresent() && !filledBy.equals(stream)) {
                return Optional.of(table.name() + " is filled by another stream than that of --checkpoint "
                        + arguments.checkpoint()
                        + ", so every line would be loaded twice; give that stream's checkpoint, or"
                        + " run with --rebuild all to go on with this one");
            }
            if (filledBy.isEmpty() && checkpoint.lastBatch().isPresent()) {
                return Optional.of(table.name() + " is new, but to --checkpoint " + arguments.checkpoint()
                        + " its lines are read; run with --rebuild all to load them");
            }
        }
        return Optional.empty();
    }

    /**
     * Refuses to load when lines would be loaded twice or never.
     *
     * @throws RefusedException with what is wrong
     */
    void check() throws IOException {
        Optional<String> fault = fault();
        if (fault.isPresent()) {
            throw new RefusedException(fault.get());
        }
    }

    /** Gives the tables to the checkpoint's stream, as if it had filled them up to the batch of {@code mark}. */
    void take(StreamMark mark) {
        for (IcebergTable table : tables.iceberg()) {
            mark.set(table.load(spark).updateProperties()).commit();
        }
    }
}
