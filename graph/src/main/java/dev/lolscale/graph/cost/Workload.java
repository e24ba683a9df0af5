package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphException;
import java.util.Locale;

/**
 * What a platform has to carry in a month.
 *
 * @param events events a month, 1 to 10^15
 * @param eventBytes bytes of an event as the sender writes it, without the line's end, 20 to 65,536
 * @param batch events in a request, 1 to 10,000
 * @param queriesPerDay saved queries that are run in a day, all of them equally often, 0 to 10,000,000
 */
public record Workload(long events, int eventBytes, int batch, int queriesPerDay) {

    /** What is priced when nothing else is said: 200 million events of 200 bytes, 25 a request, and 100 queries a day. */
    public static final Workload STANDARD = new Workload(200_000_000, 200, 25, 100);

    /** Hours of a month, as AWS's own calculator has it. */
    public static final double HOURS = 730;

    /** Days of a month: a twelfth of a year. */
    public static final double DAYS = HOURS / 24;

    /** Seconds of a month. */
    public static final double SECONDS = HOURS * 3_600;

    /** What Lambda takes in one synchronous invocation (Lambda quota). */
    static final long MOST_REQUEST_BYTES = 6L * 1024 * 1024;

    private static final long MOST_EVENTS = 1_000_000_000_000_000L;
    private static final int MOST_EVENT_BYTES = 65_536;
    private static final int MOST_BATCH = 10_000;
    private static final int MOST_QUERIES = 10_000_000;

    /** Checks the ranges, and that a request fits through the door. */
    public Workload {
        check("--events", events, 1, MOST_EVENTS);
        check("--event-bytes", eventBytes, 20, MOST_EVENT_BYTES);
        check("--batch", batch, 1, MOST_BATCH);
        check("--queries-per-day", queriesPerDay, 0, MOST_QUERIES);
        long bytes = (long) batch * (eventBytes + 1L);
        if (bytes > MOST_REQUEST_BYTES) {
            throw new GraphException(String.format(
                    Locale.ROOT,
                    "--batch %d of --event-bytes %d is a request of %,d bytes; allowed are %,d, what Lambda takes at once",
                    batch,
                    eventBytes,
                    bytes,
                    MOST_REQUEST_BYTES));
        }
    }

    /** The same with other events a month. */
    public Workload withEvents(long others) {
        return new Workload(others, eventBytes, batch, queriesPerDay);
    }

    /** The same with other events in a request. */
    public Workload withBatch(int other) {
        return new Workload(events, eventBytes, other, queriesPerDay);
    }

    /** Requests a month; the last may be smaller. */
    public double requests() {
        return Math.ceil((double) events / batch);
    }

    /** Bytes of a request's body: its events, each with a line's end. */
    public long bodyBytes() {
        return (long) batch * (eventBytes + 1L);
    }

    /** Saved queries in a month. */
    public double queries() {
        return queriesPerDay * DAYS;
    }

    private static void check(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new GraphException(
                    String.format(Locale.ROOT, "%s is %d; allowed is %d to %d", option, value, least, most));
        }
    }
}
