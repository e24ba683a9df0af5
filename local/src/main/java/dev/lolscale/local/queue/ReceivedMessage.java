package dev.lolscale.local.queue;

import java.time.Instant;

/**
 * A message as one receiver got it.
 *
 * @param messageId stays the same over all receives
 * @param receiptHandle deletes the message, until it is received again
 * @param body as sent
 * @param sent when it was sent
 * @param firstReceived when it was received for the first time
 * @param receiveCount how often it has been received, this time included
 */
public record ReceivedMessage(
        String messageId, String receiptHandle, String body, Instant sent, Instant firstReceived, int receiveCount) {}
