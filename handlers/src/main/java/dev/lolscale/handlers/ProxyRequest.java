package dev.lolscale.handlers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the track function needs of an API Gateway proxy event. The payload formats 1.0 (REST API) and 2.0 (HTTP API)
 * have all of it in the same places, but for the key's name.
 */
final class ProxyRequest {

    private final Map<String, String> headers = new HashMap<>();
    private byte[] body = {};
    private boolean base64;
    private String keyName = "";

    private ProxyRequest() {}

    /**
     * Reads an event.
     *
     * @throws IOException when it is not a JSON object: whoever invoked the function is not API Gateway
     */
    static ProxyRequest read(InputStream input) throws IOException {
        ProxyRequest request = new ProxyRequest();
        try (JsonParser parser = JsonFields.FACTORY.createParser(input)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the invocation's event is not a JSON object");
            }
            JsonFields.ofObject(parser, request::readField);
        }
        return request;
    }

    /** The body as the event holds it, in UTF-8: see {@link JsonFields#utf8}; empty when there is none. */
    byte[] body() {
        return body;
    }

    /** Whether {@link #body()} is base64: API Gateway says so for what it does not take for text. */
    boolean isBase64() {
        return base64;
    }

    /** A header by its name in lower case, or an empty string. */
    String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /** The name the authorizer gave the API key (HTTP API), or the key's id (REST API); empty when there is neither. */
    String keyName() {
        return keyName;
    }

    private void readField(String name, JsonParser value) throws IOException {
        switch (name) {
            case "body" -> body = JsonFields.utf8(value);
            case "isBase64Encoded" -> base64 = value.currentToken() == JsonToken.VALUE_TRUE;
            case "headers" ->
                JsonFields.ofObject(
                        value, (header, text) -> headers.put(header.toLowerCase(Locale.ROOT), JsonFields.text(text)));
            case "requestContext" -> JsonFields.ofObject(value, this::readContext);
            default -> value.skipChildren();
        }
    }

    private void readContext(String name, JsonParser value) throws IOException {
        switch (name) {
            case "authorizer" -> JsonFields.ofObject(value, this::readAuthorizer);
            case "identity" ->
                JsonFields.ofObject(value, (key, text) -> {
                    if (key.equals("apiKeyId")) {
                        keyName = JsonFields.text(text);
                    }
                });
            default -> value.skipChildren();
        }
    }

    private void readAuthorizer(String name, JsonParser value) throws IOException {
        if (name.equals("lambda")) {
            JsonFields.ofObject(value, (key, text) -> {
                if (key.equals("keyName")) {
                    keyName = JsonFields.text(text);
                }
            });
        }
    }
}
