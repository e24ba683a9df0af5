package dev.lolscale.local.command;

import dev.lolscale.graph.cost.Bill;
import dev.lolscale.graph.cost.BillItem;
import dev.lolscale.graph.cost.Savings;
import dev.lolscale.graph.cost.WriteUp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A bill for people: what costs most, the sums beside what they are to be compared with, and what would save. */
final class BillPage {

    /** Items below this part of the total are counted, not shown. */
    private static final double SHOWN_SHARE = 0.005;

    private static final int SAVINGS = 3;
    private static final int LONGEST_BAR = 30;
    private static final int LEAST_WIDTH_WITH_BARS = 60;
    private static final String INDENT = "  ";

    private final Terminal terminal;
    private final LocalDate pricesOf;

    BillPage(Terminal terminal, LocalDate pricesOf) {
        this.terminal = terminal;
        this.pricesOf = pricesOf;
    }

    void print(Bill bill, Optional<Bill> classic, List<Savings.Saving> savings) {
        wrapped(
                "",
                String.format(
                        Locale.ROOT,
                        "%s in %s: %,d events of %,d bytes a month, %,d a request, %,d saved queries a day, after a year;"
                                + " prices of %s",
                        bill.stack(),
                        bill.region(),
                        bill.workload().events(),
                        bill.workload().eventBytes(),
                        bill.workload().batch(),
                        bill.workload().queriesPerDay(),
                        pricesOf));
        terminal.out().println();
        items(bill);
        terminal.out().println();
        sums(bill, classic);
        savings(bill, savings);
        for (String warning : bill.warnings()) {
            terminal.out().println();
            wrapped("! ", warning);
        }
        unpriced(bill);
    }

    private void items(Bill bill) {
        List<BillItem> sorted = bill.items().stream()
                .sorted(Comparator.comparingDouble(BillItem::usd).reversed())
                .toList();
        double least = bill.totalUsd() * SHOWN_SHARE;
        List<BillItem> shown = sorted.stream()
                .filter(item -> item.usd() >= least && item.usd() > 0)
                .toList();
        List<BillItem> rest = sorted.subList(shown.size(), sorted.size());
        List<Row> rows = new ArrayList<>();
        shown.forEach(item -> rows.add(new Row(item.service() + ": " + item.item(), item.usd())));
        if (!rest.isEmpty()) {
            rows.add(new Row(
                    rest.size() + " smaller items",
                    rest.stream().mapToDouble(BillItem::usd).sum()));
        }
        rows(rows, bill.totalUsd());
    }

    private record Row(String label, double usd) {}

    private void rows(List<Row> rows, double total) {
        int sums =
                rows.stream().mapToInt(row -> Usd.sum(row.usd()).length()).max().orElse(0);
        int shares = " 100 %".length();
        int bars = terminal.width() < LEAST_WIDTH_WITH_BARS ? 0 : LONGEST_BAR;
        int labels = Math.min(
                rows.stream().mapToInt(row -> row.label().length()).max().orElse(0),
                terminal.width() - 4 * INDENT.length() - sums - shares - bars / 3);
        int room = Math.min(bars, terminal.width() - 4 * INDENT.length() - labels - sums - shares);
        double most = rows.stream().mapToDouble(Row::usd).max().orElse(0);
        for (Row row : rows) {
            String label =
                    row.label().length() <= labels ? row.label() : row.label().substring(0, labels - 1) + "…";
            String usd = Usd.sum(row.usd());
            String share = String.format(Locale.ROOT, "%3.0f %%", total == 0 ? 0 : row.usd() / total * 100);
            String bar = Bars.bar(row.usd(), most, Math.max(0, room));
            terminal.out()
                    .println((INDENT
                                    + label
                                    + " ".repeat(labels - label.length() + INDENT.length() + sums - usd.length())
                                    + usd
                                    + INDENT
                                    + share
                                    + INDENT
                                    + terminal.green(bar))
                            .stripTrailing());
        }
    }

    private void sums(Bill bill, Optional<Bill> classic) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("everything", Usd.sum(bill.totalUsd()), Usd.ofMillion(bill.usdPerMillionEvents())));
        rows.add(
                List.of("ingest and logs", Usd.sum(bill.ingestUsd()), Usd.ofMillion(bill.ingestUsdPerMillionEvents())));
        rows.add(List.of("floor", Usd.sum(bill.floorUsd()), Usd.ofMillion(bill.floorUsdPerMillionEvents())));
        classic.ifPresent(other ->
                rows.add(List.of("classic", Usd.sum(other.totalUsd()), Usd.ofMillion(other.usdPerMillionEvents()))));
        rows.add(List.of("write-up, 2018", Usd.sum(WriteUp.USD), Usd.ofMillion(WriteUp.USD_PER_MILLION_EVENTS)));
        for (String line : TextTable.of(
                List.of("", "a month", "a million"), rows, rows.size(), terminal.width() - INDENT.length())) {
            terminal.out().println(INDENT + line);
        }
    }

    private void savings(Bill bill, List<Savings.Saving> savings) {
        if (savings.isEmpty()) {
            return;
        }
        terminal.out().println();
        terminal.out().println(terminal.bold("Would save most in Pulumi." + bill.stack() + ".yaml"));
        for (Savings.Saving saving : savings.subList(0, Math.min(SAVINGS, savings.size()))) {
            wrapped(
                    INDENT,
                    Usd.sum(saving.usd()) + "  " + saving.setting() + ": " + saving.to() + " (now " + saving.from()
                            + "); " + saving.trade());
        }
    }

    private void unpriced(Bill bill) {
        if (bill.unpriced().isEmpty()) {
            return;
        }
        terminal.out().println();
        terminal.out().println(terminal.yellow("Not priced, and in no sum"));
        bill.unpriced().forEach(each -> wrapped(INDENT, each.resource() + ": " + each.reason()));
    }

    private void wrapped(String first, String text) {
        String indent = first;
        for (String line : WrappedText.of(TextTable.text(text), terminal.width() - first.length())) {
            terminal.out().println(indent + line);
            indent = " ".repeat(first.length());
        }
    }
}
