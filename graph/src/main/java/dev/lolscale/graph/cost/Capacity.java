package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackGraph;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What a stack does with a workload, in the terms of the services' quotas. The same flow through the graph as a bill's.
 */
public final class Capacity {

    private static final double SECONDS_OF_MINUTE = 60;

    private final Flow flow;

    private Capacity(Flow flow) {
        this.flow = flow;
    }

    /** What the stack does with a workload. */
    public static Capacity of(StackGraph graph, Workload workload, CostModel model) {
        return new Capacity(model.flow(graph, workload));
    }

    /** The stack's region. */
    public String region() {
        return CostModel.region(flow.graph());
    }

    /** Milliseconds of a request in the track function; empty when there is none. */
    public OptionalDouble requestMillis() {
        return flow.graph().ofType(Types.FUNCTION).stream()
                .filter(flow::isTrack)
                .mapToDouble(function -> LambdaPricing.trackMillis(function, flow))
                .max();
    }

    /** Bytes that Firehose bills for a request. */
    public long billedBytesOfARequest() {
        return flow.request().billedBytes();
    }

    /** Records in a request. */
    public int recordsOfARequest() {
        return flow.request().recordBytes().size();
    }

    /** Bytes of an event as it lands, its line's end included. */
    public double landedBytesOfAnEvent() {
        return (double) flow.request().landedBytes() / flow.workload().batch();
    }

    /** Bytes at which the stream writes an object; empty when there is no stream to S3. */
    public OptionalDouble objectBytes() {
        return flow.rawZones().stream()
                .mapToDouble(zone -> flow.bufferBytes(zone.stream()))
                .min();
    }

    /** Requests a second that the stage of the API lets through; empty when it sets no limit. */
    public OptionalDouble stageRequestsPerSecond() {
        return flow.stageRequestsPerSecond();
    }

    /** What a run of the job must be done in: until the next one, or until Glue ends it. */
    public OptionalDouble runSeconds() {
        return loadingJob()
                .map(job -> OptionalDouble.of(
                        Math.min(intervalSeconds(job), job.inputs().number("timeout", 2_880) * SECONDS_OF_MINUTE)))
                .orElse(OptionalDouble.empty());
    }

    /** Events a second at which a run of the job takes as long as it may; empty without a job that is started. */
    public OptionalDouble jobEventsPerSecond() {
        return loadingJob()
                .map(job -> OptionalDouble.of(
                        GluePricing.eventsIn(runSeconds().orElseThrow(), job, flow) / intervalSeconds(job)))
                .orElse(OptionalDouble.empty());
    }

    /** The name of the saved query that reads most of what its workgroup lets it, and which part of that it reads. */
    public Optional<Scan> largestScan() {
        List<GraphResource> queries = flow.graph().ofType(Types.NAMED_QUERY);
        return queries.stream()
                .map(query -> new Scan(
                        query.inputs().optionalText("name").orElse(query.name()),
                        AthenaPricing.scannedBytes(query, flow),
                        AthenaPricing.cutoff(query, flow)))
                .filter(scan -> Double.isFinite(scan.cutoffBytes()) && scan.bytes() > 0)
                .max(Comparator.comparingDouble(scan -> scan.bytes() / scan.cutoffBytes()));
    }

    /** Seconds of the saved query that reads most, after a year; empty when none reads anything. */
    public OptionalDouble longestQuerySeconds() {
        return positive(scannedBytes().max().orElse(0) / bytesPerSecond());
    }

    /** Saved queries that run at the same time, on average, after a year; empty when none are run. */
    public OptionalDouble queriesAtOnce() {
        double seconds = scannedBytes().average().orElse(0) / bytesPerSecond();
        return positive(flow.workload().queries() / Workload.SECONDS * seconds);
    }

    private DoubleStream scannedBytes() {
        return flow.graph().ofType(Types.NAMED_QUERY).stream()
                .mapToDouble(query -> AthenaPricing.scannedBytes(query, flow));
    }

    private double bytesPerSecond() {
        return flow.measurements().number("query.bytesPerSecond");
    }

    private static OptionalDouble positive(double value) {
        return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /**
     * What a saved query reads after a year.
     *
     * @param query its name
     * @param bytes how much it reads
     * @param cutoffBytes how much it may read
     */
    public record Scan(String query, double bytes, double cutoffBytes) {}

    private Optional<GraphResource> loadingJob() {
        return flow.graph().ofType(Types.JOB).stream()
                .filter(job -> flow.lake().runs(job, false) > 0)
                .findFirst();
    }

    private double intervalSeconds(GraphResource job) {
        return Workload.SECONDS / flow.lake().runs(job, false);
    }
}
