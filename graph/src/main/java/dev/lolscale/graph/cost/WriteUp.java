package dev.lolscale.graph.cost;

/**
 * The bill of the write-up of 2018 that {@code classic} follows, as published: 200 million events of 200 bytes a month, 500
 * TB scanned by Athena, without the crawlers.
 */
public final class WriteUp {

    /** Dollars a month. */
    public static final double USD = 3_361.57;

    /** Dollars for each million events. */
    public static final double USD_PER_MILLION_EVENTS = 16.81;

    private WriteUp() {}
}
