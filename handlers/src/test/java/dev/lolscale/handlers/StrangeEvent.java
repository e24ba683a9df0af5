package dev.lolscale.handlers;

import dev.lolscale.schema.bodies.Landed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * An event that is valid by construction, and what must land of it: fields in any order and any spelling, unknown fields
 * of any depth and size of number, white space wherever it may be, what is added on receipt absent, null or given.
 */
final class StrangeEvent {

    private static final int DEEPEST = 32;

    private final Random random;
    private final StrangeText text;
    private final String whiteSpace;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream landed = new ByteArrayOutputStream();

    /**
     * Writes an event.
     *
     * @param number the number of its line, or of its element in an array
     * @param overLines whether it may go over several lines
     */
    StrangeEvent(Random random, int number, boolean overLines) {
        this.random = random;
        this.text = new StrangeText(random);
        this.whiteSpace = overLines ? " \t\r\n" : " \t\r";
        write(Integer.toString(number, 36));
    }

    byte[] sent() {
        return sent.toByteArray();
    }

    /** What must land, see {@link Landed}; without a newline. */
    byte[] landed() {
        return landed.toByteArray();
    }

    private void write(String number) {
        boolean idAbsent = random.nextInt(3) == 0;
        boolean timeAbsent = random.nextInt(3) == 0;
        List<Runnable> fields = new ArrayList<>(List.of(
                () -> field("event", text.spell(text.any(false))),
                () -> field("userId", text.spell(text.any(false))),
                () -> field("dateTime", time())));
        if (!idAbsent) {
            fields.add(() -> addedOrGiven("eventId", quoted(Landed.id(number)), text.spell(text.any(false))));
        }
        if (!timeAbsent) {
            fields.add(() -> addedOrGiven("receivedAt", Landed.now(), time()));
        }
        Set<String> keys = new HashSet<>(List.of("event", "userid", "datetime", "eventid", "receivedat"));
        for (int unknown = random.nextInt(4); unknown > 0; unknown--) {
            fields.add(() -> unknownField(keys, 1));
        }
        Collections.shuffle(fields, random);
        write(fields, '{', '}', () -> {
            if (idAbsent) {
                landed.writeBytes(utf8(",\"eventId\":"));
                landed.writeBytes(quoted(Landed.id(number)));
            }
            if (timeAbsent) {
                landed.writeBytes(utf8(",\"receivedAt\":"));
                landed.writeBytes(Landed.now());
            }
        });
    }

    private void write(List<Runnable> parts, char open, char close, Runnable beforeClose) {
        both(String.valueOf(open));
        whiteSpace();
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                both(",");
                whiteSpace();
            }
            parts.get(i).run();
            whiteSpace();
        }
        beforeClose.run();
        both(String.valueOf(close));
    }

    private void field(String name, String value) {
        key(name);
        both(value);
    }

    /** A field that is null, to be filled in its place, or given by the sender. */
    private void addedOrGiven(String name, byte[] added, String given) {
        key(name);
        if (random.nextBoolean()) {
            sent.writeBytes(utf8("null"));
            landed.writeBytes(added);
        } else {
            both(given);
        }
    }

    /** The key of a column: in any case of letters, some of them by escapes. */
    private void key(String name) {
        StringBuilder cased = new StringBuilder();
        boolean asIs = random.nextInt(4) > 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            cased.append(asIs ? c : random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        both(asIs ? "\"" + cased + "\"" : text.spell(cased.toString()));
        colon();
    }

    private void colon() {
        whiteSpace();
        both(":");
        whiteSpace();
    }

    private void unknownField(Set<String> keys, int depth) {
        String key = text.any(true);
        while (!keys.add(key.toLowerCase(Locale.ROOT))) {
            key += (char) ('a' + random.nextInt(26));
        }
        both(text.spell(key));
        colon();
        value(depth + 1);
    }

    private void value(int depth) {
        int kind = random.nextInt(depth > DEEPEST ? 8 : 12);
        switch (kind) {
            case 0, 1, 2 -> both(text.spell(text.any(true)));
            case 3, 4, 5, 6 -> both(text.number());
            case 7 -> both(List.of("true", "false", "null").get(random.nextInt(3)));
            case 8 -> {
                // As deep as is allowed, in one go.
                int levels = DEEPEST - depth + 1;
                both(
                        random.nextBoolean()
                                ? "[".repeat(levels) + "]".repeat(levels)
                                : "{\"a\":".repeat(levels) + "1" + "}".repeat(levels));
            }
            case 9 -> {
                List<Runnable> elements = Collections.nCopies(random.nextInt(4), () -> value(depth + 1));
                write(elements, '[', ']', () -> {});
            }
            default -> {
                Set<String> keys = new HashSet<>();
                List<Runnable> fields = Collections.nCopies(random.nextInt(3), () -> unknownField(keys, depth));
                write(fields, '{', '}', () -> {});
            }
        }
    }

    private String time() {
        return text.time();
    }

    private void whiteSpace() {
        for (int more = random.nextInt(8) - 5; more > 0; more--) {
            char c = whiteSpace.charAt(random.nextInt(whiteSpace.length()));
            sent.write(c);
            landed.write(c == '\n' || c == '\r' ? ' ' : c);
        }
    }

    private void both(String json) {
        sent.writeBytes(utf8(json));
        landed.writeBytes(utf8(json));
    }

    private static byte[] quoted(byte[] id) {
        byte[] quoted = new byte[id.length + 2];
        quoted[0] = '"';
        System.arraycopy(id, 0, quoted, 1, id.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
