package dev.lolscale.glue;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A user who is to be forgotten, known by a hash alone: nothing that logs, plans or records the run can show who it is.
 *
 * @param sha256 SHA-256 of the user's id in UTF-8, in lower case hexadecimal
 */
record ErasedUser(String sha256) implements Serializable {

    /** The user with this id. */
    static ErasedUser ofId(String id) {
        if (id.isEmpty()) {
            throw new RefusedException("--erase is empty; give the userId whose events are to be erased");
        }
        return new ErasedUser(hash(id));
    }

    /** The user whose id has this SHA-256. */
    static ErasedUser ofSha256(String sha256) {
        String lowerCase = sha256.toLowerCase(Locale.ROOT);
        if (!lowerCase.matches("[0-9a-f]{64}")) {
            throw new RefusedException("--erase_sha256 is no SHA-256; give 64 hexadecimal digits");
        }
        return new ErasedUser(lowerCase);
    }

    /** Whether {@code id} is this user's. */
    boolean is(String id) {
        return sha256.equals(hash(id));
    }

    private static String hash(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
