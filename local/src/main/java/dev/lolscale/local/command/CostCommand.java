package dev.lolscale.local.command;

import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.cost.Bill;
import dev.lolscale.graph.cost.CostModel;
import dev.lolscale.graph.cost.Measurements;
import dev.lolscale.graph.cost.PriceList;
import dev.lolscale.graph.cost.Savings;
import dev.lolscale.graph.cost.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prices the stack. */
@Command(
        name = "cost",
        description =
                "What this stack would cost a month on AWS, after a year of the same workload, from its own resources.")
final class CostCommand implements Callable<Integer> {

    private static final String CLASSIC = "classic";

    private final Terminal terminal;

    @Mixin
    private CommandSettings settings;

    @Mixin
    private WorkloadOptions workloadOptions;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description =
                    "End with 1 when the bill of a month, any one of a sweep, is higher, or when anything is unpriced.")
    private Double budget;

    @Option(
            names = "--sweep",
            paramLabel = "batch=K,...|events=N,...",
            description = "The bills of several batches or events a month, for example batch=1,10,25,100.")
    private String sweep;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "A file of prices that go before those that come with lolscale: see docs/costs.md.")
    private Path prices;

    CostCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (budget != null && (!Double.isFinite(budget) || budget < 0)) {
            throw CommandFailure.environment(
                    "--budget is " + budget + "; it must be a number of dollars, 0 or more", null);
        }
        Workload workload = workloadOptions.workload();
        CostModel model =
                new CostModel(prices == null ? PriceList.standard() : PriceList.read(prices), Measurements.standard());
        StackGraph graph = settings.record();
        List<Bill> bills;
        if (sweep == null) {
            bills = List.of(model.price(graph, workload));
            show(bills.get(0), model);
        } else {
            bills = sweep(model, graph, workload);
        }
        if (budget != null) {
            bills.forEach(this::judge);
        }
        return 0;
    }

    private void show(Bill bill, CostModel model) {
        Progress progress = new Progress(terminal);
        Optional<Bill> classic = classic(bill, model);
        progress.note("trying other settings ...");
        List<Savings.Saving> savings =
                Savings.find(settings.configuration(), CommandSettings::record, model, bill.workload());
        if (settings.json()) {
            CommandSettings.print(terminal, BillJson.of(bill, classic, savings));
        } else {
            new BillPage(terminal, model.prices().date()).print(bill, classic, savings);
        }
    }

    private List<Bill> sweep(CostModel model, StackGraph graph, Workload workload) {
        List<Bill> bills = new ArrayList<>();
        for (Workload each : Sweep.of(sweep, workload)) {
            bills.add(model.price(graph, each));
        }
        if (settings.json()) {
            CommandSettings.print(terminal, BillJson.ofSweep(bills));
        } else {
            SweepPage.lines(Sweep.isOfBatches(sweep), bills, terminal)
                    .forEach(line -> terminal.out().println(line));
        }
        return bills;
    }

    /** The design of 2018 at the same workload, where the project has that stack and it has a price. */
    private Optional<Bill> classic(Bill bill, CostModel model) {
        if (settings.stack().equals(CLASSIC)
                || !StackConfiguration.stacks(settings.root()).contains(CLASSIC)) {
            return Optional.empty();
        }
        return Optional.of(model.price(
                CommandSettings.record(StackConfiguration.read(settings.root(), CLASSIC)), bill.workload()));
    }

    private void judge(Bill bill) {
        if (!bill.unpriced().isEmpty()) {
            throw CommandFailure.fault(
                    bill.unpriced().size() + " resources of " + bill.stack()
                            + " are unpriced, so whether the budget holds is not known: "
                            + bill.unpriced().get(0).resource() + ": "
                            + bill.unpriced().get(0).reason(),
                    null);
        }
        if (bill.totalUsd() > budget) {
            throw CommandFailure.fault(
                    String.format(
                            Locale.ROOT,
                            "%s costs $%,.2f a month, which is $%,.2f over the budget of $%,.2f",
                            bill.stack(),
                            bill.totalUsd(),
                            bill.totalUsd() - budget,
                            budget),
                    null);
        }
    }
}
