package dev.lolscale.local.command;

import dev.lolscale.graph.cost.Workload;
import java.util.ArrayList;
import java.util.List;

/** Several workloads that differ in one number: {@code batch=1,10,25,100} or {@code events=1M,10M}. */
final class Sweep {

    private static final String BATCH = "batch=";
    private static final String EVENTS = "events=";

    private Sweep() {}

    static boolean isOfBatches(String sweep) {
        return sweep.startsWith(BATCH);
    }

    /** The workloads, in the order given. */
    static List<Workload> of(String sweep, Workload workload) {
        boolean batches = isOfBatches(sweep);
        if (!batches && !sweep.startsWith(EVENTS)) {
            throw CommandFailure.environment(
                    "--sweep is \"" + sweep
                            + "\"; needed is batch= or events= and numbers, for example batch=1,10,25,100",
                    null);
        }
        List<Workload> workloads = new ArrayList<>();
        for (String value : sweep.substring(sweep.indexOf('=') + 1).split(",", -1)) {
            long amount = Amount.of("--sweep", value);
            workloads.add(
                    batches
                            ? workload.withBatch((int) Math.min(amount, Integer.MAX_VALUE))
                            : workload.withEvents(amount));
        }
        return workloads;
    }
}
