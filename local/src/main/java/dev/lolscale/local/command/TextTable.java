package dev.lolscale.local.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Lays rows out in columns as wide as their widest cell; numbers stand to the right. */
final class TextTable {

    private static final String GAP = "  ";

    private TextTable() {}

    /**
     * Lines of text: the header, a rule, the rows.
     *
     * @param maxRows rows beyond are counted, not shown
     * @param width no line is longer; cells are cut with an ellipsis
     */
    static List<String> of(List<String> header, List<List<Object>> rows, int maxRows, int width) {
        return of(header, rows, maxRows, width, TextTable::text);
    }

    /** Lines of text for another program: every row in full, and digits without separators. */
    static List<String> whole(List<String> header, List<List<Object>> rows) {
        return of(header, rows, Integer.MAX_VALUE, Integer.MAX_VALUE, TextTable::plain);
    }

    private static List<String> of(
            List<String> header, List<List<Object>> rows, int maxRows, int width, Function<Object, String> text) {
        int columns = header.size();
        List<List<String>> cells = new ArrayList<>();
        cells.add(header.stream().map(TextTable::text).toList());
        for (List<Object> row : rows.subList(0, Math.min(maxRows, rows.size()))) {
            cells.add(row.stream().map(text).toList());
        }
        int[] widths = new int[columns];
        for (List<String> row : cells) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (int r = 0; r < cells.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = cells.get(r).get(i);
                boolean right = !rows.isEmpty() && rows.get(0).get(i) instanceof Number;
                String padding = " ".repeat(widths[i] - cell.length());
                line.append(i == 0 ? "" : GAP).append(right ? padding + cell : cell + padding);
            }
            lines.add(cut(line.toString().stripTrailing(), width));
            if (r == 0) {
                int rule = GAP.length() * (columns - 1);
                for (int column : widths) {
                    rule += column;
                }
                lines.add("─".repeat(Math.min(rule, width)));
            }
        }
        if (rows.size() > maxRows) {
            lines.add(String.format(Locale.ROOT, "... and %,d more rows", rows.size() - maxRows));
        }
        return lines;
    }

    /** A value in one line; what would steer the terminal is a space. */
    static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Long || value instanceof Integer) {
            return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
        }
        return plain(value);
    }

    private static String plain(Object value) {
        return value == null ? "" : value.toString().replaceAll("\\p{Cc}", " ");
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }
}
