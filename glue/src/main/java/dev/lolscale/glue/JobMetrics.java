package dev.lolscale.glue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lolscale.glue.BatchTable.Commit;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run did, as one JSON object that is also a line of CloudWatch's embedded metric format: namespace
 * {@code Lolscale}, dimension {@code job}. A batch counts in the run that finished it, also when a run that died had
 * published all or some of it: so the metrics of all runs that ended well add up to what is in the tables. Lines and
 * objects are counted while they are read, rows as the tables count them.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>mode</td><td>load, rebuild, maintain or erase</td></tr>
 * <tr><td>filesIn, bytesIn</td><td>raw objects that hold lines, and their size as they lie there</td></tr>
 * <tr><td>rawLines</td><td>lines that are not blank; rows + quarantined + duplicatesDropped</td></tr>
 * <tr><td>rows, quarantined, duplicatesDropped</td><td>what became of them</td></tr>
 * <tr><td>late</td><td>events, repeats included, whose partition day lies before the day of their arrival</td></tr>
 * <tr><td>outOfWindow</td><td>events, repeats included, whose partition is the day of their arrival</td></tr>
 * <tr><td>batches, partitionsTouched</td><td>how many</td></tr>
 * <tr><td>yielded</td><td>whether another run was at work</td></tr>
 * <tr><td>seconds</td><td>how long the run took, without the start of its process</td></tr>
 * </table>
 *
 * <p>Runs that rebuild, maintain or erase add what they did besides.
 */
final class JobMetrics {

    private record Finished(
            long filesIn, long bytesIn, LineCounts lines, long rows, long quarantined, Set<String> partitions) {}

    private final long startedNanos = System.nanoTime();
    private final String job;
    private final String mode;
    private final TreeMap<Long, Finished> batches = new TreeMap<>();
    private final Map<String, Long> results = new LinkedHashMap<>();
    private boolean yielded;

    JobMetrics(JobArguments arguments) {
        this.job = arguments.jobName();
        this.mode = arguments.task().mode();
    }

    /** Counts a finished batch. What a table no longer knows is taken from the lines. */
    synchronized void finished(long batch, RawObjects read, Commit events, Commit quarantine) {
        LineCounts lines = read.counts();
        batches.put(
                batch,
                new Finished(
                        read.objects(),
                        read.bytes(),
                        lines,
                        events.rows().orElse(lines.events()),
                        quarantine.rows().orElse(lines.quarantined()),
                        events.partitions()));
    }

    /** Another run was faster: batches after {@code batch} count there. */
    synchronized void keepUpTo(long batch) {
        yielded = true;
        batches.tailMap(batch, false).clear();
    }

    /** Adds a number that only some runs have, under a name of its own. */
    synchronized void result(String name, long value) {
        results.put(name, value);
    }

    /** The metrics as one line of JSON. */
    synchronized String toJson() {
        Map<String, Long> counts = counts();
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
            generator.writeStartObject();
            writeMetricDefinitions(generator, counts.keySet());
            generator.writeStringField("job", job);
            generator.writeStringField("mode", mode);
            for (Map.Entry<String, Long> count : counts.entrySet()) {
                generator.writeNumberField(count.getKey(), count.getValue());
            }
            generator.writeNumberField("seconds", Math.round((System.nanoTime() - startedNanos) / 1e6) / 1e3);
            generator.writeBooleanField("yielded", yielded);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return json.toString();
    }

    /** What makes CloudWatch read metrics from the line. */
    private static void writeMetricDefinitions(JsonGenerator generator, Set<String> counts) throws IOException {
        generator.writeObjectFieldStart("_aws");
        generator.writeNumberField("Timestamp", System.currentTimeMillis());
        generator.writeArrayFieldStart("CloudWatchMetrics");
        generator.writeStartObject();
        generator.writeStringField("Namespace", "Lolscale");
        generator.writeArrayFieldStart("Dimensions");
        generator.writeStartArray();
        generator.writeString("job");
        generator.writeEndArray();
        generator.writeEndArray();
        generator.writeArrayFieldStart("Metrics");
        for (String count : counts) {
            writeMetric(generator, count, count.equals("bytesIn") ? "Bytes" : "Count");
        }
        writeMetric(generator, "seconds", "Seconds");
        generator.writeEndArray();
        generator.writeEndObject();
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private static void writeMetric(JsonGenerator generator, String name, String unit) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("Name", name);
        generator.writeStringField("Unit", unit);
        generator.writeEndObject();
    }

    private Map<String, Long> counts() {
        LineCounts lines = LineCounts.NONE;
        long filesIn = 0;
        long bytesIn = 0;
        long rows = 0;
        long quarantined = 0;
        Set<String> partitions = new HashSet<>();
        for (Finished batch : batches.values()) {
            lines = lines.plus(batch.lines());
            filesIn += batch.filesIn();
            bytesIn += batch.bytesIn();
            rows += batch.rows();
            quarantined += batch.quarantined();
            partitions.addAll(batch.partitions());
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("filesIn", filesIn);
        counts.put("bytesIn", bytesIn);
        counts.put("rawLines", lines.lines());
        counts.put("rows", rows);
        counts.put("quarantined", quarantined);
        counts.put("duplicatesDropped", lines.events() - rows);
        counts.put("late", lines.late());
        counts.put("outOfWindow", lines.outOfWindow());
        counts.put("batches", (long) batches.size());
        counts.put("partitionsTouched", (long) partitions.size());
        counts.putAll(results);
        return counts;
    }
}
