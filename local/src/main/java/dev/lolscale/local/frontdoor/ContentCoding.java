package dev.lolscale.local.frontdoor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * What a REST API does with a packed request before anything else: it unpacks {@code gzip} and {@code deflate}, and
 * leaves the headers as they came.
 */
final class ContentCoding {

    private ContentCoding() {}

    /** The request with its body unpacked; empty for any other coding, and for a body that is not in its coding. */
    static Optional<Exchange> unpack(Exchange exchange) {
        String coding = Optional.ofNullable(exchange.header("Content-Encoding"))
                .orElse("identity")
                .strip()
                .toLowerCase(Locale.ROOT);
        byte[] body = exchange.body();
        if (coding.equals("identity") || body == null || body.length == 0) {
            return Optional.of(exchange);
        }
        try (InputStream unpacking = unpacking(coding, body)) {
            byte[] unpacked = unpacking.readNBytes(Limits.MAX_BODY_BYTES + 1);
            return Optional.of(exchange.withBody(unpacked.length > Limits.MAX_BODY_BYTES ? null : unpacked));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static InputStream unpacking(String coding, byte[] body) throws IOException {
        InputStream packed = new ByteArrayInputStream(body);
        return switch (coding) {
            case "gzip" -> new GZIPInputStream(packed);
            case "deflate" -> new InflaterInputStream(packed);
            default -> throw new IOException(coding);
        };
    }
}
