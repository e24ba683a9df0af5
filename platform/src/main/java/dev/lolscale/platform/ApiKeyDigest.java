package dev.lolscale.platform;

import com.pulumi.aws.apigateway.ApiKey;
import com.pulumi.core.Output;
import java.util.ArrayList;
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
                .applyValue(idAndValue ->
                        String.join(":", name, idAndValue.t1, Sha256.hex(idAndValue.t1 + idAndValue.t2)))));
        return Output.all(digests).applyValue(each -> String.join(",", each)).asSecret();
    }
}
