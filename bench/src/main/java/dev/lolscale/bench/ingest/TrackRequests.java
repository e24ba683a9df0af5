package dev.lolscale.bench.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Invocations of the track function: proxy events of an HTTP API (payload format 2.0) whose bodies hold lines like those of
 * the sample client of 2018, {@code {"event":"LOGIN","userId":"mark3","dateTime":"2018-04-04 12:00:00"}}. There are some
 * dozens of them, in turn, and the same ones in every run.
 *
 * @param eventsEach lines in each body
 * @param payloads the invocations' payloads
 */
record TrackRequests(int eventsEach, List<byte[]> payloads) {

    private static final int DIFFERENT = 32;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String[] EVENTS = {"LOGIN", "VIEW", "PLAY", "PURCHASE", "SHARE", "LOGOUT"};
    private static final String[] NAMES = {"mark", "anna", "li", "noor", "tom", "eva", "raj", "zoe", "ivan", "mia"};

    static TrackRequests of(int eventsEach) throws IOException {
        Random random = new Random(eventsEach);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < DIFFERENT; i++) {
            payloads.add(payload(body(eventsEach, random)));
        }
        return new TrackRequests(eventsEach, List.copyOf(payloads));
    }

    static String body(int events, Random random) {
        StringBuilder lines = new StringBuilder(events * 75);
        for (int i = 0; i < events; i++) {
            Instant time = Instant.parse("2018-04-04T12:00:00Z").plusSeconds(random.nextInt(86_400));
            lines.append("{\"event\":\"")
                    .append(EVENTS[random.nextInt(EVENTS.length)])
                    .append("\",\"userId\":\"")
                    .append(NAMES[random.nextInt(NAMES.length)])
                    .append(random.nextInt(500))
                    .append("\",\"dateTime\":\"")
                    .append(TIME.format(time.atOffset(ZoneOffset.UTC)))
                    .append("\"}\n");
        }
        return lines.toString();
    }

    private static byte[] payload(String body) throws IOException {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0").put("routeKey", "POST /track").put("rawPath", "/track");
        event.put("rawQueryString", "");
        event.putObject("headers")
                .put("accept", "*/*")
                .put("content-length", Integer.toString(body.length()))
                .put("content-type", "application/x-ndjson")
                .put("host", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com")
                .put("user-agent", "curl/8.5.0")
                .put("x-amzn-trace-id", "Root=1-5ac4c8c0-3f2c1d7b9a6e4f0012345678")
                .put("x-api-key", "the-key-of-the-sender")
                .put("x-forwarded-for", "203.0.113.10")
                .put("x-forwarded-port", "443")
                .put("x-forwarded-proto", "https");
        ObjectNode context = event.putObject("requestContext");
        context.put("accountId", "123456789012").put("apiId", "a1b2c3d4e5");
        context.putObject("authorizer").putObject("lambda").put("keyName", "web");
        context.put("domainName", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com");
        context.putObject("http")
                .put("method", "POST")
                .put("path", "/track")
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "203.0.113.10")
                .put("userAgent", "curl/8.5.0");
        context.put("requestId", "JKJaXmPLvHcESHA=")
                .put("routeKey", "POST /track")
                .put("stage", "$default");
        context.put("time", "04/Apr/2018:12:00:00 +0000").put("timeEpoch", 1522843200000L);
        event.put("body", body).put("isBase64Encoded", false);
        return JSON.writeValueAsBytes(event);
    }
}
