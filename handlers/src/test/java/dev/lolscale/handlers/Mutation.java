package dev.lolscale.handlers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What may befall an event on its way: bits flip, parts are lost or come twice, others get in between. */
final class Mutation {

    private static final List<String> INSERTED = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "{}",
            "[]",
            "\"\"",
            ",\"x\":1",
            ",\"EVENT\":1",
            "\"a\":",
            "0",
            "-",
            "+",
            ".",
            "e",
            "1",
            "null",
            "true",
            "NaN",
            "Infinity",
            "\\u",
            "\\ud800",
            "\\u0000",
            "/*",
            "//",
            "#",
            "'",
            " ",
            "\t",
            "\r",
            "\n",
            "\0",
            "\u001f",
            "\u007f",
            "\u00a0",
            "\u00e9",
            "\ufeff",
            "\ud83d\ude00",
            "\"eventId\":null,",
            "[[[[[[[[[[[[[[[[",
            "{\"a\":{\"a\":");

    /** What a value can become. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "1",
            "-0",
            "1.5",
            "1e3",
            "9223372036854775807",
            "9223372036854775808",
            "\"\"",
            "\"x\"",
            "\"\\ud83d\"",
            "\"\\ud83d\\ude00\"",
            "\"2018-04-04T12:00Z\"",
            "\"2018-02-29 12:00:00\"",
            "[]",
            "{}",
            "[1,{\"a\":null}]",
            "{\"a\":1,\"A\":2}",
            "[" + "[".repeat(32) + "]".repeat(32) + "]");

    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[-+.0-9a-zA-Z]+|[{}\\[\\]:,]", Pattern.DOTALL);

    private Mutation() {}

    /** These bytes after one to three mishaps. */
    static byte[] of(byte[] bytes, Random random) {
        byte[] mutated = bytes;
        int mishaps = random.nextBoolean() ? 1 : 1 + random.nextInt(3);
        for (int i = 0; i < mishaps; i++) {
            mutated = random.nextBoolean() ? ofToken(mutated, random) : ofBytes(mutated, random);
        }
        return mutated;
    }

    /** One token, or a value of many, is another, is lost, or comes twice. */
    private static byte[] ofToken(byte[] bytes, Random random) {
        // Each byte a character, so that what is not UTF-8 stays as it is.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
        List<MatchResult> values = tokens.stream()
                .filter(token ->
                        text.substring(0, token.start()).stripTrailing().endsWith(":"))
                .toList();
        boolean ofValue = !values.isEmpty() && random.nextInt(3) > 0;
        List<MatchResult> from = ofValue ? values : tokens;
        if (from.isEmpty()) {
            return bytes;
        }
        MatchResult token = from.get(random.nextInt(from.size()));
        String changed =
                switch (random.nextInt(ofValue ? 16 : 4)) {
                    case 0 -> "";
                    case 1 -> token.group() + token.group();
                    case 2 -> tokens.get(random.nextInt(tokens.size())).group();
                    case 3 -> token.group() + "," + token.group();
                    default -> VALUES.get(random.nextInt(VALUES.size()));
                };
        String mutated = text.substring(0, token.start()) + changed + text.substring(token.end());
        return mutated.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ofBytes(byte[] bytes, Random random) {
        int position = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, position + random.nextInt(random.nextBoolean() ? 4 : 40));
        switch (random.nextInt(8)) {
            case 0 -> {
                return changed(bytes, position, old -> old ^ (1 << random.nextInt(8)));
            }
            case 1 -> {
                return changed(bytes, position, old -> random.nextInt(256));
            }
            case 2 -> {
                return join(bytes, 0, position);
            }
            case 3 -> {
                return join(bytes, position, bytes.length);
            }
            case 4 -> {
                return join(bytes, 0, position, end, bytes.length);
            }
            case 5 -> {
                return join(bytes, 0, end, position, bytes.length);
            }
            default -> {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.write(bytes, 0, position);
                all.writeBytes(INSERTED.get(random.nextInt(INSERTED.size())).getBytes(StandardCharsets.UTF_8));
                all.write(bytes, position, bytes.length - position);
                return all.toByteArray();
            }
        }
    }

    private static byte[] changed(byte[] bytes, int position, IntUnaryOperator change) {
        byte[] changed = bytes.clone();
        if (position < bytes.length) {
            changed[position] = (byte) change.applyAsInt(bytes[position]);
        }
        return changed;
    }

    /** The parts between each two positions, one after the other. */
    private static byte[] join(byte[] bytes, int... positions) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < positions.length; i += 2) {
            all.write(bytes, positions[i], positions[i + 1] - positions[i]);
        }
        return all.toByteArray();
    }
}
