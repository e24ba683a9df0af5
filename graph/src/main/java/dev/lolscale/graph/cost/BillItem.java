package dev.lolscale.graph.cost;

/**
 * A line of a bill.
 *
 * @param service for example {@code Lambda}
 * @param item what is paid for, for example {@code requests of ingest-track}
 * @param resource the logical name of the resource that causes it
 * @param quantity how much in a month
 * @param unit of what, for example {@code requests}
 * @param usd dollars a month
 * @param ingest whether it is part of the way from the sender to the raw zone, its logs included
 */
public record BillItem(
        String service, String item, String resource, double quantity, String unit, double usd, boolean ingest) {}
