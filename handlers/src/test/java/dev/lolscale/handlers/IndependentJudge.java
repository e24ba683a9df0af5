package dev.lolscale.handlers;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges a line without a line of the product's code: UTF-8 by the table of RFC 3629, JSON by Gson in its strict mode, the
 * schema's fields and times by what {@code docs/events.md} says of them. {@code IndependentJudgeTest} holds it to the
 * nasty bodies. Gson takes no number of more than 1,024 characters, and leaves out a byte-order mark: neither may be
 * asked of it; nor what {@link #knows} says no to.
 */
final class IndependentJudge {

    private static final int DEEPEST = 32;
    private static final List<String> TEXTS = List.of("event", "userid", "eventid");
    private static final Map<String, String> FIELDS = Map.of(
            "event",
            "event",
            "userid",
            "userId",
            "datetime",
            "dateTime",
            "eventid",
            "eventId",
            "receivedat",
            "receivedAt");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{20,}");
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern TIME = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})[ Tt]([0-9]{2}):([0-9]{2})"
            + "(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?(?:[Zz]|([+-][0-9]{2})(?::?([0-9]{2}))?)?");
    private static final BigInteger FIRST_MILLI = new BigInteger("-62135596800000");
    private static final BigInteger LAST_MILLI = new BigInteger("253402300799999");

    private final JsonReader json;
    private final List<String> broken = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, JsonToken> found = new HashMap<>();

    private IndependentJudge(String line) {
        json = new JsonReader(new StringReader(line));
        json.setStrictness(Strictness.STRICT);
    }

    /**
     * What may be said of a line without white space around it: {@code reason field}. When two things break it as a
     * whole, either may be named. Empty when it is an event.
     */
    static List<String> judge(byte[] line) {
        if (!isUtf8(line)) {
            return List.of("not_utf8");
        }
        String text = new String(line, StandardCharsets.UTF_8);
        if (text.startsWith("\ufeff")) {
            return List.of("not_json");
        }
        IndependentJudge judge = new IndependentJudge(text);
        judge.read();
        if (!judge.broken.isEmpty()) {
            return judge.broken;
        }
        for (String required : List.of("event", "userid", "datetime")) {
            if (judge.found.getOrDefault(required, JsonToken.NULL) == JsonToken.NULL) {
                judge.wrong.add("missing_field " + FIELDS.get(required));
            }
        }
        return judge.wrong.isEmpty() ? List.of() : List.of(judge.wrong.get(0));
    }

    /**
     * Whether Gson can be asked about a line. Its sum of an integer's digits overflows in silence; where it comes to 0
     * before the last digit, as in 922337203685477580807, it takes the integer for one with a zero before it.
     */
    static boolean knows(byte[] line) {
        return DIGITS.matcher(new String(line, StandardCharsets.ISO_8859_1))
                .results()
                .noneMatch(digits -> overflowsToZero(digits.group()));
    }

    private static boolean overflowsToZero(String digits) {
        long sum = 0;
        boolean started = false;
        for (int i = 0; i < digits.length() - 1; i++) {
            sum = sum * 10 + (digits.charAt(i) - '0');
            started |= sum != 0;
            if (started && sum == 0) {
                return true;
            }
        }
        return false;
    }

    private void read() {
        JsonToken first = null;
        boolean whole = false;
        try {
            first = json.peek();
            readValue(1);
            whole = true;
            if (json.peek() == JsonToken.END_DOCUMENT) {
                if (first != JsonToken.BEGIN_OBJECT) {
                    broken.add("not_an_object");
                }
                return;
            }
        } catch (IOException | IllegalStateException e) {
            // Not JSON, or something follows it.
        }
        broken.add(whole && first == JsonToken.BEGIN_OBJECT ? "trailing_content" : "not_json");
    }

    private void readValue(int depth) throws IOException {
        switch (json.peek()) {
            case BEGIN_OBJECT -> {
                json.beginObject();
                checkDepth(depth);
                Set<String> keys = new HashSet<>();
                while (json.hasNext()) {
                    String key = json.nextName();
                    String folded = key.toLowerCase(Locale.ROOT);
                    if (!keys.add(folded)) {
                        broken.add(("duplicate_key " + shown(key)).strip());
                    }
                    if (depth == 1 && FIELDS.containsKey(folded)) {
                        readColumn(folded);
                    } else {
                        readValue(depth + 1);
                    }
                }
                json.endObject();
            }
            case BEGIN_ARRAY -> {
                json.beginArray();
                checkDepth(depth);
                while (json.hasNext()) {
                    readValue(depth + 1);
                }
                json.endArray();
            }
            case BOOLEAN -> {
                boolean unused = json.nextBoolean();
            }
            case NULL -> json.nextNull();
            default -> {
                // To skip a text would not check it.
                String unused = json.nextString();
            }
        }
    }

    private void checkDepth(int depth) {
        if (depth > DEEPEST) {
            broken.add("too_deep");
        }
    }

    private void readColumn(String column) throws IOException {
        JsonToken type = json.peek();
        found.putIfAbsent(column, type);
        String fault;
        if (type == JsonToken.NULL) {
            json.nextNull();
            return;
        } else if (type == JsonToken.STRING) {
            String text = json.nextString();
            fault = TEXTS.contains(column) ? faultOfText(text) : isTime(text) ? "" : "bad_time";
        } else if (type == JsonToken.NUMBER) {
            String number = json.nextString();
            fault = TEXTS.contains(column) ? "wrong_type" : faultOfMillis(number);
        } else {
            readValue(2);
            fault = "wrong_type";
        }
        if (!fault.isEmpty()) {
            wrong.add(fault + " " + FIELDS.get(column));
        }
    }

    private static String faultOfText(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff) ? "not_utf8" : "";
    }

    private static String faultOfMillis(String number) {
        if (!INTEGER.matcher(number).matches() || new BigInteger(number).bitLength() > 63) {
            return "wrong_type";
        }
        BigInteger millis = new BigDecimal(number).toBigIntegerExact();
        return millis.compareTo(FIRST_MILLI) < 0 || millis.compareTo(LAST_MILLI) > 0 ? "bad_time" : "";
    }

    private static boolean isTime(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return false;
        }
        try {
            int seconds = time.group(6) == null ? 0 : Integer.parseInt(time.group(6));
            int offsetMinutes = time.group(8) == null ? 0 : Integer.parseInt(time.group(8));
            int offsetHours = time.group(7) == null ? 0 : Integer.parseInt(time.group(7));
            boolean west = time.group(7) != null && time.group(7).startsWith("-");
            if (offsetMinutes > 59) {
                return false;
            }
            ZoneOffset offset = ZoneOffset.ofHoursMinutes(offsetHours, west ? -offsetMinutes : offsetMinutes);
            int year = LocalDateTime.of(
                            Integer.parseInt(time.group(1)),
                            Integer.parseInt(time.group(2)),
                            Integer.parseInt(time.group(3)),
                            Integer.parseInt(time.group(4)),
                            Integer.parseInt(time.group(5)),
                            seconds)
                    .atOffset(offset)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .getYear();
            return !time.group(1).equals("0000") && year >= 1 && year <= 9999;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A key as the answer shows it. */
    private static String shown(String key) {
        StringBuilder shown = new StringBuilder();
        key.codePoints().limit(64).forEach(c -> {
            boolean unwritable = (c >= 0xd800 && c <= 0xdfff) || c < 0x20 || (c >= 0x7f && c < 0xa0);
            shown.appendCodePoint(unwritable ? '?' : c);
        });
        return shown.toString();
    }

    /** The syntax of UTF-8 byte sequences, RFC 3629, section 4. */
    private static boolean isUtf8(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            int first = bytes[i++] & 0xff;
            int tails =
                    first < 0x80 ? 0 : first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
            if (tails < 0 || bytes.length - i < tails) {
                return false;
            }
            int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
            int greatest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
            for (int tail = 0; tail < tails; tail++) {
                int next = bytes[i++] & 0xff;
                if (next < least || next > greatest) {
                    return false;
                }
                least = 0x80;
                greatest = 0xbf;
            }
        }
        return true;
    }
}
