package dev.lolscale.handlers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The API keys that are let in. Only their salted hashes are known here, so neither the function's environment nor a
 * dump of its memory gives a key away. There may be several at once, so that a new key can be handed out before the old
 * one is taken back.
 */
final class ApiKeys {

    private static final String FORM = "name:salt:hexSha256 with 64 hexadecimal digits";

    private final List<HashedKey> keys;

    private ApiKeys(List<HashedKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads {@code name:salt:hexSha256,...}, where the hash is SHA-256 of the UTF-8 bytes of the salt and then the key.
     *
     * @throws IllegalStateException when an entry has another form; it is named by its position, never by what it holds
     */
    static ApiKeys parse(String text) {
        List<HashedKey> keys = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            String[] parts = entry.strip().split(":", -1);
            if (parts.length != 3 || parts[0].isEmpty() || !parts[2].matches("[0-9a-fA-F]{64}")) {
                throw new IllegalStateException("environment variable API_KEYS: entry " + (keys.size() + 1)
                        + " does not have the form " + FORM + "; entries are separated by commas.");
            }
            keys.add(new HashedKey(parts[0], parts[1], HexFormat.of().parseHex(parts[2])));
        }
        return new ApiKeys(List.copyOf(keys));
    }

    /**
     * The name of a key, or empty when it is none of them. Every key is compared, each in constant time, so how long it
     * takes tells nothing of the keys.
     */
    Optional<String> nameOf(String key) {
        String name = null;
        for (HashedKey known : keys) {
            if (MessageDigest.isEqual(known.hash, sha256(known.salt + key)) && name == null) {
                name = known.name;
            }
        }
        return Optional.ofNullable(name);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static final class HashedKey {
        private final String name;
        private final String salt;
        private final byte[] hash;

        HashedKey(String name, String salt, byte[] hash) {
            this.name = name;
            this.salt = salt;
            this.hash = hash;
        }
    }
}
