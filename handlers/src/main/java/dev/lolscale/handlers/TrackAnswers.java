package dev.lolscale.handlers;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The answers of the front door. All but 204 carry {@code accepted} and {@code rejected}, a list of {@code {line,
 * reason, field}} with every line that was not taken; those below are problems (RFC 9457).
 */
final class TrackAnswers {

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");
    private static final Map<String, String> PROBLEM = Map.of("content-type", "application/problem+json");

    /** One second: Firehose's throttling counts by the second. */
    private static final Map<String, String> PROBLEM_FOR_NOW =
            Map.of("content-type", "application/problem+json", "retry-after", "1");

    private TrackAnswers() {}

    /** 204 when all was accepted, 503 when Firehose did not take all, 200 when some was accepted, else 400. */
    static ProxyAnswer of(TrackOutcome outcome) {
        if (outcome.rejected().isEmpty()) {
            return new ProxyAnswer(204, Map.of(), "");
        }
        if (outcome.isUndelivered()) {
            return problem(
                    503,
                    PROBLEM_FOR_NOW,
                    "Not delivered",
                    "Send again the lines whose reason is not_delivered, and only those.",
                    outcome);
        }
        if (outcome.accepted() > 0) {
            return new ProxyAnswer(200, JSON, JsonText.of(json -> writeLines(json, outcome)));
        }
        return problem(400, PROBLEM, "No line is an event", "See rejected for each line's reason.", outcome);
    }

    /** A request that was refused whole. */
    static ProxyAnswer refused(RefusedException refusal) {
        return problem(refusal.status(), PROBLEM, refusal.title(), refusal.getMessage(), TrackOutcome.NOTHING);
    }

    /** A fault of ours, of which the sender learns nothing more. */
    static ProxyAnswer fault() {
        return problem(
                500,
                PROBLEM,
                "Internal error",
                "The request could not be handled; send it again later.",
                TrackOutcome.NOTHING);
    }

    private static ProxyAnswer problem(
            int status, Map<String, String> headers, String title, String detail, TrackOutcome outcome) {
        return new ProxyAnswer(status, headers, JsonText.of(json -> {
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", title);
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail);
            writeLines(json, outcome);
        }));
    }

    private static void writeLines(JsonGenerator json, TrackOutcome outcome) throws IOException {
        json.writeNumberField("accepted", outcome.accepted());
        json.writeArrayFieldStart("rejected");
        List<RejectedLine> rejected = outcome.rejected();
        for (RejectedLine line : rejected) {
            json.writeStartObject();
            json.writeNumberField("line", line.number());
            json.writeStringField("reason", line.reason());
            json.writeStringField("field", line.field());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
