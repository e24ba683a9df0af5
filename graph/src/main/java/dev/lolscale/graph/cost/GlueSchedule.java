package dev.lolscale.graph.cost;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * How often a Glue cron expression of six fields fires: minutes, hours, day of month, month, day of week, year. Lists,
 * ranges, steps and names are understood, the signs L, W and # are not.
 */
final class GlueSchedule {

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** A year of 365 days that begins on a Friday; any would do. */
    private static final int YEAR = 2027;

    private GlueSchedule() {}

    /** Times in a month, a twelfth of those in a year; empty for an expression that is not understood. */
    static OptionalDouble runsPerMonth(String expression) {
        if (!expression.matches("cron\\((\\S+ ){5}\\S+\\)")) {
            return OptionalDouble.empty();
        }
        String[] fields =
                expression.substring("cron(".length(), expression.length() - 1).split(" ", -1);
        try {
            long inADay = (long) values(fields[0], 0, 59, List.of()).size()
                    * values(fields[1], 0, 23, List.of()).size();
            Set<Integer> daysOfMonth = values(fields[2], 1, 31, List.of());
            Set<Integer> months = values(fields[3], 1, 12, MONTHS);
            Set<Integer> daysOfWeek = values(fields[4], 1, 7, DAYS);
            long days = 0;
            for (int month : months) {
                for (int day = 1; day <= YearMonth.of(YEAR, month).lengthOfMonth(); day++) {
                    int dayOfWeek =
                            LocalDate.of(YEAR, month, day).getDayOfWeek().getValue() % 7 + 1;
                    if (daysOfMonth.contains(day) && daysOfWeek.contains(dayOfWeek)) {
                        days++;
                    }
                }
            }
            return OptionalDouble.of(inADay * days / 12.0);
        } catch (IllegalArgumentException e) {
            return OptionalDouble.empty();
        }
    }

    private static Set<Integer> values(String field, int least, int most, List<String> names) {
        Set<Integer> values = new TreeSet<>();
        for (String part : field.split(",", -1)) {
            String[] rangeAndStep = part.split("/", 2);
            int step = rangeAndStep.length == 2 ? Integer.parseInt(rangeAndStep[1]) : 1;
            int from = least;
            int to = most;
            if (!rangeAndStep[0].equals("*") && !rangeAndStep[0].equals("?")) {
                String[] ends = rangeAndStep[0].split("-", 2);
                from = value(ends[0], least, names);
                to = ends.length == 2 ? value(ends[1], least, names) : rangeAndStep.length == 2 ? most : from;
            }
            if (step < 1 || from < least || to > most || from > to) {
                throw new IllegalArgumentException(part);
            }
            for (int value = from; value <= to; value += step) {
                values.add(value);
            }
        }
        return values;
    }

    private static int value(String text, int least, List<String> names) {
        int named = names.indexOf(text.toUpperCase(Locale.ROOT));
        return named >= 0 ? named + least : Integer.parseInt(text);
    }
}
