package dev.lolscale.local.load;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes events like those of the platform's first sample client, for example
 * {@code {"eventId":"s1-2s","event":"LOGIN","userId":"mark3","dateTime":"2018-04-04 12:00:00"}}: a handful of event
 * names, some thousand users, times that run evenly through some days. The same seed gives the same events. Not for use by
 * several threads.
 */
public final class SeedEvents {

    private static final String[] EVENTS = {
        "LOGIN",
        "LOGIN",
        "LOGIN",
        "VIEW",
        "VIEW",
        "VIEW",
        "VIEW",
        "PLAY",
        "PLAY",
        "PURCHASE",
        "SHARE",
        "LOGOUT",
        "LOGOUT"
    };
    private static final String[] NAMES = {"mark", "anna", "li", "noor", "tom", "eva", "raj", "zoe", "ivan", "mia"};
    private static final int USERS_PER_NAME = 500;

    /** Of how many of the last events one may be repeated. */
    private static final int RECENT = 1_000;

    private static final DateTimeFormatter SEED_FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** What is wrong with a bad line, one kind after the other. */
    private static final String[] BAD_LINES = {
        "{\"event\":\"LOGIN\",\"userId\":\"%s\"}",
        "{\"event\":\"LOGIN\",\"userId\":\"%s\",\"dateTime\":\"yesterday\"}",
        "{\"event\":\"LOGIN\",\"userId\":\"%s\",\"dateTime\":\"2018-04-04 12:00:00\"",
        "{\"event\":17,\"userId\":\"%s\",\"dateTime\":\"2018-04-04 12:00:00\"}",
        "%s logged in"
    };

    private final Random random;
    private final String idPrefix;
    private final Instant from;
    private final Duration span;
    private final long events;
    private final double badFraction;
    private final double repeatedFraction;
    private final List<Line> recent = new ArrayList<>();
    private long made;
    private int badMade;

    /**
     * A source of events.
     *
     * @param seed chooses names, users and the prefix of the ids
     * @param from the time of the first event
     * @param span all times lie less than this much later
     * @param events how many events the span is divided by
     * @param badFraction which part of the lines is no event, from 0 to 1
     * @param repeatedFraction which part of the lines is one of the last events again, to the letter, from 0 to 1
     */
    public SeedEvents(
            long seed, Instant from, Duration span, long events, double badFraction, double repeatedFraction) {
        this.random = new Random(seed);
        this.idPrefix = Long.toString(seed & 0xFFFFFFFFL, Character.MAX_RADIX) + "-";
        this.from = from;
        this.span = span;
        this.events = Math.max(events, 1);
        this.badFraction = badFraction;
        this.repeatedFraction = repeatedFraction;
    }

    /** The next line, without a newline. */
    public Line next() {
        if (!recent.isEmpty() && random.nextDouble() < repeatedFraction) {
            return recent.get(random.nextInt(recent.size()));
        }
        Line line = newLine();
        if (repeatedFraction > 0 && !line.id().isEmpty()) {
            remember(line);
        }
        return line;
    }

    private void remember(Line line) {
        if (recent.size() < RECENT) {
            recent.add(line);
        } else {
            recent.set((int) (made % RECENT), line);
        }
    }

    private Line newLine() {
        String user = NAMES[random.nextInt(NAMES.length)] + random.nextInt(USERS_PER_NAME);
        boolean bad = random.nextDouble() < badFraction;
        long number = made++;
        if (bad) {
            return new Line("", String.format(BAD_LINES[badMade++ % BAD_LINES.length], user));
        }
        String id = idPrefix + Long.toString(number, Character.MAX_RADIX);
        // In doubles, because milliseconds times a large count leave the range of a long.
        long offset = (long) (span.toMillis() * (number % events / (double) events));
        String time = SEED_FORMAT.format(from.plusMillis(offset).atOffset(ZoneOffset.UTC));
        String event = EVENTS[random.nextInt(EVENTS.length)];
        return new Line(
                id,
                "{\"eventId\":\"" + id + "\",\"event\":\"" + event + "\",\"userId\":\"" + user + "\",\"dateTime\":\""
                        + time + "\"}");
    }

    /**
     * A line to send.
     *
     * @param id the event's id; empty for a line that is no event
     * @param text the line, without a newline
     */
    public record Line(String id, String text) {}
}
