package dev.lolscale.local.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A sheet of characters to draw on, each with a style. What is put outside of its width is not drawn. */
final class Canvas {

    /** How a character looks on a terminal with colours. */
    enum Style {
        PLAIN,
        BOLD,
        DIM,
        YELLOW
    }

    private final int width;
    private final List<char[]> characters = new ArrayList<>();
    private final List<Style[]> styles = new ArrayList<>();

    /** An empty sheet that grows downwards. */
    Canvas(int width) {
        this.width = width;
    }

    /** Puts a text in one row; column and row count from 0. */
    void put(int column, int row, String text, Style style) {
        while (characters.size() <= row) {
            char[] blank = new char[width];
            Arrays.fill(blank, ' ');
            Style[] plain = new Style[width];
            Arrays.fill(plain, Style.PLAIN);
            characters.add(blank);
            styles.add(plain);
        }
        for (int i = 0; i < text.length() && column + i < width; i++) {
            characters.get(row)[column + i] = text.charAt(i);
            styles.get(row)[column + i] = style;
        }
    }

    /** The rows from the top, without blanks at their ends. */
    List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < characters.size(); row++) {
            lines.add(line(terminal, characters.get(row), styles.get(row)));
        }
        return lines;
    }

    private static String line(Terminal terminal, char[] text, Style[] style) {
        int end = new String(text).stripTrailing().length();
        StringBuilder line = new StringBuilder();
        int start = 0;
        for (int i = 1; i <= end; i++) {
            if (i == end || style[i] != style[start]) {
                line.append(styled(terminal, new String(text, start, i - start), style[start]));
                start = i;
            }
        }
        return line.toString();
    }

    private static String styled(Terminal terminal, String text, Style style) {
        return switch (style) {
            case PLAIN -> text;
            case BOLD -> terminal.bold(text);
            case DIM -> terminal.dim(text);
            case YELLOW -> terminal.yellow(text);
        };
    }
}
