package dev.lolscale.handlers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a body as {@code docs/events.md} counts them, found without the product's code. */
final class Lines {

    private Lines() {}

    /** A line that is not blank, without white space around it. */
    static final class Line {
        final int number;
        final byte[] bytes;

        Line(int number, byte[] bytes) {
            this.number = number;
            this.bytes = bytes;
        }
    }

    static List<Line> of(byte[] body) {
        List<Line> lines = new ArrayList<>();
        // Each byte a character, so that what is not UTF-8 stays as it is.
        String[] all = new String(body, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < all.length; i++) {
            String line = all[i].replaceAll("^[ \t\r]+|[ \t\r]+$", "");
            if (!line.isEmpty()) {
                lines.add(new Line(i + 1, line.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        return lines;
    }
}
