package dev.lolscale.local.firehose;

import java.time.Instant;
import java.util.Optional;

/**
 * What a stream has done since the service started.
 *
 * @param acceptedRecords records acknowledged
 * @param acceptedLines the newlines in their data: the events, where records are packed with lines of JSON
 * @param acceptedBytes their data, in bytes, before compression
 * @param billedBytes the same with each record rounded up to 5 KB (5,120 bytes), as Firehose bills direct put
 * @param deliveredObjects objects put into S3, also those that an earlier process had left in the spool
 * @param oldestUndelivered when the oldest record that is acknowledged and not yet in S3 arrived; empty when everything is delivered
 */
public record DeliveryStatistics(
        long acceptedRecords,
        long acceptedLines,
        long acceptedBytes,
        long billedBytes,
        long deliveredObjects,
        Optional<Instant> oldestUndelivered) {}
