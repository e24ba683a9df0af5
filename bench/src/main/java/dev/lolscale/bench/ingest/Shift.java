package dev.lolscale.bench.ingest;

import dev.lolscale.bench.BenchmarkException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Invocations that one instance is given, one after the other, and the account of what became of them. An instance has one
 * invocation at a time, as on Lambda.
 */
final class Shift {

    private static final long LONGEST_COUNT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final TrackRequests requests;
    private final long most;
    private final long lengthNanos;
    private long begunNanos;
    private long begun;
    private long answered;
    private long events;
    private long lastAnswerNanos;
    private String problem = "";

    private Shift(TrackRequests requests, long most, Duration length) {
        this.requests = requests;
        this.most = most;
        this.lengthNanos = length.toNanos();
    }

    /** As many as go in a time. */
    static Shift lasting(TrackRequests requests, Duration length) {
        return new Shift(requests, Long.MAX_VALUE, length);
    }

    /** A number of them. */
    static Shift of(TrackRequests requests, long count) {
        return new Shift(requests, count, Duration.ofDays(1));
    }

    /**
     * What was done.
     *
     * @param requests invocations answered with 204
     * @param events those that Firehose was handed
     * @param seconds from the first invocation to the last answer
     * @param beginNanos the {@link System#nanoTime()} at which the first invocation was handed out
     * @param endNanos that of the last answer
     */
    record Done(long requests, long events, double seconds, long beginNanos, long endNanos) {}

    /** The next invocation's payload, or null when the shift is over. */
    synchronized byte[] begin() {
        if (isOver()) {
            return null;
        }
        if (begun == 0) {
            begunNanos = System.nanoTime();
        }
        return requests.payloads().get((int) (begun++ % requests.payloads().size()));
    }

    synchronized void answered(String answer) {
        lastAnswerNanos = System.nanoTime();
        answered++;
        if (!answer.contains("\"statusCode\":204")) {
            failed("the function answered " + shortened(answer) + " in place of 204");
        }
        if (isOver()) {
            notifyAll();
        }
    }

    synchronized void taken(int count) {
        events += count;
        notifyAll();
    }

    /** Ends the shift without a result. */
    synchronized void failed(String what) {
        if (problem.isEmpty()) {
            problem = what;
        }
        notifyAll();
    }

    private boolean isOver() {
        return !problem.isEmpty() || begun == most || (begun > 0 && System.nanoTime() - begunNanos >= lengthNanos);
    }

    /**
     * Waits for the end.
     *
     * @param limit how long it may take
     * @throws BenchmarkException when an answer was not 204, when Firehose was not handed exactly the events of the
     *     invocations, or when the time is over
     */
    synchronized Done await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (problem.isEmpty() && !(isOver() && answered == begun)) {
            wait(pause(deadline, "the function has answered " + answered + " of " + begun + " invocations"));
        }
        // Firehose's side counts after its answer is sent.
        long expected = answered * requests.eventsEach();
        long lastCount = Math.min(deadline, System.nanoTime() + LONGEST_COUNT_NANOS);
        while (problem.isEmpty() && events < expected) {
            wait(pause(lastCount, "the function was given " + expected + " events; Firehose got " + events));
        }
        if (problem.isEmpty() && events > expected) {
            problem = "the function was given " + expected + " events; Firehose got " + events;
        }
        if (!problem.isEmpty()) {
            throw new BenchmarkException(problem);
        }
        return new Done(answered, events, (lastAnswerNanos - begunNanos) / 1e9, begunNanos, lastAnswerNanos);
    }

    /** How many milliseconds to wait at most before looking again; past the deadline, the problem is {@code otherwise}. */
    private long pause(long deadlineNanos, String otherwise) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (left <= 0) {
            problem = otherwise;
        }
        return Math.max(1, Math.min(left, LONGEST_PAUSE_MILLIS));
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "..." : text;
    }
}
