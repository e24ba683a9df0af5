package dev.lolscale.handlers;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes short JSON objects as text. */
final class JsonText {

    private JsonText() {}

    /** Writes the fields of an object. */
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** The object with these fields, on one line. */
    static String of(Fields fields) {
        StringWriter text = new StringWriter(160);
        try (JsonGenerator json = JsonFields.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }
}
