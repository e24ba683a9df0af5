package dev.lolscale.graph.cost;

import java.util.List;

/**
 * What a stack costs in a month, after a year of the same workload.
 *
 * @param stack the stack's name
 * @param region its region
 * @param workload what it carries
 * @param items what is paid for
 * @param free resources without a charge of their own
 * @param unpriced what has no price here, and is in no sum
 * @param warnings what a reader must know besides, one line each
 * @param floorUsd what Firehose and the raw zone on S3 alone would cost, if nothing were rounded up or added to an event
 */
public record Bill(
        String stack,
        String region,
        Workload workload,
        List<BillItem> items,
        List<FreeResource> free,
        List<Unpriced> unpriced,
        List<String> warnings,
        double floorUsd) {

    private static final double MILLION = 1e6;

    /** Dollars a month, without what is unpriced. */
    public double totalUsd() {
        return items.stream().mapToDouble(BillItem::usd).sum();
    }

    /** Dollars for each million events. */
    public double usdPerMillionEvents() {
        return perMillion(totalUsd());
    }

    /** Dollars a month for the way from the sender to the raw zone, its logs included. */
    public double ingestUsd() {
        return items.stream()
                .filter(BillItem::ingest)
                .mapToDouble(BillItem::usd)
                .sum();
    }

    /** The same for each million events. */
    public double ingestUsdPerMillionEvents() {
        return perMillion(ingestUsd());
    }

    /** The floor for each million events. */
    public double floorUsdPerMillionEvents() {
        return perMillion(floorUsd);
    }

    private double perMillion(double usd) {
        return usd / workload.events() * MILLION;
    }
}
