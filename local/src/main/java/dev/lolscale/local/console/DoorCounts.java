package dev.lolscale.local.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.local.frontdoor.AnswerListener;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Counts what the front door answers: requests by status, and rejected lines by reason. */
final class DoorCounts implements AnswerListener {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** More reasons than there are: whatever a function answers, no more are kept. */
    private static final int MOST_REASONS = 50;

    private final Map<Integer, Long> requests = new TreeMap<>();
    private final Map<String, Long> rejected = new TreeMap<>();

    @Override
    public void answered(int status, byte[] body) {
        // A request that was taken whole has no body: by far the most.
        JsonNode rejections = body.length == 0 ? JSON.createArrayNode() : rejections(body);
        synchronized (this) {
            requests.merge(status, 1L, Long::sum);
            for (JsonNode line : rejections) {
                String reason = line.path("reason").asText("no reason given");
                if (rejected.size() < MOST_REASONS || rejected.containsKey(reason)) {
                    rejected.merge(reason, 1L, Long::sum);
                }
            }
        }
    }

    private static JsonNode rejections(byte[] body) {
        try {
            return JSON.readTree(body).path("rejected");
        } catch (JsonProcessingException e) {
            // A gateway's own page names no lines.
            return JSON.createArrayNode();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** Requests so far, by status. */
    synchronized Map<Integer, Long> requests() {
        return new TreeMap<>(requests);
    }

    /** Rejected lines so far, by reason. */
    synchronized Map<String, Long> rejected() {
        return new TreeMap<>(rejected);
    }
}
