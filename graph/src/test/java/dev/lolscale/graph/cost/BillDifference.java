package dev.lolscale.graph.cost;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What makes one bill another: by item, how much dearer it is, in tenths of a cent. */
final class BillDifference {

    private BillDifference() {}

    /** Items that differ, each with the difference rounded to {@code $0.0001}. */
    static Map<String, Double> between(Bill before, Bill after) {
        Map<String, Double> from = byItem(before);
        Map<String, Double> to = byItem(after);
        TreeSet<String> items = new TreeSet<>(from.keySet());
        items.addAll(to.keySet());
        Map<String, Double> difference = new TreeMap<>();
        for (String item : items) {
            double more = to.getOrDefault(item, 0.0) - from.getOrDefault(item, 0.0);
            double rounded = Math.round(more * 1e4) / 1e4;
            if (rounded != 0) {
                difference.put(item, rounded);
            }
        }
        return difference;
    }

    private static Map<String, Double> byItem(Bill bill) {
        Map<String, Double> byItem = new TreeMap<>();
        bill.items().forEach(item -> byItem.merge(item.service() + ": " + item.item(), item.usd(), Double::sum));
        return byItem;
    }
}
