package dev.lolscale.graph.cost;

import java.util.List;

/**
 * A price of one region, in steps: each part of a month's quantity costs what its step says.
 *
 * @param key its name in the prices file, for example {@code firehose.gb}
 * @param unit what it is for, for example {@code GB}
 * @param tiers the steps, lowest first
 * @param source where it can be read
 */
public record Price(String key, String unit, List<Tier> tiers, String source) {

    /**
     * A step.
     *
     * @param upTo the quantity it ends at; infinite for the last
     * @param usd dollars for each of the unit
     */
    public record Tier(double upTo, double usd) {}

    /** Dollars for a month's quantity. */
    public double usd(double quantity) {
        double usd = 0;
        double from = 0;
        for (Tier tier : tiers) {
            double part = Math.min(quantity, tier.upTo()) - from;
            if (part <= 0) {
                break;
            }
            usd += part * tier.usd();
            from = tier.upTo();
        }
        return usd;
    }
}
