package dev.lolscale.handlers;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes at most one line an invocation, in CloudWatch's embedded metric format, so that the line is both the log and
 * the metrics: see {@link InvocationMetrics}. Nothing that a sender wrote is in it.
 *
 * <p>CloudWatch bills a gigabyte of log seventeen times what Firehose bills one of events, so a line an invocation would
 * cost more than the delivery of a small request. A line therefore stands for several invocations of a key: it comes
 * when there are {@code invocationsPerLine} of them, when the first of them is {@link #LONGEST_WAIT} ago, or at once
 * when Firehose did not take everything. Sums are exact, but for what an instance that ends has not written yet.
 */
final class InvocationLog {

    /** CloudWatch's own resolution of metrics: a line that waits longer would blur them. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** How metrics name requests whose key is not known. */
    static final String NO_KEY = "none";

    private final Consumer<String> lines;
    private final Clock clock;
    private final String function;
    private final int invocationsPerLine;
    private final Map<String, InvocationMetrics> unwritten = new HashMap<>();

    /**
     * A log.
     *
     * @param lines takes each line, without its end
     * @param function the function's name, a dimension of the metrics
     * @param invocationsPerLine how many invocations of a key a line stands for; 1 for a line each
     */
    InvocationLog(Consumer<String> lines, Clock clock, String function, int invocationsPerLine) {
        this.lines = lines;
        this.clock = clock;
        this.function = function;
        this.invocationsPerLine = invocationsPerLine;
    }

    /** Lines that were judged; {@code started} is the {@link System#nanoTime()} at which the invocation began. */
    void tracked(TrackOutcome outcome, String keyName, long started) {
        InvocationMetrics metrics = metricsOf(keyName);
        metrics.add("accepted", outcome.accepted());
        outcome.rejectedByReason().forEach((reason, count) -> metrics.add("rejected_" + reason, count));
        metrics.addBilledBytes(outcome.billedBytes());
        if (!outcome.deliveryError().isEmpty()) {
            metrics.lastDeliveryError(outcome.deliveryError());
        }
        end(keyName, metrics, started, outcome.isUndelivered());
    }

    /** A request that was refused whole. */
    void refused(int status, String keyName, long started) {
        InvocationMetrics metrics = metricsOf(keyName);
        metrics.add("refused_" + status, 1);
        end(keyName, metrics, started, false);
    }

    /** A fault of the function: where it came from, but not its message, which may hold what a sender wrote. */
    void fault(Exception fault) {
        StackTraceElement[] frames = fault.getStackTrace();
        lines.accept(JsonText.of(json -> {
            json.writeStringField("fault", fault.getClass().getName());
            json.writeStringField("at", frames.length == 0 ? "" : frames[0].toString());
        }));
    }

    private InvocationMetrics metricsOf(String keyName) {
        return unwritten.computeIfAbsent(keyName, key -> new InvocationMetrics(clock.millis()));
    }

    private void end(String keyName, InvocationMetrics metrics, long started, boolean atOnce) {
        metrics.addInvocation((System.nanoTime() - started) / 1_000_000);
        long now = clock.millis();
        if (atOnce
                || metrics.invocations() >= invocationsPerLine
                || now - metrics.sinceMillis() >= LONGEST_WAIT.toMillis()) {
            unwritten.remove(keyName);
            lines.accept(metrics.line(now, function, keyName.isEmpty() ? NO_KEY : keyName));
        }
    }
}
