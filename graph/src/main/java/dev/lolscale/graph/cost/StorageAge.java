package dev.lolscale.graph.cost;

import java.util.OptionalDouble;

/**
 * How many days an object spends in each storage class, within the year that a bill looks back on. With a steady workload
 * that is also how many days' worth of objects lie there.
 *
 * @param standardDays in S3 Standard
 * @param frequentDays in Intelligent-Tiering, read within the last 30 days
 * @param infrequentDays there, not read for 30 days
 * @param archiveDays there, not read for 90 days
 */
record StorageAge(double standardDays, double frequentDays, double infrequentDays, double archiveDays) {

    private static final double INFREQUENT_AFTER_DAYS = 30;
    private static final double ARCHIVED_AFTER_DAYS = 90;

    /** @param tierable whether the objects are large enough for Intelligent-Tiering */
    static StorageAge of(LakeTable table, Flow flow, boolean tierable) {
        double kept = table.keptDays();
        OptionalDouble tiered = flow.lake().lifecycle(table.bucket()).tieredAfterDays(table.prefix());
        if (tiered.isEmpty() || !tierable || tiered.getAsDouble() >= kept) {
            return new StorageAge(kept, 0, 0, 0);
        }
        double from = tiered.getAsDouble();
        double idleFrom = Math.max(from, flow.lake().lastReadDays(table));
        double infrequentFrom = Math.min(kept, idleFrom + INFREQUENT_AFTER_DAYS);
        double archiveFrom = Math.min(kept, idleFrom + ARCHIVED_AFTER_DAYS);
        return new StorageAge(from, infrequentFrom - from, archiveFrom - infrequentFrom, kept - archiveFrom);
    }

    boolean isTiered() {
        return tieredDays() > 0;
    }

    double tieredDays() {
        return frequentDays + infrequentDays + archiveDays;
    }
}
