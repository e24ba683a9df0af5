package dev.lolscale.handlers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Walks JSON as it streams by, so that only what a function asks for is ever held. */
final class JsonFields {

    /**
     * Jackson's limits of length are off: what is too long is for the event's parser to say, line by line. Its limit of
     * depth, 1,000, stays: depth costs memory.
     */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            // As in the event's parser: what it takes must never fail here.
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private JsonFields() {}

    /** Sees one field; the parser stands at its value. */
    interface FieldVisitor {
        void visit(String name, JsonParser value) throws IOException;
    }

    /** Sees one element of an array; the parser stands at it. */
    interface ElementVisitor {
        void visit(JsonParser element) throws IOException;
    }

    /** Visits the fields of the object at the parser; what the visitor leaves unread is skipped. Not an object: none. */
    static void ofObject(JsonParser parser, FieldVisitor visitor) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            visitor.visit(name, parser);
            parser.skipChildren();
        }
    }

    /** Visits the elements of the array at the parser; what the visitor leaves unread is skipped. Not an array: none. */
    static void ofArray(JsonParser parser, ElementVisitor visitor) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            visitor.visit(parser);
            parser.skipChildren();
        }
    }

    /** The text of the value at the parser: a string, or a number as written; empty for anything else, null included. */
    static String text(JsonParser value) throws IOException {
        JsonToken token = value.currentToken();
        return token == JsonToken.VALUE_STRING || token.isNumeric() ? value.getText() : "";
    }

    /**
     * The string at the parser in UTF-8, in which half of a surrogate pair becomes a byte that is not UTF-8, so that only
     * its line is rejected; of a number its text, and nothing for anything else. No {@link String} is made first: a body is
     * most of an invocation, and the runtime's compiler has no fast way to make one.
     */
    static byte[] utf8(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            return text(value).getBytes(StandardCharsets.UTF_8);
        }
        char[] chars = value.getTextCharacters();
        int start = value.getTextOffset();
        int length = value.getTextLength();
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            char c = chars[start + i];
            if (c >= 0x80) {
                return utf8(CharBuffer.wrap(chars, start, length));
            }
            bytes[i] = (byte) c;
        }
        return bytes;
    }

    private static byte[] utf8(CharBuffer text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(text.duplicate());
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
            text.codePoints().forEach(codePoint -> {
                if (Character.getType(codePoint) == Character.SURROGATE) {
                    bytes.write(0xff);
                } else {
                    bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                }
            });
            return bytes.toByteArray();
        }
    }
}
