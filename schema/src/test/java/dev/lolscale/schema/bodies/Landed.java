package dev.lolscale.schema.bodies;

import java.nio.charset.StandardCharsets;

/**
 * Bytes that must lie in the raw zone, exactly, but for what nobody can know before: an identity, of which only the line's
 * number is known, and the time of receipt.
 */
public final class Landed {

    /** Neither byte is ever part of UTF-8, so neither can be meant for itself. */
    private static final byte ID = (byte) 0xff;

    private static final byte NOW = (byte) 0xfe;

    private static final int REQUEST_ID_LENGTH = 12;
    private static final int MILLIS_LENGTH = 13;

    private final byte[] expected;

    /** What {@code expected} stands for, with {@link #id} and {@link #now} in it. */
    public Landed(byte[] expected) {
        this.expected = expected.clone();
    }

    /** Stands for an identity whose line number, in base 36, is {@code number}; without its quotes. */
    public static byte[] id(String number) {
        byte[] digits = number.getBytes(StandardCharsets.US_ASCII);
        byte[] mark = new byte[digits.length + 2];
        mark[0] = ID;
        System.arraycopy(digits, 0, mark, 1, digits.length);
        mark[mark.length - 1] = ID;
        return mark;
    }

    /** Stands for a time of receipt in milliseconds since 1970. */
    public static byte[] now() {
        return new byte[] {NOW};
    }

    /** How many lines these are: each is ended by a newline. */
    public int lines() {
        int lines = 0;
        for (byte b : expected) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Whether {@code actual} is what was expected, to the byte. */
    public boolean matches(byte[] actual) {
        int at = 0;
        int position = 0;
        while (position < expected.length) {
            byte b = expected[position++];
            if (b == ID) {
                int requestEnds = at + REQUEST_ID_LENGTH;
                while (at < requestEnds) {
                    if (at == actual.length || !isBase64Url(actual[at++])) {
                        return false;
                    }
                }
                if (at == actual.length || actual[at++] != '-') {
                    return false;
                }
                for (; expected[position] != ID; position++) {
                    if (at == actual.length || actual[at++] != expected[position]) {
                        return false;
                    }
                }
                position++;
            } else if (b == NOW) {
                int timeEnds = at + MILLIS_LENGTH;
                while (at < timeEnds) {
                    if (at == actual.length || !Character.isDigit(actual[at++])) {
                        return false;
                    }
                }
            } else if (at == actual.length || actual[at++] != b) {
                return false;
            }
        }
        return at == actual.length;
    }

    private static boolean isBase64Url(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '-' || b == '_';
    }

    /** The expected text, an identity as {@code <id 2s>} and the time as {@code <now>}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int start = 0;
        boolean inId = false;
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] == ID || expected[i] == NOW) {
                text.append(new String(expected, start, i - start, StandardCharsets.UTF_8));
                text.append(expected[i] == NOW ? "<now>" : inId ? ">" : "<id ");
                inId = expected[i] == ID && !inId;
                start = i + 1;
            }
        }
        return text.append(new String(expected, start, expected.length - start, StandardCharsets.UTF_8))
                .toString();
    }
}
