package dev.lolscale.glue;

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
     * Makes {@code rows} the batch's rows in the table: afterwards they are there once, also when an earlier run
     * committed the batch, or died while it did.
     */
    Commit commit(Batch batch, Dataset<Row> rows);

    /**
     * What a batch left in the table.
     *
     * @param rows how many rows, as the table itself counts them
     * @param partitions the partitions that hold them, for example {@code year=2018/month=04/day=04}
     */
    record Commit(long rows, Set<String> partitions) {}
}
