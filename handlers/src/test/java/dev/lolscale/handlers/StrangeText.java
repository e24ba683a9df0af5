package dev.lolscale.handlers;

import java.util.Locale;
import java.util.Random;

/** Texts, numbers and times, each valid, in any spelling that JSON and the schema allow. */
final class StrangeText {

    private static final String ODD =
            "\u007f\u0085\u00a0\u2028\u2029\u3000\ufeff\ufffd\uffff\"\\/{}[],:'<&\u0130\u212a";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final String ESCAPES = "\"\\/bfnrt";

    private static final long FIRST_MILLI = -62_135_596_800_000L;
    private static final long LAST_MILLI = 253_402_300_799_999L;

    private final Random random;

    StrangeText(Random random) {
        this.random = random;
    }

    /**
     * Any text of a few characters.
     *
     * @param halves whether halves of surrogate pairs may stand alone in it
     */
    String any(boolean halves) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(9); length > 0; length--) {
            switch (random.nextInt(halves ? 20 : 19)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1, 2 -> text.append(ODD.charAt(random.nextInt(ODD.length())));
                case 3, 4 -> text.append((char) (0x80 + random.nextInt(0xd800 - 0x80)));
                case 5 -> text.append((char) (0xe000 + random.nextInt(0x2000)));
                case 6, 7 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                case 19 -> text.append((char) (0xd800 + random.nextInt(0x800)));
                default -> text.append((char) (0x20 + random.nextInt(0x5f)));
            }
        }
        return text.toString();
    }

    /** A JSON string that means this text. */
    String spell(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            int escape = ESCAPED.indexOf(c);
            boolean mustEscape = c < ' ' || c == '"' || c == '\\' || Character.getType(c) == Character.SURROGATE;
            if (!mustEscape && random.nextInt(8) > 0) {
                json.appendCodePoint(c);
            } else if (escape >= 0 && random.nextBoolean()) {
                json.append('\\').append(ESCAPES.charAt(escape));
            } else {
                for (char unit : Character.toChars(c)) {
                    String hex = String.format("\\u%04x", (int) unit);
                    json.append(
                            random.nextBoolean()
                                    ? hex
                                    : "\\u" + hex.substring(2).toUpperCase(Locale.ROOT));
                }
            }
        });
        return json.append('"').toString();
    }

    /** A JSON number. */
    String number() {
        StringBuilder number = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
        if (random.nextInt(4) == 0) {
            number.append('0');
        } else {
            number.append(1 + random.nextInt(9)).append(digits(random.nextInt(16) == 0 ? 300 : random.nextInt(24)));
        }
        if (random.nextInt(3) == 0) {
            number.append('.').append(digits(1 + random.nextInt(20)));
        }
        if (random.nextInt(3) == 0) {
            number.append(random.nextBoolean() ? 'e' : 'E');
            number.append(new String[] {"", "+", "-"}[random.nextInt(3)]).append(digits(1 + random.nextInt(6)));
        }
        return number.toString();
    }

    /** A JSON value that is a time. */
    String time() {
        if (random.nextInt(4) == 0) {
            long millis = FIRST_MILLI + (long) (random.nextDouble() * (LAST_MILLI - FIRST_MILLI));
            return random.nextInt(8) == 0 ? "-0" : Long.toString(millis);
        }
        StringBuilder time = new StringBuilder();
        // An offset must not lead out of the years 1 to 9999.
        time.append(String.format("%04d-", 2 + random.nextInt(9997)));
        time.append(String.format("%02d-%02d", 1 + random.nextInt(12), 1 + random.nextInt(28)));
        time.append(" Tt".charAt(random.nextInt(3)));
        time.append(String.format("%02d:%02d", random.nextInt(24), random.nextInt(60)));
        if (random.nextInt(4) > 0) {
            time.append(String.format(":%02d", random.nextInt(60)));
            if (random.nextBoolean()) {
                time.append(".,".charAt(random.nextInt(2))).append(digits(1 + random.nextInt(9)));
            }
        }
        switch (random.nextInt(5)) {
            case 0 -> time.append("Zz".charAt(random.nextInt(2)));
            case 1 -> {
                time.append("+-".charAt(random.nextInt(2))).append(String.format("%02d", random.nextInt(18)));
                time.append(new String[] {"", ":%02d", "%02d"}[random.nextInt(3)].formatted(random.nextInt(60)));
            }
            case 2 -> time.append("+18:00");
            default -> {
                // Without an offset it is UTC.
            }
        }
        return random.nextInt(4) == 0 ? spell(time.toString()) : "\"" + time + "\"";
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
