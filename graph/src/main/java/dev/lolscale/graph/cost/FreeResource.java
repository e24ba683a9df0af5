package dev.lolscale.graph.cost;

/**
 * A resource that AWS does not charge for by itself.
 *
 * @param resource its logical name
 * @param type its type
 * @param reason why
 */
public record FreeResource(String resource, String type, String reason) {}
