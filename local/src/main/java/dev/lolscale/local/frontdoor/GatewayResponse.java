package dev.lolscale.local.frontdoor;

import java.util.Map;

/**
 * What a REST API adds to the refusals of its own.
 *
 * @param type which refusals
 * @param headers the headers, besides those that the refusal has anyway
 */
public record GatewayResponse(Type type, Map<String, String> headers) {

    /** The refusals that have no type of their own: all of them, as long as no other response is declared. */
    public enum Type {
        /** Refusals with a status from 400 to 499. */
        DEFAULT_4XX,
        /** Refusals with a status from 500. */
        DEFAULT_5XX
    }

    /** Copies the headers. */
    public GatewayResponse {
        headers = Map.copyOf(headers);
    }

    boolean isFor(Answer refusal) {
        return type == (refusal.status() < 500 ? Type.DEFAULT_4XX : Type.DEFAULT_5XX);
    }
}
