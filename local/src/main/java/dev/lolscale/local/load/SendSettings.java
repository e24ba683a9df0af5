package dev.lolscale.local.load;

import java.net.URI;

/**
 * How to send events.
 *
 * @param url the address of POST /track
 * @param key the API key
 * @param events how many lines to send, bad ones included
 * @param batch lines in one request
 * @param eventsPerSecond the most lines in a second; 0 for no limit
 * @param clients how many requests are under way at once
 * @param deliveryAttempts how often lines are sent that the platform says it could not deliver, the first time included;
 *     each time it has itself tried for as long as it may
 */
public record SendSettings(
        URI url, String key, long events, int batch, double eventsPerSecond, int clients, int deliveryAttempts) {

    /**
     * Checks the key.
     *
     * @throws IllegalArgumentException when no HTTP header can carry it; the message does not show it
     */
    public SendSettings {
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "the API key holds a space, a line's end or another character that no HTTP header carries; give the key"
                            + " alone, without quotes or an ending newline");
        }
    }

    /** The settings without the key. */
    @Override
    public String toString() {
        return "SendSettings[url=" + url + ", events=" + events + ", batch=" + batch + "]";
    }
}
