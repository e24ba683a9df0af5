package dev.lolscale.local.command;

import java.util.ArrayList;
import java.util.List;

/** Counts as horizontal bars; the longest fills the width. */
final class Bars {

    /** A block for each eighth of a character that is filled. */
    private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

    private static final String GAP = "  ";

    private Bars() {}

    /** What a bar shows. */
    record Bar(String label, long count) {}

    /**
     * Lines of text: label, count, bar. A count above 0 is always seen.
     *
     * @param width no line is longer
     */
    static List<String> of(List<Bar> bars, int width, Terminal terminal) {
        int labels = bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(0);
        int counts = bars.stream()
                .mapToInt(bar -> Pipeline.count(bar.count()).length())
                .max()
                .orElse(0);
        long most = bars.stream().mapToLong(Bar::count).max().orElse(0);
        int room = Math.max(0, width - labels - counts - 2 * GAP.length());
        List<String> lines = new ArrayList<>();
        for (Bar bar : bars) {
            String count = Pipeline.count(bar.count());
            String drawn = bar((double) bar.count(), (double) most, room);
            lines.add(bar.label()
                    + " ".repeat(labels - bar.label().length() + counts - count.length())
                    + GAP
                    + count
                    + (drawn.isEmpty() ? "" : GAP + terminal.green(drawn)));
        }
        return lines;
    }

    /** One bar, as much of the room as the value is of the most; a value above 0 is always seen. */
    static String bar(double value, double most, int room) {
        if (value <= 0 || room <= 0) {
            return "";
        }
        int eighths = (int) Math.max(1, Math.round(value / most * room * EIGHTHS.length()));
        int rest = eighths % EIGHTHS.length();
        return "█".repeat(eighths / EIGHTHS.length()) + (rest == 0 ? "" : EIGHTHS.charAt(rest - 1));
    }
}
