package dev.lolscale.local.s3;

/** Where notifications go: the queues, as S3 sees them. */
@FunctionalInterface
public interface NotificationTarget {

    /**
     * Takes one message. Once this returns the message must survive a kill of the process; if it throws, the request that created the
     * object fails and its sender tries again.
     *
     * @param queue name of the queue, from {@link BucketNotification#queue()}
     * @param body the S3 event notification, JSON
     */
    void send(String queue, String body);
}
