package dev.lolscale.handlers;

import dev.lolscale.schema.EventParser;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the track function is told by its environment.
 *
 * @param streamName {@code STREAM_NAME}: the Firehose stream
 * @param maxEventBytes {@code MAX_EVENT_BYTES}: the largest event in bytes; default 65,536, at most 1,000,000, which
 *     leaves room in a Firehose record for what is added on receipt
 * @param corsHeaders {@code CORS_ALLOW_ORIGIN} and {@code CORS_ALLOW_CREDENTIALS} ({@code true} or absent): the headers
 *     that let pages of that origin read the answers; none when the door in front sets them itself (an HTTP API does, a
 *     REST API does not)
 * @param functionName {@code AWS_LAMBDA_FUNCTION_NAME}: by which metrics tell the functions of several stacks apart
 * @param invocationsPerLogLine {@code INVOCATIONS_PER_LOG_LINE}: for how many invocations of a key one line of log
 *     stands, 1 to 100; default 10, at which logging costs less than delivery
 */
record TrackSettings(
        String streamName,
        int maxEventBytes,
        Map<String, String> corsHeaders,
        String functionName,
        int invocationsPerLogLine) {

    private static final int GREATEST_EVENT_BYTES = 1_000_000;
    private static final int DEFAULT_INVOCATIONS_PER_LOG_LINE = 10;

    static TrackSettings from(Environment environment) {
        return new TrackSettings(
                environment.required("STREAM_NAME", "the name of the Firehose stream that takes the events"),
                environment.wholeNumber("MAX_EVENT_BYTES", EventParser.DEFAULT_MAX_BYTES, 1, GREATEST_EVENT_BYTES),
                corsHeaders(environment),
                environment.required("AWS_LAMBDA_FUNCTION_NAME", "the function's name, which Lambda sets itself"),
                environment.wholeNumber(
                        "INVOCATIONS_PER_LOG_LINE",
                        DEFAULT_INVOCATIONS_PER_LOG_LINE,
                        1,
                        InvocationMetrics.MAX_INVOCATIONS));
    }

    /** The same with the default size of events, which a rehearsal's own events do not exceed. */
    TrackSettings withDefaultSize() {
        return new TrackSettings(
                streamName, EventParser.DEFAULT_MAX_BYTES, corsHeaders, functionName, invocationsPerLogLine);
    }

    private static Map<String, String> corsHeaders(Environment environment) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!environment.optional("CORS_ALLOW_ORIGIN").isEmpty()) {
            headers.put("access-control-allow-origin", environment.optional("CORS_ALLOW_ORIGIN"));
            headers.put("access-control-expose-headers", "retry-after");
            if (environment.optional("CORS_ALLOW_CREDENTIALS").equals("true")) {
                headers.put("access-control-allow-credentials", "true");
            }
        }
        return headers;
    }
}
