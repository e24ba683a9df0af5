package dev.lolscale.handlers;

import dev.lolscale.schema.EventParser;

/**
 * What the track function is told by its environment.
 *
 * @param streamName {@code STREAM_NAME}: the Firehose stream
 * @param maxEventBytes {@code MAX_EVENT_BYTES}: the largest event in bytes; default 65,536, at most 1,000,000, which
 *     leaves room in a Firehose record for what is added on receipt
 * @param corsAllowOrigin {@code CORS_ALLOW_ORIGIN}: the origin that answers allow; empty when the door in front answers
 *     for that itself (an HTTP API does, a REST API does not)
 * @param functionName {@code AWS_LAMBDA_FUNCTION_NAME}: by which metrics tell the functions of several stacks apart
 * @param invocationsPerLogLine {@code INVOCATIONS_PER_LOG_LINE}: for how many invocations of a key one line of log
 *     stands, 1 to 100; default 10, at which logging costs less than delivery
 */
record TrackSettings(
        String streamName, int maxEventBytes, String corsAllowOrigin, String functionName, int invocationsPerLogLine) {

    private static final int GREATEST_EVENT_BYTES = 1_000_000;
    private static final int DEFAULT_INVOCATIONS_PER_LOG_LINE = 10;

    static TrackSettings from(Environment environment) {
        return new TrackSettings(
                environment.required("STREAM_NAME", "the name of the Firehose stream that takes the events"),
                environment.wholeNumber("MAX_EVENT_BYTES", EventParser.DEFAULT_MAX_BYTES, 1, GREATEST_EVENT_BYTES),
                environment.optional("CORS_ALLOW_ORIGIN"),
                environment.required("AWS_LAMBDA_FUNCTION_NAME", "the function's name, which Lambda sets itself"),
                environment.wholeNumber(
                        "INVOCATIONS_PER_LOG_LINE",
                        DEFAULT_INVOCATIONS_PER_LOG_LINE,
                        1,
                        InvocationMetrics.MAX_INVOCATIONS));
    }
}
