package dev.lolscale.graph.cost;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a table a saved query reads, as far as its text tells: the tables it names, the words in it (a column that is
 * not among them is not read), and the days. Only the forms of condition that the platform's own queries use are
 * understood; of any other, all days are taken to be read.
 *
 * @param tables what stands after FROM and JOIN, in lower case
 * @param words all words, in lower case
 * @param allColumns whether a star selects every column
 * @param days the days it reads, on average over a month; infinite for all there are
 * @param folders the day folders that it names to a table with partition projection
 */
record QueryReach(Set<String> tables, Set<String> words, boolean allColumns, double days, Folders folders) {

    /** Which folders a table with partition projection must list. */
    enum Folders {
        /** Those of one month: a year and a month are given. */
        ONE_MONTH,
        /** From this year to the last that the table knows. */
        FROM_THIS_YEAR,
        /** From the last year to the last that the table knows. */
        FROM_LAST_YEAR,
        /** All. */
        ALL
    }

    private static final Pattern TABLE = Pattern.compile("\\b(?:from|join)\\s+([a-z0-9_.\"]+)");
    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern STAR = Pattern.compile("\\bselect\\s+(distinct\\s+)?\\*|\\.\\*");
    private static final Pattern DAYS_BACK = Pattern.compile("date_add\\('day', -(\\d{1,6}), current_date\\)");
    private static final Pattern YEARS_BACK = Pattern.compile("year >= cast\\(year\\(current_date\\) - (\\d{1,3}) as");
    private static final Pattern YEAR_OF_DAYS_BACK = Pattern.compile("year >= cast\\(year\\(date_add\\(");
    private static final String THIS_YEAR = "year = cast(year(current_date) as";
    private static final String THIS_MONTH = "month = lpad(cast(month(current_date) as";
    private static final double DAYS_OF_YEAR = 365;

    static QueryReach of(String sql) {
        String text = sql.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        Set<String> tables = new TreeSet<>();
        Matcher table = TABLE.matcher(text);
        while (table.find()) {
            String name = table.group(1).replace("\"", "");
            tables.add(name.substring(name.lastIndexOf('.') + 1));
        }
        Set<String> words = new TreeSet<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group());
        }
        return new QueryReach(tables, words, STAR.matcher(text).find(), days(text), folders(text));
    }

    private static double days(String text) {
        double back = -1;
        Matcher days = DAYS_BACK.matcher(text);
        while (days.find()) {
            back = Math.max(back, Integer.parseInt(days.group(1)));
        }
        if (back >= 0) {
            return back + 1;
        }
        if (text.contains(THIS_YEAR)) {
            return text.contains(THIS_MONTH) ? (Workload.DAYS + 1) / 2 : (DAYS_OF_YEAR + 1) / 2;
        }
        Matcher years = YEARS_BACK.matcher(text);
        if (years.find()) {
            return Integer.parseInt(years.group(1)) * DAYS_OF_YEAR + (DAYS_OF_YEAR + 1) / 2;
        }
        return Double.POSITIVE_INFINITY;
    }

    private static Folders folders(String text) {
        if (text.contains(THIS_YEAR) && text.contains(THIS_MONTH)) {
            return Folders.ONE_MONTH;
        }
        if (YEAR_OF_DAYS_BACK.matcher(text).find()) {
            return Folders.FROM_THIS_YEAR;
        }
        Matcher years = YEARS_BACK.matcher(text);
        return years.find() && Integer.parseInt(years.group(1)) == 1 ? Folders.FROM_LAST_YEAR : Folders.ALL;
    }
}
