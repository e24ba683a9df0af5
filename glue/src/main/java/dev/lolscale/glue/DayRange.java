package dev.lolscale.glue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Days of UTC, both ends included.
 *
 * @param from the first day
 * @param to the last day
 */
record DayRange(LocalDate from, LocalDate to) {

    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /** Every day that a partition can have. */
    static final DayRange ALL = new DayRange(FIRST, LAST);

    /** More ranges than this cost more to compare with than they spare. */
    private static final int MAX_RANGES = 100;

    /**
     * Reads {@code all}, one day, or {@code FROM..TO}; days as {@code 2018-04-05}.
     *
     * @throws DateTimeException when it is none of these
     */
    static DayRange parse(String text) {
        if (text.equals("all")) {
            return ALL;
        }
        String[] ends = text.split("\\.\\.", -1);
        LocalDate from = LocalDate.parse(ends[0]);
        LocalDate to = LocalDate.parse(ends[ends.length - 1]);
        if (ends.length > 2 || to.isBefore(from) || from.isBefore(FIRST) || to.isAfter(LAST)) {
            throw new DateTimeException("no range of days");
        }
        return new DayRange(from, to);
    }

    /** The ranges that hold each of {@code days} with {@code around} days before and after it; days since 1970. */
    static List<DayRange> around(Set<Long> days, int around) {
        List<DayRange> ranges = new ArrayList<>();
        long from = 0;
        long to = Long.MIN_VALUE;
        for (long day : new TreeSet<>(days)) {
            if (to != Long.MIN_VALUE && day - around > to + 1) {
                ranges.add(ofEpochDays(from, to));
                to = Long.MIN_VALUE;
            }
            from = to == Long.MIN_VALUE ? day - around : from;
            to = day + around;
        }
        if (to != Long.MIN_VALUE) {
            ranges.add(ofEpochDays(from, to));
        }
        return ranges.size() <= MAX_RANGES
                ? ranges
                : List.of(new DayRange(ranges.get(0).from, ranges.get(ranges.size() - 1).to));
    }

    private static DayRange ofEpochDays(long from, long to) {
        return new DayRange(
                LocalDate.ofEpochDay(Math.max(from, FIRST.toEpochDay())),
                LocalDate.ofEpochDay(Math.min(to, LAST.toEpochDay())));
    }

    /** Whether the partition columns {@code year}, {@code month} and {@code day} lie in the range. */
    Column ofPartition() {
        if (equals(ALL)) {
            return functions.lit(true);
        }
        return notBefore(from).and(notAfter(to));
    }

    /** Whether a column of type {@code timestamp_ntz} lies in the range; null when it is null. */
    Column of(Column timestamp) {
        return timestamp
                .geq(functions.lit(from.atStartOfDay()))
                .and(timestamp.lt(functions.lit(to.plusDays(1).atStartOfDay())));
    }

    // Plain comparisons of the columns, so that Iceberg can leave out partitions by them.
    private static Column notBefore(LocalDate date) {
        String[] parts = date.toString().split("-", 3);
        return year().gt(parts[0])
                .or(year().equalTo(parts[0])
                        .and(month().gt(parts[1]).or(month().equalTo(parts[1]).and(day().geq(parts[2])))));
    }

    private static Column notAfter(LocalDate date) {
        String[] parts = date.toString().split("-", 3);
        return year().lt(parts[0])
                .or(year().equalTo(parts[0])
                        .and(month().lt(parts[1]).or(month().equalTo(parts[1]).and(day().leq(parts[2])))));
    }

    private static Column year() {
        return functions.col("year");
    }

    private static Column month() {
        return functions.col("month");
    }

    private static Column day() {
        return functions.col("day");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return equals(ALL) ? "all" : from + ".." + to;
    }
}
