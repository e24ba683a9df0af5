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
        assertThat(authorize(WEB, request("the-key-of-the-sender")))
                .isEqualTo("{\"isAuthorized\":true,\"context\":{\"keyName\":\"web\"}}");
    }

    @Test
    void shouldKnowSeveralKeysAtOnce() {
        String keys = WEB + ", " + MOBILE;

        assertThat(authorize(keys, request("the-key-of-the-sender"))).contains("\"web\"");
        assertThat(authorize(keys, request("the-other-key"))).contains("\"mobile\"");
    }

    @Test
    void shouldLetNoOneInWithAKeyThatWasTakenBack() {
        assertThat(authorize(MOBILE, request("the-key-of-the-sender"))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "the-key-of-the-sende", "the-key-of-the-sender ", "THE-KEY-OF-THE-SENDER", "web"})
    void shouldRefuseAnyOtherKey(String key) {
        assertThat(authorize(WEB + "," + MOBILE, request(key))).isEqualTo(REFUSED);
    }

    @Test
    void shouldRefuseTheHashItself() {
        String hash = WEB.substring(WEB.lastIndexOf(':') + 1);

        assertThat(authorize(WEB, request(hash))).isEqualTo(REFUSED);
    }

    @Test
    void shouldReadTheKeyWhereverApiGatewayFoundIt() {
        byte[] beacon = Fixtures.bytes(Fixtures.payload("http-api-authorizer-beacon.json"));

        assertThat(authorize(WEB, beacon)).contains("\"web\"");
        assertThat(authorize(MOBILE, beacon)).isEqualTo(REFUSED);
    }

    @Test
    void shouldReadHashesInAnyCase() {
        assertThat(authorize(
                        "web:a1b2c3:" + WEB.substring(WEB.lastIndexOf(':') + 1).toUpperCase(Locale.ROOT),
                        request("the-key-of-the-sender")))
                .contains("true");
    }

    @Test
    void shouldRefuseAKeyThatIsNotTheIdentity() {
        ObjectNode request = Fixtures.payload("http-api-authorizer.json");
        ObjectNode beacon = Fixtures.payload("http-api-authorizer-beacon.json");
        request.putArray("identitySource").add("another-key");
        beacon.remove("identitySource");

        assertThat(request.at("/headers/x-api-key").textValue()).isEqualTo("the-key-of-the-sender");
        assertThat(authorize(WEB, Fixtures.bytes(request))).isEqualTo(REFUSED);
        assertThat(beacon.at("/queryStringParameters/key").textValue()).isEqualTo("the-key-of-the-sender");
        assertThat(authorize(WEB, Fixtures.bytes(beacon))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "[\"\"]",
                "[null]",
                "[[\"the-key-of-the-sender\"]]",
                "[{\"the-key-of-the-sender\":1}]",
                "{\"0\":\"the-key-of-the-sender\"}",
                "\"the-key-of-the-sender\"",
                "[\"the-key-of-the-sender\",\"the-key-of-the-sender\"]",
                "[\"the-key-of-the-sender\",\"\"]",
                "[\"the-key-of-the-sender\"],\"identitySource\":[\"the-key-of-the-sender\"]"
            })
    void shouldRefuseARequestWithoutExactlyOneIdentity(String identities) {
        assertThat(authorize(WEB, ("{\"identitySource\":" + identities + "}").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"identitySource\":[\"the-key-of-the-sender\"]"})
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

    private static byte[] request(String key) {
        ObjectNode request = Fixtures.payload("http-api-authorizer.json");
        request.putArray("identitySource").add(key);
        ((ObjectNode) request.get("headers")).put("x-api-key", key);
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
