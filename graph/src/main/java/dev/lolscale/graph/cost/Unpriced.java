package dev.lolscale.graph.cost;

/**
 * Something that costs money and whose price is not known here. It is in no sum.
 *
 * @param resource the logical name of the resource
 * @param type its type
 * @param reason what is missing
 */
public record Unpriced(String resource, String type, String reason) {}
