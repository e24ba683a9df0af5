package dev.lolscale.handlers;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipException;

/** Turns the body of a request into the bytes that the sender's events are in. */
final class RequestBody {

    /** The most that a body may hold once inflated, in bytes: 20 MiB. Lambda itself takes requests of 6 MB. */
    static final int MAX_BYTES = 20 * 1024 * 1024;

    /**
     * What a body may be called. Browsers' {@code sendBeacon} says text/plain; clients that know nothing of the content,
     * or only that it is compressed, say octet-stream or gzip. A form (what curl says by default) is none of these: a
     * sender that lets its library choose is told so, before a library escapes the body as a form.
     */
    private static final Set<String> CONTENT_TYPES = Set.of(
            "",
            "application/json",
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonlines",
            "application/gzip",
            "application/x-gzip",
            "application/octet-stream",
            "text/plain");

    private static final Set<String> CONTENT_ENCODINGS = Set.of("", "identity", "gzip", "x-gzip");

    private RequestBody() {}

    /**
     * The bytes: out of base64, inflated when they begin as gzip does, whatever the headers say (a REST API may have
     * inflated them already), and without a byte-order mark.
     *
     * @throws RefusedException 415 for another content type or encoding, 400 for base64 or gzip that is damaged, 413 for
     *     more than {@link #MAX_BYTES}
     */
    static byte[] read(ProxyRequest request) throws RefusedException {
        checkHeaders(request);
        byte[] bytes = request.isBase64() ? fromBase64(request.body()) : request.body();
        if (Gunzip.isGzip(bytes)) {
            bytes = inflate(bytes);
        }
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    private static void checkHeaders(ProxyRequest request) throws RefusedException {
        String type = firstPart(request.header("content-type"));
        if (!CONTENT_TYPES.contains(type)) {
            throw new RefusedException(
                    415,
                    "Unsupported media type",
                    "The Content-Type must be application/json, application/x-ndjson, text/plain,"
                            + " application/octet-stream or absent; nothing was taken.");
        }
        String encoding = firstPart(request.header("content-encoding"));
        if (!CONTENT_ENCODINGS.contains(encoding)) {
            throw new RefusedException(
                    415, "Unsupported media type", "The Content-Encoding must be gzip or absent; nothing was taken.");
        }
    }

    private static String firstPart(String header) {
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static byte[] fromBase64(byte[] text) throws RefusedException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, "Damaged body", "The body is not base64; nothing was taken.");
        }
    }

    private static byte[] inflate(byte[] bytes) throws RefusedException {
        try {
            return Gunzip.inflate(bytes, MAX_BYTES);
        } catch (ZipException e) {
            throw new RefusedException(
                    400,
                    "Damaged body",
                    "The body's gzip is damaged, cut short, or followed by something else; nothing was taken.");
        }
    }

    private static RefusedException tooLarge() {
        return new RefusedException(
                413,
                "Content too large",
                "The body holds more than " + MAX_BYTES
                        + " bytes once inflated; nothing was taken. Send fewer events.");
    }
}
