package dev.lolscale.handlers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the events in a body: one a line, or one object, or an array of objects. Blank lines hold no event.
 *
 * <p>A body that begins with a bracket may be either lines or one JSON text. It is one JSON text when its first bracket
 * closes at its end, and, if it spans lines, when all of it is JSON. Otherwise it is lines, so that one broken line
 * never takes the lines after it with it.
 */
final class EventLines {

    /**
     * The most events that one request may hold. It bounds the answer: every line that is not taken is named in it, and
     * Lambda takes answers of 6 MB.
     */
    static final int MAX_LINES = 10_000;

    private final byte[] body;
    private final List<Line> lines = new ArrayList<>();

    private EventLines(byte[] body) {
        this.body = body;
    }

    /**
     * Where one event is, white space around it left out.
     *
     * @param number the number of its line, or of its element in an array, from 1
     * @param start its first byte in the body
     * @param end the position after its last byte
     */
    record Line(int number, int start, int end) {}

    /**
     * The lines of a body, in order.
     *
     * @throws RefusedException 413 when there are more than {@link #MAX_LINES}, 400 when there are none
     */
    static List<Line> of(byte[] body) throws RefusedException {
        EventLines events = new EventLines(body);
        events.find();
        if (events.lines.isEmpty()) {
            throw new RefusedException(
                    400, "No events", "The body holds no events; send one JSON object a line, or an array of them.");
        }
        return events.lines;
    }

    private void find() throws RefusedException {
        int start = skipWhiteSpace(0, body.length);
        int end = trimEnd(start, body.length);
        if (start == end) {
            return;
        }
        boolean isOneText = (isBracketed(start, end, '{', '}') || isBracketed(start, end, '[', ']'))
                && (!spansLines(start, end) || isJson(start, end));
        if (!isOneText) {
            splitLines();
        } else if (body[start] == '[') {
            splitElements(start, end);
        } else {
            add(lineNumberAt(start), start, end);
        }
    }

    private boolean isBracketed(int start, int end, char open, char close) {
        return body[start] == open && body[end - 1] == close && endOfBrackets(start) == end;
    }

    private void splitLines() throws RefusedException {
        int number = 1;
        int start = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                int first = skipWhiteSpace(start, i);
                if (first < i) {
                    add(number, first, trimEnd(first, i));
                }
                number++;
                start = i + 1;
            }
        }
    }

    private void splitElements(int open, int end) throws RefusedException {
        int last = end - 1;
        if (skipWhiteSpace(open + 1, last) == last) {
            return;
        }
        int number = 1;
        int start = open + 1;
        int position = start;
        while (position <= last) {
            byte b = body[position];
            if (position == last || b == ',') {
                int first = skipWhiteSpace(start, position);
                add(number++, first, trimEnd(first, position));
                start = ++position;
            } else if (b == '"') {
                position = endOfString(position);
            } else if (b == '{' || b == '[') {
                position = endOfBrackets(position);
            } else {
                position++;
            }
        }
    }

    private void add(int number, int start, int end) throws RefusedException {
        if (lines.size() == MAX_LINES) {
            throw new RefusedException(
                    413,
                    "Content too large",
                    "The body holds more than " + MAX_LINES + " events; nothing was taken. Send fewer.");
        }
        lines.add(new Line(number, start, end));
    }

    /** The position after the bracket that closes the one at {@code start}, or -1. Which kind closes which is not told. */
    private int endOfBrackets(int start) {
        int depth = 0;
        int position = start;
        while (position < body.length) {
            switch (body[position]) {
                case '"' -> {
                    position = endOfString(position);
                    if (position < 0) {
                        return -1;
                    }
                    continue;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return position + 1;
                    }
                }
                default -> {
                    // Part of a number, a word, or white space.
                }
            }
            position++;
        }
        return -1;
    }

    /** The position after the quote that closes the string at {@code start}, or -1: no string goes over a line's end. */
    private int endOfString(int start) {
        int position = start + 1;
        while (position < body.length && body[position] != '\n') {
            if (body[position] == '"') {
                return position + 1;
            }
            position += body[position] == '\\' ? 2 : 1;
        }
        return -1;
    }

    private boolean isJson(int start, int end) {
        try (JsonParser parser = JsonFields.FACTORY.createParser(body, start, end - start)) {
            while (parser.nextToken() != null) {
                parser.finishToken();
            }
            return true;
        } catch (JsonProcessingException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private boolean spansLines(int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    private int lineNumberAt(int position) {
        int number = 1;
        for (int i = 0; i < position; i++) {
            number += body[i] == '\n' ? 1 : 0;
        }
        return number;
    }

    private int skipWhiteSpace(int start, int end) {
        int position = start;
        while (position < end && isWhiteSpace(body[position])) {
            position++;
        }
        return position;
    }

    private int trimEnd(int start, int end) {
        int position = end;
        while (position > start && isWhiteSpace(body[position - 1])) {
            position--;
        }
        return position;
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
