package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyAuthorizerTest {

    private static final String WEB = entry("web", "a1b2c3", "the-key-of-the-sender");
    private static final String MOBILE = entry("mobile", "d4e5f6", "the-other-key");
    private static final String REFUSED = "{\"isAuthorized\":false}";

    @Test
    void shouldLetAKnownKeyInByName() {
        assertThat(authorize(WEB, request("x-api-key", "the-key-of-the-sender")))
                .isEqualTo("{\"isAuthorized\":true,\"context\":{\"keyName\":\"web\"}}");
    }

    @Test
    void shouldKnowSeveralKeysAtOnce() {
        String keys = WEB + ", " + MOBILE;

        assertThat(authorize(keys, request("x-api-key", "the-key-of-the-sender")))
                .contains("\"web\"");
        assertThat(authorize(keys, request("x-api-key", "the-other-key"))).contains("\"mobile\"");
    }

    @Test
    void shouldLetNoOneInWithAKeyThatWasTakenBack() {
        assertThat(authorize(MOBILE, request("x-api-key", "the-key-of-the-sender")))
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "the-key-of-the-sende", "the-key-of-the-sender ", "THE-KEY-OF-THE-SENDER", "web"})
    void shouldRefuseAnyOtherKey(String key) {
        assertThat(authorize(WEB + "," + MOBILE, request("x-api-key", key))).isEqualTo(REFUSED);
    }

    @Test
    void shouldRefuseTheHashItself() {
        String hash = WEB.substring(WEB.lastIndexOf(':') + 1);

        assertThat(authorize(WEB, request("x-api-key", hash))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-API-Key", "X-Api-Key", "x-api-key"})
    void shouldReadTheHeaderInAnyCase(String header) {
        assertThat(authorize(WEB, request(header, "the-key-of-the-sender"))).contains("true");
    }

    @Test
    void shouldReadHashesInAnyCase() {
        assertThat(authorize(
                        "web:a1b2c3:" + WEB.substring(WEB.lastIndexOf(':') + 1).toUpperCase(Locale.ROOT),
                        request("x-api-key", "the-key-of-the-sender")))
                .contains("true");
    }

    @Test
    void shouldRefuseARequestWithoutTheHeader() {
        ObjectNode request = Fixtures.payload("http-api-authorizer.json");
        ((ObjectNode) request.get("headers")).remove("x-api-key");

        assertThat(authorize(WEB, Fixtures.bytes(request))).isEqualTo(REFUSED);
        assertThat(authorize(WEB, Fixtures.bytes(request.putNull("headers")))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"headers\":{\"x-api-key\":\"the-key-of-the-sender\"}"})
    void shouldRefuseARequestThatCannotBeRead(String request) {
        assertThat(authorize(WEB, request.getBytes(StandardCharsets.UTF_8))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "web:salt", "web:salt:abc", ":salt:", "a:b:c:d"})
    void shouldNotStartWithKeysOfAnotherFormNorSayWhatTheyAre(String entry) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ApiKeyAuthorizer(WEB + "," + entry))
                .withMessage("environment variable API_KEYS: entry 2 does not have the form name:salt:hexSha256 with 64"
                        + " hexadecimal digits; entries are separated by commas.");
    }

    static String entry(String name, String salt, String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((salt + key).getBytes(StandardCharsets.UTF_8));
            return name + ":" + salt + ":" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] request(String header, String key) {
        ObjectNode request = Fixtures.payload("http-api-authorizer.json");
        ((ObjectNode) request.get("headers")).remove("x-api-key");
        ((ObjectNode) request.get("headers")).put(header, key);
        return Fixtures.bytes(request);
    }

    private static String authorize(String keys, byte[] request) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            new ApiKeyAuthorizer(keys)
                    .handleRequest(new ByteArrayInputStream(request), output, TestContext.withMillis(1_000));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return output.toString(StandardCharsets.UTF_8);
    }
}
