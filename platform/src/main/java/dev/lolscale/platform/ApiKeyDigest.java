package dev.lolscale.platform;

import com.pulumi.aws.apigateway.ApiKey;
import com.pulumi.core.Output;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What the authorizer is told of the API keys: never the keys, but enough to recognise them. */
final class ApiKeyDigest {

    private ApiKeyDigest() {}

    /**
     * {@code name:salt:digest} of each key, joined by commas. The salt is the key's id, the digest the SHA-256 of salt
     * and key in UTF-8, in lower-case hexadecimal. Secret, as all that comes from a key.
     */
    static Output<String> all(Map<String, ApiKey> keys) {
        List<Output<String>> digests = new ArrayList<>();
        keys.forEach((name, key) -> digests.add(Output.tuple(key.id(), key.value())
                .applyValue(
                        idAndValue -> String.join(":", name, idAndValue.t1, digest(idAndValue.t1, idAndValue.t2)))));
        return Output.all(digests).applyValue(each -> String.join(",", each)).asSecret();
    }

    private static String digest(String salt, String key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest((salt + key).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
