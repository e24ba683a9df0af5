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
    private final String requestId;
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
        this.requestId = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        this.receivedMillis = Long.toString(receivedMillis);
    }

    /**
     * The event as it lands, without its newline.
     *
     * @param values the event's values, as the parser read them from {@code line}
     */
    byte[] stamp(byte[] body, Line line, Object[] values) {
        byte[] event = Arrays.copyOfRange(body, line.start(), line.end());
        spaceOutLineEnds(event);
        StringBuilder additions = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            if (values[i] != null || column.onReceipt() == OnReceipt.NOTHING) {
                continue;
            }
            String value = valueOnReceipt(column, line.number());
            int given = positionOfNull(event, column.source());
            if (given >= 0) {
                // A second key beside the sender's null could not be told from it.
                event = replace(event, given, NULL.length, value);
            } else {
                additions.append(additionStarts[i]).append(value);
            }
        }
        if (additions.isEmpty()) {
            return event;
        }
        int closing = event.length - 1;
        return replace(event, closing, 0, isEmptyObject(event) ? additions.substring(1) : additions.toString());
    }

    private String valueOnReceipt(Column column, int line) {
        return column.onReceipt() == OnReceipt.ID
                ? '"' + requestId + '-' + Integer.toString(line, Character.MAX_RADIX) + '"'
                : receivedMillis;
    }

    private static void spaceOutLineEnds(byte[] event) {
        for (int i = 0; i < event.length; i++) {
            if (event[i] == '\n' || event[i] == '\r') {
                event[i] = ' ';
            }
        }
    }

    private static boolean isEmptyObject(byte[] event) {
        for (int i = 1; i < event.length - 1; i++) {
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
