package dev.lolscale.glue;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A table that takes each batch exactly once, however often it is given. */
interface BatchTable {

    /**
     * Creates the table when it is absent, and adds the columns that it lacks.
     *
     * @throws RefusedException when the table that is there is another than the job's
     */
    void prepare();

    /**
     * Writes {@code rows} where no reader sees them; writes nothing when the table has the batch already, whoever put it
     * there.
     */
    Staged stage(Batch batch, Dataset<Row> rows);

    /** A batch that is written, or was before, and that readers see once it is published. */
    interface Staged {

        /** How many rows it has, as the table itself counts them; empty when the table no longer knows. */
        OptionalLong rows();

        /** Shows the rows to readers, unless the batch is there already: afterwards they are there once. */
        Commit publish();
    }

    /**
     * What a batch left in the table.
     *
     * @param rows how many rows, as the table itself counts them; empty when the table no longer knows
     * @param partitions the partitions that hold them, for example {@code year=2018/month=04/day=04}; empty when the
     *     table no longer knows
     */
    record Commit(OptionalLong rows, Set<String> partitions) {}
}
