package dev.lolscale.glue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A day as the values of the partition columns; remembers the last, because most lines have the day of the one before. */
final class PartitionDay {

    private static final Pattern OBJECT_DAY = Pattern.compile("/year=(\\d{4})/month=(\\d{1,2})/day=(\\d{1,2})/");
    private static final long SECONDS_PER_DAY = 86_400;

    private long day = Long.MIN_VALUE;
    private String[] values = {};

    /**
     * The day that an object's path names, or when it names none the day the object was written; in days since 1970.
     */
    static long ofObject(String object, long modifiedSeconds) {
        long dayWritten = Math.floorDiv(modifiedSeconds, SECONDS_PER_DAY);
        Matcher matcher = OBJECT_DAY.matcher(object);
        if (!matcher.find()) {
            return dayWritten;
        }
        try {
            return LocalDate.of(
                            Integer.parseInt(matcher.group(1)),
                            Integer.parseInt(matcher.group(2)),
                            Integer.parseInt(matcher.group(3)))
                    .toEpochDay();
        } catch (DateTimeException e) {
            // month=13 names no day.
            return dayWritten;
        }
    }

    /** Writes year, month and day, with leading zeros, into {@code row} from {@code index}. */
    void write(long epochDay, Object[] row, int index) {
        if (epochDay != day) {
            values = LocalDate.ofEpochDay(epochDay).toString().split("-", 3);
            day = epochDay;
        }
        System.arraycopy(values, 0, row, index, values.length);
    }
}
