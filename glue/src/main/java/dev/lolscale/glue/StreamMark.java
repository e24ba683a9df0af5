package dev.lolscale.glue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;

/**
 * What an Iceberg table's properties say of the stream that fills it. They are set in the very commit that publishes a
 * batch, so they outlive the batch's snapshot.
 *
 * @param lastBatch the last batch that was published; its stream is the one that the table belongs to
 * @param rows how many rows that batch had in this table; empty when that is not known
 */
record StreamMark(Batch lastBatch, OptionalLong rows) {

    /** The stream's id: the table belongs to the checkpoint with this one. */
    static final String STREAM = "lolscale.stream";

    /** The last batch that was published. */
    static final String LAST_BATCH = "lolscale.last_batch";

    /** How many rows that batch had. */
    static final String LAST_BATCH_ROWS = "lolscale.last_batch.rows";

    /** The mark of {@code table}; none before its first batch. */
    static Optional<StreamMark> of(Table table) {
        Map<String, String> properties = table.properties();
        String rows = properties.get(LAST_BATCH_ROWS);
        return Optional.ofNullable(properties.get(LAST_BATCH))
                .map(batch -> new StreamMark(
                        Batch.parse(batch),
                        rows == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(rows))));
    }

    /** Whether {@code batch} was published: batches of a stream are published in their order. */
    boolean covers(Batch batch) {
        return lastBatch.queryId().equals(batch.queryId()) && lastBatch.id() >= batch.id();
    }

    /** How many rows {@code batch} had, if the mark knows. */
    OptionalLong rowsOf(Batch batch) {
        return lastBatch.equals(batch) ? rows : OptionalLong.empty();
    }

    /** Sets the properties; the caller commits. */
    UpdateProperties set(UpdateProperties properties) {
        properties.set(STREAM, lastBatch.queryId()).set(LAST_BATCH, lastBatch.toString());
        return rows.isPresent()
                ? properties.set(LAST_BATCH_ROWS, Long.toString(rows.getAsLong()))
                : properties.remove(LAST_BATCH_ROWS);
    }
}
