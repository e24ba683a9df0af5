package dev.lolscale.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.lolscale.schema.ParsedLine.Event;
import dev.lolscale.schema.ParsedLine.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Turns one line into an event, or into the reason why it is none. Streaming, without a tree; one instance may serve
 * many threads. What it accepts at the front door it accepts in the job, on every Jackson from 2.15 (Glue 5.1) on.
 *
 * <p>Fields are matched to columns without regard to case, as Athena reads the raw zone: {@code userid} is
 * {@code userId}. Two keys that differ only in case are therefore one key twice.
 */
public final class EventParser {

    /** How deep objects and arrays may be nested, the event itself being 1. */
    public static final int MAX_DEPTH = 32;

    /** The largest line by default, in bytes: 64 KiB. */
    public static final int DEFAULT_MAX_BYTES = 64 * 1024;

    private final JsonFactory factory;
    private final List<Column> columns;
    private final Map<String, Integer> columnOfField;
    private final int maxBytes;
    private final boolean keepExtra;

    /** A parser of the build's schema that takes lines up to {@link #DEFAULT_MAX_BYTES} and drops unknown fields. */
    public EventParser() {
        this(EventSchema.load(), DEFAULT_MAX_BYTES, false);
    }

    /**
     * A parser.
     *
     * @param schema the columns to read
     * @param maxBytes the largest line in bytes; longer ones are {@link Reason#TOO_LARGE}
     * @param keepExtra whether {@link Event#extra()} is filled: the job needs it, the front door does not
     */
    public EventParser(EventSchema schema, int maxBytes, boolean keepExtra) {
        this.columns = schema.columns();
        this.maxBytes = maxBytes;
        this.keepExtra = keepExtra;
        this.columnOfField = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            columnOfField.put(columns.get(i).source().toLowerCase(Locale.ROOT), i);
            // As most senders write it, so that no key needs folding.
            columnOfField.put(columns.get(i).source(), i);
        }
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH + 1)
                        .maxStringLength(Math.max(maxBytes, 1))
                        .maxNumberLength(Math.max(maxBytes, 1))
                        .build())
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // A line that looks like UTF-16 is not JSON: the raw zone holds UTF-8 only.
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                // Keys chosen to collide must cost time at worst, never an exception: a line is too short to cost much.
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .build();
    }

    /** Parses all of {@code line}: see {@link #parse(byte[], int, int)}. */
    public ParsedLine parse(byte[] line) {
        return parse(line, 0, line.length);
    }

    /**
     * Parses {@code length} bytes of {@code buffer} from {@code offset}: one line of UTF-8 without its newline; white
     * space around the object is ignored. Never throws for what the bytes are.
     */
    public ParsedLine parse(byte[] buffer, int offset, int length) {
        if (length > maxBytes) {
            return new Rejected(Reason.TOO_LARGE, "");
        }
        if (!isUtf8(buffer, offset, length)) {
            return new Rejected(Reason.NOT_UTF8, "");
        }
        try (JsonParser parser = factory.createParser(buffer, offset, length)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Rejected(Reason.NOT_JSON, "");
            }
            return first == JsonToken.START_OBJECT ? parseObject(parser, buffer, offset) : notAnObject(parser);
        } catch (RejectedException e) {
            return new Rejected(e.reason, e.field);
        } catch (StreamConstraintsException e) {
            // Only a key can still be too long for Jackson, from 2.16 on (50,000 bytes).
            return new Rejected(Reason.TOO_LARGE, "");
        } catch (JsonProcessingException e) {
            return new Rejected(Reason.NOT_JSON, "");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private ParsedLine parseObject(JsonParser parser, byte[] buffer, int offset) throws IOException {
        Object[] values = new Object[columns.size()];
        Rejected firstFault = null;
        StringBuilder extra = null;
        boolean[] columnRead = new boolean[values.length];
        Set<String> otherKeys = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            Integer column = columnOfField.get(field);
            String folded = column == null ? field.toLowerCase(Locale.ROOT) : field;
            if (column == null) {
                column = columnOfField.get(folded);
            }
            boolean isNew = column == null ? otherKeys.add(folded) : !columnRead[column];
            if (!isNew) {
                throw new RejectedException(Reason.DUPLICATE_KEY, field);
            }
            if (column == null) {
                extra = readExtra(parser, buffer, offset, extra);
                continue;
            }
            columnRead[column] = true;
            parser.nextToken();
            Rejected fault = readColumn(parser, columns.get(column), column, values);
            if (firstFault == null) {
                firstFault = fault;
            }
        }
        if (hasMore(parser)) {
            return new Rejected(Reason.TRAILING_CONTENT, "");
        }
        for (int i = 0; firstFault == null && i < values.length; i++) {
            if (values[i] == null && columns.get(i).required()) {
                firstFault = new Rejected(Reason.MISSING_FIELD, columns.get(i).source());
            }
        }
        return firstFault != null
                ? firstFault
                : new Event(values, extra == null ? null : extra.append('}').toString());
    }

    private static boolean hasMore(JsonParser parser) throws IOException {
        try {
            return parser.nextToken() != null;
        } catch (JsonProcessingException e) {
            return true;
        }
    }

    /** An array or a scalar must still be JSON, with nothing after it, and not too deep, to be called "not an object". */
    private static Rejected notAnObject(JsonParser parser) throws IOException {
        int depth = 0;
        for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else {
                parser.finishToken();
            }
            if (depth > MAX_DEPTH) {
                return new Rejected(Reason.TOO_DEEP, "");
            }
            if (depth == 0) {
                return new Rejected(parser.nextToken() == null ? Reason.NOT_AN_OBJECT : Reason.NOT_JSON, "");
            }
        }
        return new Rejected(Reason.NOT_JSON, "");
    }

    private static Rejected readColumn(JsonParser parser, Column column, int index, Object[] values)
            throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        Object value =
                switch (column.type()) {
                    case STRING -> token == JsonToken.VALUE_STRING ? parser.getText() : null;
                    case BOOLEAN -> token.isBoolean() ? parser.getBooleanValue() : null;
                    case BIGINT -> integer(parser);
                    case DOUBLE -> finite(parser);
                    case TIMESTAMP ->
                        token == JsonToken.VALUE_STRING
                                ? (Object) EventTime.parseMicros(parser.getText())
                                : millisToMicros(integer(parser));
                };
        if (value == null) {
            skipValue(parser);
            return new Rejected(Reason.WRONG_TYPE, column.source());
        }
        if (column.type() == ColumnType.TIMESTAMP && value.equals(EventTime.INVALID)) {
            return new Rejected(Reason.BAD_TIME, column.source());
        }
        if (value instanceof String text && hasLoneSurrogate(text)) {
            return new Rejected(Reason.NOT_UTF8, column.source());
        }
        values[index] = value;
        return null;
    }

    private static Long integer(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            return null;
        }
        JsonParser.NumberType type = parser.getNumberType();
        return type == JsonParser.NumberType.BIG_INTEGER ? null : (Long) parser.getLongValue();
    }

    /** JSON knows no infinity, so a number too large for a double must not become one. */
    private static Double finite(JsonParser parser) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            return null;
        }
        double value = parser.getDoubleValue();
        return Double.isFinite(value) ? (Double) value : null;
    }

    private static Object millisToMicros(Long millis) {
        return millis == null ? null : (Object) EventTime.microsOfMillis(millis);
    }

    /** Skips the value at the parser, all of it checked: depth, keys of nested objects, and JSON itself. */
    private static void skipValue(JsonParser parser) throws IOException {
        if (!parser.currentToken().isStructStart()) {
            parser.finishToken();
            return;
        }
        Deque<Set<String>> open = new ArrayDeque<>();
        JsonToken token = parser.currentToken();
        while (true) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    // One level for the event itself.
                    if (open.size() + 2 > MAX_DEPTH) {
                        throw new RejectedException(Reason.TOO_DEEP, "");
                    }
                    open.push(token == JsonToken.START_OBJECT ? new HashSet<>() : Set.of());
                }
                case END_OBJECT, END_ARRAY -> {
                    open.pop();
                    if (open.isEmpty()) {
                        return;
                    }
                }
                case FIELD_NAME -> {
                    if (!open.element().add(parser.currentName().toLowerCase(Locale.ROOT))) {
                        throw new RejectedException(Reason.DUPLICATE_KEY, parser.currentName());
                    }
                }
                default -> parser.finishToken();
            }
            token = parser.nextToken();
            if (token == null) {
                throw new RejectedException(Reason.NOT_JSON, "");
            }
        }
    }

    /** Reads a key and its value past the parser; key and value are kept as they stand in the line. */
    private StringBuilder readExtra(JsonParser parser, byte[] buffer, int offset, StringBuilder extra)
            throws IOException {
        if (!keepExtra) {
            parser.nextToken();
            skipValue(parser);
            return null;
        }
        int keyStart = offset + (int) parser.currentTokenLocation().getByteOffset();
        int keyEnd = endOfString(buffer, keyStart);
        parser.nextToken();
        int valueStart = offset + (int) parser.currentTokenLocation().getByteOffset();
        skipValue(parser);
        int valueEnd = offset + (int) parser.currentLocation().getByteOffset();
        StringBuilder text = extra == null ? new StringBuilder(64).append('{') : extra.append(',');
        return text.append(new String(buffer, keyStart, keyEnd - keyStart, StandardCharsets.UTF_8))
                .append(':')
                .append(new String(buffer, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8));
    }

    /** The position after the quote that ends the valid JSON string whose first quote is at {@code start}. */
    private static int endOfString(byte[] buffer, int start) {
        int position = start + 1;
        while (buffer[position] != '"') {
            position += buffer[position] == '\\' ? 2 : 1;
        }
        return position + 1;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUtf8(byte[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] < 0) {
                try {
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, i, offset + length - i));
                    return true;
                } catch (CharacterCodingException e) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Leaves the middle of a line; carries no stack trace because bad lines are no fault of the program. */
    private static final class RejectedException extends IOException {
        private final Reason reason;
        private final String field;

        RejectedException(Reason reason, String field) {
            super(reason.code());
            this.reason = reason;
            this.field = field;
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
