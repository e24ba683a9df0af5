package dev.lolscale.glue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.lolscale.schema.EventParser;
import dev.lolscale.schema.EventSchema;
import dev.lolscale.schema.ParsedLine.Event;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * Which lines are a user's. An event is the user's whose {@code userId} it has. Of a line that is no event, all fields
 * named {@code userId} are looked at, at any depth and of any scalar type, up to where it stops being JSON: what comes
 * after that, and a line that is no JSON from its start, is nobody's.
 */
final class UserLines implements Serializable {

    private static final String COLUMN = "userid";

    private final ErasedUser user;
    // Parsers cannot be sent to tasks.
    private transient Parsers parsers;

    private record Parsers(EventParser events, int userIndex, String field, JsonFactory json) {}

    UserLines(ErasedUser user) {
        this.user = user;
    }

    /** Whether a raw line is the user's. */
    boolean holdRaw(byte[] line) {
        return parsers().events().parse(line) instanceof Event event
                ? user.is((String) event.values()[parsers().userIndex()])
                : holdQuarantined(new String(line, StandardCharsets.UTF_8));
    }

    /** Whether a line that is no event is the user's. */
    boolean holdQuarantined(String line) {
        try (JsonParser parser = parsers().json().createParser(line)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equalsIgnoreCase(parsers().field())
                        && parser.nextToken().isScalarValue()
                        && user.is(parser.getText())) {
                    return true;
                }
            }
            return false;
        } catch (IOException notJsonFromHere) {
            return false;
        }
    }

    private Parsers parsers() {
        if (parsers == null) {
            EventSchema schema = EventSchema.load();
            int userIndex = schema.indexOf(COLUMN);
            parsers = new Parsers(
                    new EventParser(schema, LineParser.MAX_LINE_BYTES, false),
                    userIndex,
                    schema.columns().get(userIndex).source(),
                    JsonFactory.builder()
                            .streamReadConstraints(StreamReadConstraints.builder()
                                    .maxNestingDepth(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .build())
                            .build());
        }
        return parsers;
    }
}
