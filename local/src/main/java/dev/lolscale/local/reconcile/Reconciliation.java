package dev.lolscale.local.reconcile;

import dev.lolscale.local.load.SendReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares what the sender was told with what lies in the raw zone and in the event table: event by event, by their ids,
 * not by totals.
 *
 * @param sent lines sent
 * @param accepted lines that the platform said it took
 * @param rejected lines that it refused
 * @param raw lines in the raw zone
 * @param rows rows in the event table
 * @param quarantined lines that the job put aside
 * @param duplicatesDropped repeated events that the job dropped
 * @param repeated accepted lines whose event had been accepted before
 * @param lost accepted events that are not in the event table
 * @param twice accepted events that are there more than once, or in the raw zone more often than accepted
 * @param unexpected rows that nobody sent
 */
public record Reconciliation(
        long sent,
        long accepted,
        long rejected,
        long raw,
        long rows,
        long quarantined,
        long duplicatesDropped,
        long repeated,
        long lost,
        long twice,
        long unexpected) {

    /**
     * Compares.
     *
     * @param report what the sender was told, with ids
     * @param rawZone what the raw zone holds
     * @param tableIds how often each id stands in the event table
     * @param quarantined lines that the job put aside
     * @param duplicatesDropped repeated events that the job dropped
     */
    public static Reconciliation of(
            SendReport report,
            RawZone rawZone,
            Map<String, Integer> tableIds,
            long quarantined,
            long duplicatesDropped) {
        long rows = tableIds.values().stream().mapToLong(Integer::longValue).sum();
        Map<String, Integer> acceptedIds = report.acceptedIds();
        long lost = acceptedIds.keySet().stream()
                .filter(id -> !tableIds.containsKey(id))
                .count();
        long twice = acceptedIds.entrySet().stream()
                .filter(id -> tableIds.getOrDefault(id.getKey(), 0) > 1
                        || rawZone.ids().getOrDefault(id.getKey(), 0) > id.getValue())
                .count();
        long repeated =
                acceptedIds.values().stream().mapToLong(times -> times - 1).sum();
        long unexpected = tableIds.keySet().stream()
                .filter(id -> !acceptedIds.containsKey(id))
                .count();
        return new Reconciliation(
                report.sent(),
                report.accepted(),
                report.rejected(),
                rawZone.lines(),
                rows,
                quarantined,
                duplicatesDropped,
                repeated,
                lost,
                twice,
                unexpected);
    }

    /** Every identity that does not hold, in words; empty when all is well. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        check(faults, sent == accepted + rejected, "sent = accepted + rejected", sent, accepted + rejected);
        check(faults, accepted == raw, "accepted = lines in the raw zone", accepted, raw);
        check(
                faults,
                raw == rows + quarantined + duplicatesDropped,
                "raw lines = rows + quarantined + dropped duplicates",
                raw,
                rows + quarantined + duplicatesDropped);
        check(
                faults,
                repeated == duplicatesDropped,
                "accepted repeats = dropped duplicates",
                repeated,
                duplicatesDropped);
        check(faults, lost == 0, "accepted events missing from the event table", 0, lost);
        check(faults, twice == 0, "accepted events that stand there twice", 0, twice);
        check(faults, unexpected == 0, "rows that nobody sent", 0, unexpected);
        return faults;
    }

    private static void check(List<String> faults, boolean holds, String what, long expected, long actual) {
        if (!holds) {
            faults.add(what + ": " + expected + " against " + actual);
        }
    }
}
