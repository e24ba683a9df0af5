package dev.lolscale.local.command;

import dev.lolscale.graph.cost.Bill;
import java.util.ArrayList;
import java.util.List;

/** Several bills side by side: what a month and a million events cost. */
final class SweepPage {

    private static final int LONGEST_BAR = 30;

    private SweepPage() {}

    /** @param byBatch whether the bills differ in the events of a request, else in the events of a month */
    static List<String> lines(boolean byBatch, List<Bill> bills, Terminal terminal) {
        List<String> header = List.of(byBatch ? "a request" : "events", "a month", "a million", "ingest a million");
        List<List<Object>> rows = new ArrayList<>();
        for (Bill bill : bills) {
            rows.add(List.of(
                    byBatch
                            ? Integer.toString(bill.workload().batch())
                            : Amount.text(bill.workload().events()),
                    Usd.sum(bill.totalUsd()),
                    Usd.ofMillion(bill.usdPerMillionEvents()),
                    Usd.ofMillion(bill.ingestUsdPerMillionEvents())));
        }
        List<String> lines = TextTable.of(header, rows, rows.size(), terminal.width());
        int widest = lines.stream().mapToInt(String::length).max().orElse(0);
        int room = Math.min(LONGEST_BAR, terminal.width() - widest - 2);
        double most =
                bills.stream().mapToDouble(Bill::usdPerMillionEvents).max().orElse(0);
        List<String> drawn = new ArrayList<>(lines);
        for (int i = 0; i < bills.size() && room > 0; i++) {
            String line = lines.get(i + 2);
            String bar = Bars.bar(bills.get(i).usdPerMillionEvents(), most, room);
            drawn.set(i + 2, line + " ".repeat(widest - line.length() + 2) + terminal.green(bar));
        }
        long unpriced =
                bills.stream().mapToLong(bill -> bill.unpriced().size()).max().orElse(0);
        if (unpriced > 0) {
            drawn.addAll(WrappedText.of(
                    unpriced + " items are not priced, and in no sum; without --sweep they are named",
                    terminal.width()));
        }
        return drawn;
    }
}
