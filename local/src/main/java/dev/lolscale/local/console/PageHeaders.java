package dev.lolscale.local.console;

import com.sun.net.httpserver.Headers;
import java.security.SecureRandom;
import java.util.Base64;

/** The headers that keep the page to itself. */
final class PageHeaders {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'; style-src 'self'";

    private PageHeaders() {}

    /** For every answer: nothing is run, loaded, framed or kept that is not the console's own. */
    static void add(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    /** For the page itself; the nonce is for the style sheet that the SQL editor makes. */
    static String allowStyles(Headers headers) {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        String nonce = Base64.getEncoder().encodeToString(random);
        headers.set("Content-Security-Policy", POLICY + " 'nonce-" + nonce + "'");
        headers.set("Content-Type", "text/html; charset=utf-8");
        return nonce;
    }
}
