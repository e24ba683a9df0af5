package dev.lolscale.handlers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.lolscale.handlers.EventLines.Line;
import dev.lolscale.schema.Column;
import dev.lolscale.schema.Column.OnReceipt;
import dev.lolscale.schema.EventSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Puts on each event of one request what the schema adds on receipt: who it is and when it came. The rest of the event
 * stays as the sender wrote it, byte for byte, but for line ends inside it (white space, or it would not be JSON),
 * which become spaces: to everyone who reads the raw zone, a line end ends the event.
 *
 * <p>An identity is 9 random bytes for the request, in base64url, and the line's number in base 36:
 * {@code Zm9vYmFyYmF6-2s}. 72 bits keep a thousand million requests apart with odds of ten thousand to one.
 */
final class ReceiptStamp {

    private static final int REQUEST_ID_BYTES = 9;
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final List<Column> columns;
    private final String[] additionStarts;
    private final OnReceipt[] onReceipt;
    private final StringBuilder additions = new StringBuilder(128);
    private final String idStart;
    private final String receivedMillis;

    /**
     * The stamp of one request.
     *
     * @param random where the request's identity comes from; must not be guessable from earlier ones
     * @param receivedMillis milliseconds since 1970
     */
    ReceiptStamp(EventSchema schema, RandomGenerator random, long receivedMillis) {
        this.columns = schema.columns();
        this.additionStarts = columns.stream()
                .map(column ->
                        ",\"" + new String(JsonStringEncoder.getInstance().quoteAsString(column.source())) + "\":")
                .toArray(String[]::new);
        byte[] id = new byte[REQUEST_ID_BYTES];
        random.nextBytes(id);
        this.onReceipt = columns.stream().map(Column::onReceipt).toArray(OnReceipt[]::new);
        this.idStart = '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(id) + '-';
        this.receivedMillis = Long.toString(receivedMillis);
    }

    /**
     * The event as it lands, without its newline.
     *
     * @param values the event's values, as the parser read them from {@code line}
     */
    byte[] stamp(byte[] body, Line line, Object[] values) {
        byte[] event = body;
        int start = line.start();
        int end = line.end();
        boolean plain = isPlain(body, start, end);
        if (!plain) {
            event = Arrays.copyOfRange(body, start, end);
            start = 0;
            end = event.length;
            spaceOutLineEnds(event);
        }
        additions.setLength(0);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null || onReceipt[i] == OnReceipt.NOTHING) {
                continue;
            }
            String value = valueOnReceipt(onReceipt[i], line.number());
            int given = plain ? -1 : positionOfNull(event, columns.get(i).source());
            if (given >= 0) {
                // A second key beside the sender's null could not be told from it.
                event = replace(event, given, NULL.length, value);
                end = event.length;
            } else {
                additions.append(additionStarts[i]).append(value);
            }
        }
        if (additions.isEmpty()) {
            return Arrays.copyOfRange(event, start, end);
        }
        byte[] added = (isEmptyObject(event, start, end) ? additions.substring(1) : additions.toString())
                .getBytes(StandardCharsets.UTF_8);
        int closing = end - start - 1;
        byte[] stamped = Arrays.copyOfRange(event, start, end + added.length);
        System.arraycopy(added, 0, stamped, closing, added.length);
        stamped[stamped.length - 1] = '}';
        return stamped;
    }

    /** Whether nothing in an event needs care: no line end, and no null. */
    private static boolean isPlain(byte[] event, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = event[i];
            if (b < ' ' && (b == '\n' || b == '\r')) {
                return false;
            }
            if (b == 'n' && i + 3 < end && event[i + 1] == 'u' && event[i + 2] == 'l' && event[i + 3] == 'l') {
                return false;
            }
        }
        return true;
    }

    private String valueOnReceipt(OnReceipt what, int line) {
        return what == OnReceipt.ID
                ? idStart.concat(Integer.toString(line, Character.MAX_RADIX)).concat("\"")
                : receivedMillis;
    }

    private static void spaceOutLineEnds(byte[] event) {
        for (int i = 0; i < event.length; i++) {
            if (event[i] == '\n' || event[i] == '\r') {
                event[i] = ' ';
            }
        }
    }

    private static boolean isEmptyObject(byte[] event, int start, int end) {
        for (int i = start + 1; i < end - 1; i++) {
            if (event[i] != ' ' && event[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Where the null is that the sender gave a field, or -1; nearly every event is told by having no null at all. */
    private static int positionOfNull(byte[] event, String field) {
        if (!hasNull(event)) {
            return -1;
        }
        String folded = field.toLowerCase(Locale.ROOT);
        try (JsonParser parser = JsonFields.FACTORY.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean sought = parser.currentName().toLowerCase(Locale.ROOT).equals(folded);
                JsonToken value = parser.nextToken();
                if (sought && value == JsonToken.VALUE_NULL) {
                    return (int) parser.currentTokenLocation().getByteOffset();
                }
                parser.skipChildren();
            }
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException("an event that was just parsed cannot be unreadable", e);
        }
    }

    private static boolean hasNull(byte[] event) {
        for (int i = 0; i + NULL.length <= event.length; i++) {
            if (event[i] == 'n' && Arrays.equals(event, i, i + NULL.length, NULL, 0, NULL.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] replace(byte[] event, int position, int length, String text) {
        byte[] inserted = text.getBytes(StandardCharsets.UTF_8);
        byte[] result = new byte[event.length - length + inserted.length];
        System.arraycopy(event, 0, result, 0, position);
        System.arraycopy(inserted, 0, result, position, inserted.length);
        System.arraycopy(
                event, position + length, result, position + inserted.length, event.length - position - length);
        return result;
    }
}
