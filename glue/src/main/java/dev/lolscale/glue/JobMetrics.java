package dev.lolscale.glue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lolscale.glue.BatchTable.Commit;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What a run did. A batch counts in the run that finished it, also when a run that died had committed all or some of it:
 * so the metrics of all runs that ended well add up to what is in the tables. Lines and objects are counted while they
 * are read, rows as the tables count them.
 */
final class JobMetrics {

    private final long startedNanos = System.nanoTime();
    private long filesIn;
    private long bytesIn;
    private long rawLines;
    private long rows;
    private long quarantined;
    private long batches;
    private final Set<String> partitions = new HashSet<>();

    /**
     * Counts a finished batch.
     *
     * @throws IllegalStateException when the tables do not hold as many rows as the raw objects hold lines
     */
    synchronized void finished(Batch batch, RawObjects read, Commit events, Commit quarantine) {
        if (read.lines() != events.rows() + quarantine.rows()) {
            throw new IllegalStateException("batch " + batch + " has " + read.lines() + " raw lines, but "
                    + events.rows() + " rows and " + quarantine.rows() + " quarantined lines in the tables");
        }
        filesIn += read.objects();
        bytesIn += read.bytes();
        rawLines += read.lines();
        rows += events.rows();
        quarantined += quarantine.rows();
        batches++;
        partitions.addAll(events.partitions());
    }

    /** The metrics as one line of JSON. */
    synchronized String toJson() {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
            generator.writeStartObject();
            generator.writeNumberField("filesIn", filesIn);
            generator.writeNumberField("bytesIn", bytesIn);
            generator.writeNumberField("rawLines", rawLines);
            generator.writeNumberField("rows", rows);
            generator.writeNumberField("quarantined", quarantined);
            // The job does not drop duplicates.
            generator.writeNumberField("duplicatesDropped", 0);
            generator.writeNumberField("batches", batches);
            generator.writeNumberField("partitionsTouched", partitions.size());
            generator.writeNumberField("seconds", Math.round((System.nanoTime() - startedNanos) / 1e6) / 1e3);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return json.toString();
    }
}
