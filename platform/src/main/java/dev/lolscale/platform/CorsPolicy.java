package dev.lolscale.platform;

import java.util.List;

/** What pages of other origins may do, whichever API tells their browsers. */
final class CorsPolicy {

    static final String METHOD = "POST";
    static final List<String> REQUEST_HEADERS = List.of("content-type", "content-encoding", "x-api-key");

    /** Without this, a page cannot read when to send again what was not delivered. */
    static final List<String> EXPOSED_HEADERS = List.of("retry-after");

    /** Browsers ask again after this time; a day is what the longest-patient of them allow. */
    static final int MAX_AGE_SECONDS = 86_400;

    private CorsPolicy() {}
}
