package dev.lolscale.local.frontdoor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the client gets. */
final class Answer {

    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param headers the headers in order; a name may come more than once
     * @param body the body, perhaps empty
     */
    Answer(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** One of the gateway's own answers: {@code {"message":"..."}}. */
    static Answer message(int status, String message) {
        return new Answer(
                status,
                List.of(Map.entry("Content-Type", "application/json")),
                ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    List<Map.Entry<String, String>> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** This answer with more headers. */
    Answer with(Map<String, String> more) {
        List<Map.Entry<String, String>> all = new ArrayList<>(headers);
        all.addAll(more.entrySet());
        return new Answer(status, all, body);
    }

    boolean hasHeader(String name) {
        return headers.stream().anyMatch(header -> header.getKey().equalsIgnoreCase(name));
    }
}
