package dev.lolscale.local.s3;

import java.time.Instant;

/** An object as it came into being: what a notification says of it. The ETag has no quotes; the sequencer grows with time. */
record ObjectCreated(
        String eventName, String bucket, String key, long size, String eTag, String sequencer, Instant time) {
    static final String PUT = "ObjectCreated:Put";
    static final String COPY = "ObjectCreated:Copy";
    static final String COMPLETE_MULTIPART_UPLOAD = "ObjectCreated:CompleteMultipartUpload";
}
