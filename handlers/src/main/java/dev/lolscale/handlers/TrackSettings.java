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
 */
record TrackSettings(String streamName, int maxEventBytes, String corsAllowOrigin) {

    private static final int GREATEST_EVENT_BYTES = 1_000_000;

    static TrackSettings from(Environment environment) {
        return new TrackSettings(
                environment.required("STREAM_NAME", "the name of the Firehose stream that takes the events"),
                environment.wholeNumber("MAX_EVENT_BYTES", EventParser.DEFAULT_MAX_BYTES, 1, GREATEST_EVENT_BYTES),
                environment.optional("CORS_ALLOW_ORIGIN"));
    }
}
