package dev.lolscale.local.frontdoor;

/**
 * An API key of a REST API's usage plan.
 *
 * @param id the key's id, which functions see
 * @param value what clients send as {@code x-api-key}; functions see it too
 */
public record ApiKey(String id, String value) {

    /** The id: never the value. */
    @Override
    public String toString() {
        return "ApiKey[id=" + id + "]";
    }
}
