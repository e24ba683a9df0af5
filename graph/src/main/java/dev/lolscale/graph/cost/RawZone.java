package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;

/**
 * Where a stream's objects end up.
 *
 * @param stream the stream that writes them
 * @param bucket the bucket's name
 * @param prefix their prefix, ended by a slash
 * @param moved whether a mover brings them there from where the stream writes
 * @param objects how many a month
 * @param bytes how many bytes they have together, as they lie there
 */
record RawZone(GraphResource stream, String bucket, String prefix, boolean moved, double objects, double bytes) {}
