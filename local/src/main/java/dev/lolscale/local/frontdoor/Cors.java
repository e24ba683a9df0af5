package dev.lolscale.local.frontdoor;

import java.time.Duration;
import java.util.List;

/**
 * The CORS configuration of an HTTP API: the gateway answers preflight requests itself and puts the headers on answers,
 * in place of the function's own.
 *
 * @param allowOrigins exact origins, or {@code *}, {@code https://*}, {@code http://*}
 * @param allowMethods methods, or {@code *}
 * @param allowHeaders request headers, or {@code *}
 * @param exposeHeaders response headers that scripts may read
 * @param maxAge how long browsers may keep a preflight answer; zero says nothing about it
 * @param allowCredentials whether browsers may send credentials
 */
public record Cors(
        List<String> allowOrigins,
        List<String> allowMethods,
        List<String> allowHeaders,
        List<String> exposeHeaders,
        Duration maxAge,
        boolean allowCredentials) {

    /** Copies the lists. */
    public Cors {
        allowOrigins = List.copyOf(allowOrigins);
        allowMethods = List.copyOf(allowMethods);
        allowHeaders = List.copyOf(allowHeaders);
        exposeHeaders = List.copyOf(exposeHeaders);
    }
}
