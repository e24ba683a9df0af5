package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.handlers.EventLines.Line;
import dev.lolscale.schema.EventSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a schema of another make would have the front door add. */
class ReceiptStampTest {

    private static final String SCHEMA = """
            {"columns": [
              {"name": "n", "type": "bigint", "source": "n"},
              {"name": "at", "type": "timestamp", "source": "\\"at\\"", "onReceipt": "time"},
              {"name": "who", "type": "string", "source": "who", "onReceipt": "id"},
              {"name": "ref", "type": "string", "source": "ref", "onReceipt": "id"}]}
            """;

    private final RandomGenerator zeros = () -> 0L;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}            | {"\\"at\\"":7,"who":"AAAAAAAAAAAA-z","ref":"AAAAAAAAAAAA-z"}
                    '{ \t}'        | '{ \t"\\"at\\"":7,"who":"AAAAAAAAAAAA-z","ref":"AAAAAAAAAAAA-z"}'
                    {"n":1}       | {"n":1,"\\"at\\"":7,"who":"AAAAAAAAAAAA-z","ref":"AAAAAAAAAAAA-z"}
                    {"WHO":null}  | {"WHO":"AAAAAAAAAAAA-z","\\"at\\"":7,"ref":"AAAAAAAAAAAA-z"}
                    {"ref":null,"\\"at\\"":null,"who":null} | {"ref":"AAAAAAAAAAAA-z","\\"at\\"":7,"who":"AAAAAAAAAAAA-z"}
                    """)
    void shouldAddEveryColumnThatTheSchemaAddsOnReceipt(String event, String landed) throws IOException {
        EventSchema schema = EventSchema.read(new ByteArrayInputStream(SCHEMA.getBytes(StandardCharsets.UTF_8)));
        byte[] body = event.getBytes(StandardCharsets.UTF_8);

        byte[] stamped = new ReceiptStamp(schema, zeros, 7).stamp(body, new Line(35, 0, body.length), new Object[4]);

        assertThat(new String(stamped, StandardCharsets.UTF_8)).isEqualTo(landed);
    }

    @Test
    void shouldLeaveTheBodyAsItIs() throws IOException {
        EventSchema schema = EventSchema.read(new ByteArrayInputStream(SCHEMA.getBytes(StandardCharsets.UTF_8)));
        byte[] body = "[{\"n\":\n1}]".getBytes(StandardCharsets.UTF_8);
        byte[] before = body.clone();

        byte[] stamped =
                new ReceiptStamp(schema, zeros, 7).stamp(body, new Line(1, 1, 9), new Object[] {1L, 1L, "", ""});

        assertThat(new String(stamped, StandardCharsets.UTF_8)).isEqualTo("{\"n\": 1}");
        assertThat(body).isEqualTo(before);
    }
}
