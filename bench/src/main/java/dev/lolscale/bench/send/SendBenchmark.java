package dev.lolscale.bench.send;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lolscale.bench.Benchmark;
import dev.lolscale.bench.BenchmarkException;
import dev.lolscale.bench.Measure.Better;
import dev.lolscale.bench.Report;
import dev.lolscale.bench.RunningPlatform;
import dev.lolscale.bench.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The whole local platform under the load generator, for a minute, at the highest rate this machine holds: {@code ./lolscale
 * send} without a rate against {@code ./lolscale up}. Then everything is drained, and the raw zone and the event table must hold
 * exactly what was accepted.
 */
public final class SendBenchmark implements Benchmark {

    private static final int BATCH = 100;
    private static final int SECONDS = 60;
    private static final int QUICK_SECONDS = 5;
    private static final long FIRST_EVENTS = 400_000;

    @Override
    public String name() {
        return "send";
    }

    @Override
    public String description() {
        return "./lolscale send at the highest rate for a minute against ./lolscale up: losses, refusals, memory";
    }

    @Override
    public void run(Settings settings, Report report) throws IOException, InterruptedException {
        report.progress("starting ./lolscale up");
        try (RunningPlatform platform = RunningPlatform.start(settings, name(), Map.of())) {
            report.progress("finding the rate");
            long probe = settings.quick() ? FIRST_EVENTS / 10 : FIRST_EVENTS;
            // Twice: the first time everything is still being compiled.
            Sent warmed = send(platform, probe);
            Sent first = send(platform, probe);
            int seconds = settings.quick() ? QUICK_SECONDS : SECONDS;
            long events = Math.round(first.eventsPerSecond() * seconds / BATCH) * BATCH;
            report.progress(String.format("sending %,d events, which take about %d s", events, seconds));
            Sent sent;
            Map<String, List<Double>> memory;
            try (MemorySampler sampler = MemorySampler.start(platform.processes())) {
                sent = send(platform, events);
                memory = sampler.end();
            }
            report.add("events accepted", "events/s", Better.HIGHER, sent.eventsPerSecond());
            report.add("sent for", "s", Better.HIGHER, events / sent.eventsPerSecond());
            report.add("events sent", "events", Better.HIGHER, (double) events);
            report.add("requests", "requests", Better.LOWER, (double) sent.requests());
            report.add("half of the answers within", "ms", Better.LOWER, sent.p50Millis());
            report.add("99 % of the answers within", "ms", Better.LOWER, sent.p99Millis());
            memory.forEach((process, samples) -> tellMemory(report, process, samples));
            report.progress("draining, and running the workflow");
            reconcile(platform, warmed.events() + first.events() + events, report);
        }
    }

    /** What one run of the load generator says; everything was accepted, and nothing had to be sent twice. */
    private record Sent(long events, long requests, double eventsPerSecond, double p50Millis, double p99Millis) {}

    private static Sent send(RunningPlatform platform, long events) throws IOException, InterruptedException {
        JsonNode sent = platform.lolscale(
                "send", "--url", platform.url(), "--events", Long.toString(events), "--batch", Integer.toString(BATCH));
        if (sent.path("accepted").asLong() != events || sent.path("rejected").asLong() != 0) {
            throw new BenchmarkException("of " + events + " events not all were accepted: " + sent);
        }
        // The generator sends again what is refused or fails, so one more request than batches is a 5xx, a 429 or a
        // time-out.
        long batches = (events + BATCH - 1) / BATCH;
        if (sent.path("requests").asLong() != batches) {
            throw new BenchmarkException(
                    "needed were " + batches + " requests, each answered well at once; it took: " + sent);
        }
        return new Sent(
                events,
                sent.path("requests").asLong(),
                sent.path("eventsPerSecond").asDouble(),
                sent.path("p50Ms").asDouble(),
                sent.path("p99Ms").asDouble());
    }

    private static void reconcile(RunningPlatform platform, long accepted, Report report)
            throws IOException, InterruptedException {
        JsonNode ran = platform.lolscale("workflow", "--dir", platform.folder().toString());
        long raw = ran.path("raw").asLong();
        long rows = ran.path("rows").asLong();
        long quarantined = ran.path("quarantined").asLong();
        if (raw != accepted || rows != accepted || quarantined != 0) {
            throw new BenchmarkException(accepted + " events were accepted; the raw zone has " + raw
                    + ", the event table " + rows + ", the quarantine " + quarantined);
        }
        report.note(String.format(
                "All %,d events sent were accepted, at the first attempt (so no 5xx and no 429), are in the raw zone, and are in"
                        + " the event table.",
                accepted));
    }

    /** Memory in the first, the middle and the last sixth: flat is what does not grow from the middle to the end. */
    private static void tellMemory(Report report, String process, List<Double> samples) {
        int sixth = Math.max(1, samples.size() / 6);
        double early = median(samples.subList(0, sixth));
        int middle = samples.size() / 2;
        double half = median(samples.subList(middle, Math.min(samples.size(), middle + sixth)));
        double late = median(samples.subList(samples.size() - sixth, samples.size()));
        report.add("memory at the start: " + process, "MB", Better.LOWER, early);
        report.add("memory half way: " + process, "MB", Better.LOWER, half);
        report.add("memory at the end: " + process, "MB", Better.LOWER, late);
        String growth = "memory, end / half way: " + process;
        report.add(growth, "x", Better.LOWER, late / half);
        report.goal(growth, 1.05);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }
}
