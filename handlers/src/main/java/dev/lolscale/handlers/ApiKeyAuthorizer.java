package dev.lolscale.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets requests with a known API key into an HTTP API: a request authorizer of payload format 2.0 with simple responses.
 * It answers {@code {"isAuthorized":true,"context":{"keyName":"web"}}}, so that metrics can name the key, or
 * {@code {"isAuthorized":false}}. The key is what API Gateway found at the authorizer's one identity source, so the same
 * function serves authorizers that look into a header and such that look into the query string. Neither the key nor the
 * request is ever logged.
 *
 * <p>Environment: {@code API_KEYS}, {@code name:salt:hexSha256,...}, hashes of the salt and then the key.
 */
public final class ApiKeyAuthorizer implements RequestStreamHandler {

    private final ApiKeys keys;

    /**
     * The function as Lambda starts it, told by its environment.
     *
     * @throws IllegalStateException when {@code API_KEYS} is missing or not of its form: the function then does not start
     */
    public ApiKeyAuthorizer() {
        this(new Environment(System.getenv()).required("API_KEYS", "the keys let in, as name:salt:hexSha256,..."));
    }

    ApiKeyAuthorizer(String keys) {
        this.keys = ApiKeys.parse(keys);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Optional<String> name = keyOf(input).flatMap(keys::nameOf);
        try (JsonGenerator json = JsonFields.FACTORY.createGenerator(output)) {
            json.writeStartObject();
            json.writeBooleanField("isAuthorized", name.isPresent());
            if (name.isPresent()) {
                json.writeObjectFieldStart("context");
                json.writeStringField("keyName", name.get());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }

    /**
     * The one identity in the request. Empty as well for a request that cannot be read or has several, because neither
     * may pass: which of several API Gateway keeps the answer for, nobody could tell.
     */
    private static Optional<String> keyOf(InputStream input) throws IOException {
        List<String> identities = new ArrayList<>();
        try (JsonParser parser = JsonFields.FACTORY.createParser(input)) {
            parser.nextToken();
            JsonFields.ofObject(parser, (name, value) -> {
                if (name.equals("identitySource")) {
                    JsonFields.ofArray(value, element -> identities.add(JsonFields.text(element)));
                }
            });
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        return identities.size() == 1
                ? Optional.of(identities.get(0)).filter(identity -> !identity.isEmpty())
                : Optional.empty();
    }
}
