package dev.lolscale.local.console;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in only what the console's own page, or a person at this machine, can have sent. A page of another site can make a
 * browser send requests to loopback, under any name that it has resolve to it: so the name must be the console's own, what
 * the browser says of where a request comes from must be the page itself, and what changes anything must carry a header
 * that no other site may set without being allowed to.
 */
final class RequestGuard {

    static final String OWN_HEADER = "x-lolscale-console";

    private final Set<String> hosts;
    private final String shown;

    RequestGuard(int port) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.shown = "http://127.0.0.1:" + port;
    }

    /** Why a request is not let in, in one line; empty when it is. */
    Optional<String> refusal(String method, String path, Headers headers) {
        String host = Optional.ofNullable(headers.getFirst("host")).orElse("");
        if (headers.getOrDefault("host", List.of()).size() != 1 || !hosts.contains(host)) {
            return Optional.of("the console answers to " + shown + " only");
        }
        String origin = headers.getFirst("origin");
        if (origin != null && !origin.equals("http://" + host)) {
            return Optional.of("the console answers no other site");
        }
        String site = headers.getFirst("sec-fetch-site");
        boolean opened =
                method.equals("GET") && path.equals("/") && "navigate".equals(headers.getFirst("sec-fetch-mode"));
        boolean ownSite = site == null || site.equals("same-origin") || (site.equals("none") && method.equals("GET"));
        if (!ownSite && !opened) {
            return Optional.of("the console answers no other site");
        }
        if (method.equals("GET")) {
            return Optional.empty();
        }
        boolean ownPage = "1".equals(headers.getFirst(OWN_HEADER))
                && Optional.ofNullable(headers.getFirst("content-type"))
                        .orElse("")
                        .startsWith("application/json");
        return ownPage
                ? Optional.empty()
                : Optional.of(
                        "what changes anything needs the header " + OWN_HEADER + ": 1 and a body of application/json");
    }
}
