package dev.lolscale.graph.limits;

import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.cost.Capacity;
import dev.lolscale.graph.cost.CostModel;
import dev.lolscale.graph.cost.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** At which rate of events each quota of AWS, and each limit that the stack sets itself, is reached. */
public final class Limits {

    private static final double MILLIS = 1_000;
    private static final double WHOLE_PUT_BYTES = 4.0 * 1024 * 1024;
    private static final int RECORDS_OF_A_CALL = 500;

    private final QuotaList quotas;
    private final Capacity capacity;
    private final Workload workload;
    private final double eventsPerSecond;
    private final List<Limit> limits = new ArrayList<>();

    private Limits(QuotaList quotas, Capacity capacity, Workload workload) {
        this.quotas = quotas;
        this.capacity = capacity;
        this.workload = workload;
        this.eventsPerSecond = workload.events() / Workload.SECONDS;
    }

    /**
     * The limits of a stack, the one that binds first at the front.
     *
     * @param graph the stack, recorded as an update
     * @param workload whose events have the size, and come in the requests, that the limits are for
     */
    public static List<Limit> of(StackGraph graph, Workload workload, CostModel model, QuotaList quotas) {
        Limits limits = new Limits(quotas, Capacity.of(graph, workload, model), workload);
        limits.door();
        limits.function();
        limits.stream();
        limits.bucket();
        limits.job();
        limits.queries();
        return limits.limits.stream()
                .sorted(Comparator.comparingDouble(Limit::bindsAtEventsPerSecond))
                .toList();
    }

    private void door() {
        quota("apigateway.requests", quota -> quota.value() * workload.batch());
        capacity.stageRequestsPerSecond()
                .ifPresent(requests -> own(
                        "API Gateway",
                        "requests a second of this stage",
                        requests,
                        requests * workload.batch(),
                        "throttlingRateLimit in the stack's file, at most the account's quota"));
    }

    private void function() {
        capacity.requestMillis().ifPresent(millis -> {
            quota("lambda.concurrency", quota -> quota.value() / (millis / MILLIS) * workload.batch());
            quota("lambda.requests", quota -> quota.value() * workload.batch());
        });
    }

    private void stream() {
        if (capacity.objectBytes().isEmpty()) {
            return;
        }
        double requestBytes = capacity.landedBytesOfAnEvent() * workload.batch();
        double calls = Math.max(
                Math.ceil(capacity.recordsOfARequest() / (double) RECORDS_OF_A_CALL),
                Math.ceil(requestBytes / WHOLE_PUT_BYTES));
        quota("firehose.requests", quota -> quota.value() / calls * workload.batch());
        quota("firehose.records", quota -> quota.value() / capacity.recordsOfARequest() * workload.batch());
        quota("firehose.bytes", quota -> quota.value() / capacity.landedBytesOfAnEvent());
    }

    private void bucket() {
        capacity.objectBytes()
                .ifPresent(bytes -> quota("s3.puts", quota -> quota.value() * bytes / capacity.landedBytesOfAnEvent()));
    }

    private void job() {
        capacity.jobEventsPerSecond()
                .ifPresent(events -> own(
                        "Glue",
                        "seconds of a run of this job, until the next or its timeout",
                        capacity.runSeconds().orElseThrow(),
                        events,
                        "workers, workerType, or a more frequent transformSchedule"));
    }

    private void queries() {
        capacity.largestScan()
                .ifPresent(scan -> own(
                        "Athena",
                        "bytes that " + scan.query() + " may read after a year",
                        scan.cutoffBytes(),
                        eventsPerSecond * scan.cutoffBytes() / scan.bytes(),
                        "bytesScannedCutoffPerQuery, or ask for fewer days"));
        // What a query reads grows with the events, and with it how long it takes.
        capacity.longestQuerySeconds()
                .ifPresent(seconds -> quota("athena.querySeconds", quota -> eventsPerSecond * quota.value() / seconds));
        capacity.queriesAtOnce()
                .ifPresent(atOnce -> quota("athena.queries", quota -> eventsPerSecond * quota.value() / atOnce));
    }

    private void quota(String key, ToDoubleFunction<Quota> bindsAt) {
        quotas.find(key, capacity.region())
                .ifPresent(quota -> limits.add(new Limit(
                        quota.service(),
                        quota.name(),
                        quota.value(),
                        bindsAt.applyAsDouble(quota),
                        false,
                        quota.raise(),
                        quota.source())));
    }

    private void own(String service, String quota, double value, double bindsAt, String raise) {
        limits.add(new Limit(service, quota, value, bindsAt, true, raise, "a setting of this stack"));
    }
}
