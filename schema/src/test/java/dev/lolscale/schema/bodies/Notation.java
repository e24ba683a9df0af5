package dev.lolscale.schema.bodies;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Bytes as a person can read them: text stands for itself in UTF-8, and what is between {@code <} and {@code >} is
 *
 * <ul>
 *   <li>{@code <EF BB BF>}: these bytes; {@code <LF>}, {@code <CR>}, {@code <TAB>}, {@code <SP>}, {@code <NUL>} and
 *       {@code <BOM>} by name;
 *   <li>{@code <seed>}: a piece that was defined before;
 *   <li>{@code <400*[>}: 400 times what follows;
 *   <li>{@code <gzip ...>}: what follows, compressed; {@code <in UTF-16LE ...>}: in another charset;
 *       {@code <base64 ...>}: the bytes that this is the base64 of;
 *   <li>{@code <cut 9 ...>}: what follows without its last 9 bytes; {@code <flip 6 ...>}: with the lowest bit of the 6th
 *       byte from the end changed;
 *   <li>{@code <id 2s>} and {@code <now>}: what the front door adds, see {@link Landed}.
 * </ul>
 *
 * They may be nested.
 */
final class Notation {

    private static final Pattern HEX = Pattern.compile("[0-9A-F]{2}( [0-9A-F]{2})*");
    private static final Pattern TIMES = Pattern.compile("([0-9]+)\\*");
    private static final Map<String, String> NAMES =
            Map.of("LF", "\n", "CR", "\r", "TAB", "\t", "SP", " ", "NUL", "\0", "BOM", "\uFEFF");

    private final String text;
    private final Map<String, byte[]> pieces;
    private int position;

    private Notation(String text, Map<String, byte[]> pieces) {
        this.text = text;
        this.pieces = pieces;
    }

    /**
     * The bytes that a text stands for.
     *
     * @throws IllegalArgumentException when it is not in the notation
     */
    static byte[] bytes(String text, Map<String, byte[]> pieces) {
        Notation notation = new Notation(text, pieces);
        byte[] bytes = notation.readUntil(text.length());
        if (notation.position < text.length()) {
            throw new IllegalArgumentException("there is a > without its < in " + text);
        }
        return bytes;
    }

    /** Reads to a {@code >} that closes nothing, or to the end. */
    private byte[] readUntil(int end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int start = position;
        while (position < end && text.charAt(position) != '>') {
            if (text.charAt(position) == '<') {
                bytes.writeBytes(utf8(text.substring(start, position)));
                position++;
                bytes.writeBytes(readBracket());
                start = position;
            } else {
                position++;
            }
        }
        bytes.writeBytes(utf8(text.substring(start, position)));
        return bytes.toByteArray();
    }

    private byte[] readBracket() {
        Matcher times = TIMES.matcher(text).region(position, text.length());
        if (times.lookingAt()) {
            position = times.end();
            int count = Integer.parseInt(times.group(1));
            byte[] repeated = readContent();
            byte[] all = new byte[Math.multiplyExact(count, repeated.length)];
            for (int i = 0; i < all.length; i++) {
                all[i] = repeated[i % repeated.length];
            }
            return all;
        }
        int close = text.indexOf('>', position);
        String head = text.substring(position, close < 0 ? text.length() : close);
        if (HEX.matcher(head).matches()) {
            position = close + 1;
            return HexFormat.ofDelimiter(" ").parseHex(head);
        }
        String word = readWord();
        if (text.charAt(position) == '>') {
            position++;
            return piece(word);
        }
        position++;
        return apply(word);
    }

    private String readWord() {
        int start = position;
        while (position < text.length() && text.charAt(position) != ' ' && text.charAt(position) != '>') {
            position++;
        }
        if (position == text.length()) {
            throw new IllegalArgumentException("there is a < without its > in " + text);
        }
        return text.substring(start, position);
    }

    private byte[] piece(String name) {
        if (NAMES.containsKey(name)) {
            return utf8(NAMES.get(name));
        }
        if (name.equals("now")) {
            return Landed.now();
        }
        byte[] piece = pieces.get(name);
        if (piece == null) {
            throw new IllegalArgumentException("there is no piece <" + name + ">; there are " + pieces.keySet());
        }
        return piece;
    }

    private byte[] apply(String function) {
        switch (function) {
            case "cut", "flip", "in" -> {
                String argument = readWord();
                position++;
                byte[] content = readContent();
                return switch (function) {
                    case "cut" -> Arrays.copyOf(content, content.length - Integer.parseInt(argument));
                    case "flip" -> flip(content, Integer.parseInt(argument));
                    default -> new String(content, StandardCharsets.UTF_8).getBytes(Charset.forName(argument));
                };
            }
            case "gzip" -> {
                return gzip(readContent());
            }
            case "base64" -> {
                return Base64.getDecoder().decode(readContent());
            }
            case "id" -> {
                return Landed.id(new String(readContent(), StandardCharsets.UTF_8));
            }
            default -> throw new IllegalArgumentException("<" + function + " ...> is not in the notation");
        }
    }

    private byte[] readContent() {
        byte[] content = readUntil(text.length());
        if (position == text.length()) {
            throw new IllegalArgumentException("there is a < without its > in " + text);
        }
        position++;
        return content;
    }

    private static byte[] flip(byte[] content, int fromEnd) {
        byte[] flipped = content.clone();
        flipped[content.length - fromEnd] ^= 1;
        return flipped;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return zipped.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
