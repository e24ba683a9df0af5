package dev.lolscale.handlers;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * An answer in the form that both payload formats of API Gateway take.
 *
 * @param status the HTTP status
 * @param headers the headers, in lower case
 * @param body the body, or empty
 */
record ProxyAnswer(int status, Map<String, String> headers, String body) {

    /**
     * Writes the answer.
     *
     * @param corsHeaders the headers that let pages of other origins read it, in lower case
     */
    void write(OutputStream output, Map<String, String> corsHeaders) throws IOException {
        try (JsonGenerator json = JsonFields.FACTORY.createGenerator(output)) {
            json.writeStartObject();
            json.writeNumberField("statusCode", status);
            json.writeObjectFieldStart("headers");
            for (Map.Entry<String, String> header : headers.entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            for (Map.Entry<String, String> header : corsHeaders.entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
            json.writeStringField("body", body);
            json.writeBooleanField("isBase64Encoded", false);
            json.writeEndObject();
        }
    }
}
