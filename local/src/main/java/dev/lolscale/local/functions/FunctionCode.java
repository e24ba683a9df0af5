package dev.lolscale.local.functions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Lays out deployed jars as Lambda's {@code /var/task}, from where the runtime interface client loads {@code lib/*.jar}.
 * The jar is copied, so a build may replace it while functions run, but it isn't unpacked: thousands of small files would
 * take longer than the cold start. Folders are named by the jar's content: functions of one jar share one.
 */
final class FunctionCode {

    private static final int NAME_CHARACTERS = 16;

    private FunctionCode() {}

    /**
     * The task root of a function.
     *
     * @param jar the deployed jar
     * @param directory where task roots are
     * @throws IOException in one line when there is no such file or when it is no jar
     */
    static Path deploy(String function, Path jar, Path directory) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("Function " + function + ": there is no jar at " + jar + "; build it first.");
        }
        try {
            new ZipFile(jar.toFile()).close();
        } catch (ZipException e) {
            throw new IOException("Function " + function + ": " + jar + " is not a jar: " + e.getMessage() + ".", e);
        }
        Path root = directory.resolve(sha256(jar).substring(0, NAME_CHARACTERS));
        Path code = root.resolve("lib/function.jar");
        if (!Files.exists(code)) {
            Files.createDirectories(code.getParent());
            Path unfinished = root.resolve("function.jar.unfinished");
            Files.copy(jar, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished, code, StandardCopyOption.ATOMIC_MOVE);
        }
        return root;
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
                content.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
