package dev.lolscale.local.s3;

import java.util.List;

/**
 * One queue configuration of a bucket's notification, in the words of {@code aws:s3/bucketNotification}.
 *
 * @param id name of the configuration, given as {@code configurationId} in each message
 * @param bucket bucket that is watched
 * @param events event types such as {@code s3:ObjectCreated:*} or {@code s3:ObjectCreated:Put}; only creations are ever announced
 * @param filterPrefix beginning of the keys that count; empty for all
 * @param filterSuffix end of the keys that count; empty for all
 * @param queue name of the queue that is told
 */
public record BucketNotification(
        String id, String bucket, List<String> events, String filterPrefix, String filterSuffix, String queue) {

    /** Takes a copy of the events. */
    public BucketNotification {
        events = List.copyOf(events);
    }

    boolean matches(ObjectCreated created) {
        return bucket.equals(created.bucket())
                && created.key().startsWith(filterPrefix)
                && created.key().endsWith(filterSuffix)
                && events.stream().anyMatch(event -> coversEvent(event, created.eventName()));
    }

    private static boolean coversEvent(String configured, String eventName) {
        String event = "s3:" + eventName;
        return configured.endsWith("*")
                ? event.startsWith(configured.substring(0, configured.length() - 1))
                : event.equals(configured);
    }
}
