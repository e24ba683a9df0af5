package dev.lolscale.schema;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads the time of an event. Accepted are {@code 2018-04-04 12:00:00} and ISO-8601 date-times: {@code T} or a space
 * between date and time, seconds and a fraction (1 to 9 digits after a point or comma, cut to microseconds) may be left
 * out, and {@code Z} or an offset ({@code +02:00}, {@code +0200}, {@code +02}) may follow. Without an offset the time is
 * UTC. A leap second ({@code :60}) and years outside 0001 to 9999, as written or in UTC, are not accepted.
 */
public final class EventTime {

    /** What {@link #parseMicros} answers when the text is not a time. */
    public static final long INVALID = Long.MIN_VALUE;

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int SECONDS_PER_DAY = 86_400;

    /** 0001-01-01T00:00:00Z. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    /** 9999-12-31T23:59:59Z. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private EventTime() {}

    /** Microseconds since 1970 UTC, or {@link #INVALID}. */
    public static long parseMicros(CharSequence text) {
        int length = text.length();
        if (length < 16 || text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(13) != ':') {
            return INVALID;
        }
        char separator = text.charAt(10);
        if (separator != ' ' && separator != 'T' && separator != 't') {
            return INVALID;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        if (year < 1 || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return INVALID;
        }
        if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
            return INVALID;
        }
        int position = 16;
        int second = 0;
        long fraction = 0;
        if (position < length && text.charAt(position) == ':') {
            second = digits(text, position + 1, 2);
            if (second < 0 || second > 59) {
                return INVALID;
            }
            position += 3;
            if (position < length && (text.charAt(position) == '.' || text.charAt(position) == ',')) {
                int start = ++position;
                long scale = MICROS_PER_SECOND;
                while (position < length && isDigit(text.charAt(position))) {
                    scale /= 10;
                    fraction += (text.charAt(position) - '0') * scale;
                    position++;
                }
                if (position == start || position - start > 9) {
                    return INVALID;
                }
            }
        }
        int offset = offsetSeconds(text, position);
        if (offset == Integer.MIN_VALUE) {
            return INVALID;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        long seconds = days * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second - offset;
        // An offset can carry the first or the last day out of the years that a partition can be named after.
        return inRange(seconds) ? seconds * MICROS_PER_SECOND + fraction : INVALID;
    }

    /** Microseconds since 1970 of {@code millis} since 1970, or {@link #INVALID} outside the years 0001 to 9999. */
    static long microsOfMillis(long millis) {
        return inRange(Math.floorDiv(millis, 1000L)) ? millis * 1000 : INVALID;
    }

    private static boolean inRange(long seconds) {
        return seconds >= FIRST_SECOND && seconds <= LAST_SECOND;
    }

    private static int offsetSeconds(CharSequence text, int position) {
        int rest = text.length() - position;
        if (rest == 0) {
            return 0;
        }
        char sign = text.charAt(position);
        if (sign == 'Z' || sign == 'z') {
            return rest == 1 ? 0 : Integer.MIN_VALUE;
        }
        if (sign != '+' && sign != '-') {
            return Integer.MIN_VALUE;
        }
        int minutesAt;
        switch (rest) {
            case 3 -> minutesAt = -1;
            case 5 -> minutesAt = position + 3;
            case 6 -> {
                if (text.charAt(position + 3) != ':') {
                    return Integer.MIN_VALUE;
                }
                minutesAt = position + 4;
            }
            default -> {
                return Integer.MIN_VALUE;
            }
        }
        int hours = digits(text, position + 1, 2);
        int minutes = minutesAt < 0 ? 0 : digits(text, minutesAt, 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || (hours == 18 && minutes > 0)) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private static int digits(CharSequence text, int start, int count) {
        if (start + count > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < start + count; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
