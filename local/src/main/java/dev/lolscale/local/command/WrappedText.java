package dev.lolscale.local.command;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words, so that no line is longer than the terminal is wide. */
final class WrappedText {

    /** Stands for a space at which a line is not broken. */
    static final char NO_BREAK = '\u00a0';

    private WrappedText() {}

    /** The lines of a text; a word that is longer than the width is broken too. */
    static List<String> of(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
            while (line.length() > width) {
                lines.add(line.substring(0, width));
                line.delete(0, width);
            }
        }
        lines.add(line.toString());
        return lines.stream().map(done -> done.replace(NO_BREAK, ' ')).toList();
    }

    /**
     * A shell command in lines that may be copied: each but the last ends in a backslash.
     *
     * @param words may hold spaces, at which they are not broken; a space between words may become several
     */
    static List<String> ofCommand(List<String> words, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            boolean first = lines.isEmpty() && line.length() == 0;
            // Two columns are kept for the space and the backslash.
            if (!first && line.length() + 1 + word.length() > width - 2) {
                lines.add(line + " \\");
                line.setLength(0);
                line.append("   ");
            }
            line.append(first ? "" : " ").append(word);
            while (line.length() > width - 2) {
                int end = width - 2;
                while (line.charAt(end - 1) == '\\') {
                    end--;
                }
                lines.add(line.substring(0, end) + "\\");
                line.delete(0, end);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
