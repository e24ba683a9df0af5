package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which single settings would make a stack cheaper. Each is tried: the program is recorded again with it, and that graph is
 * priced.
 */
public final class Savings {

    /**
     * A setting that would save.
     *
     * @param setting its key in the stack's file
     * @param from what it is now
     * @param to what it would be
     * @param usd dollars a month that it saves
     * @param trade what is given up for it
     */
    public record Saving(String setting, String from, String to, double usd, String trade) {}

    private record Change(String setting, String value, String trade) {}

    /** Below a cent nothing is worth a change. */
    private static final double LEAST_USD = 0.01;

    private static final List<Change> CHANGES = List.of(
            new Change("frontDoor", "http", "no usage plans: a key has no quota of its own"),
            new Change(
                    "trackMemoryMegabytes", "512", "half the processor of 1024: answers take some milliseconds longer"),
            new Change("authorizerCacheSeconds", "3600", "a key that was taken back is let in for an hour"),
            new Change(
                    "invocationsPerLogLine",
                    "100",
                    "an instance that ends takes the metrics of up to 99 invocations with it"),
            new Change("logRetentionDays", "7", "logs older than a week are gone"),
            new Change("partitioner", "firehose", "raw objects lie in day folders, without hours"),
            new Change("bufferSeconds", "900", "events reach the raw zone up to 15 minutes later"),
            new Change("bufferMegabytes", "128", "events reach the raw zone later under load"),
            new Change("tableFormat", "iceberg", "readers must know Iceberg"),
            new Change("discovery", "projection", "a new column is declared, not found; queries name their days"),
            new Change("transformSchedule", "cron(15 0 * * ? *)", "events reach the event table up to a day later"),
            new Change(
                    "maintenanceSchedule",
                    "cron(15 3 1 * ? *)",
                    "small files and old snapshots stay for up to a month"),
            new Change("workers", "2", "a run of the job takes longer"),
            new Change("workerType", "G.1X", "a run of the job takes longer, and has less memory"),
            new Change("deduplicateDays", "0", "events that were sent twice become two rows"),
            new Change("snapshotDays", "1", "the event table can be taken back by one day only"),
            new Change("rawRetentionDays", "90", "the event table cannot be rebuilt from further back"),
            new Change("tieringDays", "0", "nothing moves to cheaper storage; nothing is paid for watching and moving"),
            new Change("tieringDays", "30", "none that a reader notices"),
            new Change("versioned", "false", "what is deleted by mistake cannot be brought back"),
            new Change("resultRetentionDays", "7", "results of queries older than a week are gone"));

    private Savings() {}

    /**
     * The settings that save, the most first; of several values of a setting the best.
     *
     * @param record records the program with a configuration
     */
    public static List<Saving> find(
            StackConfiguration configuration,
            Function<StackConfiguration, StackGraph> record,
            CostModel model,
            Workload workload) {
        double now = model.price(record.apply(configuration), workload).totalUsd();
        List<Saving> savings = new ArrayList<>();
        for (Change change : CHANGES) {
            String from = configuration.values().getOrDefault(configuration.project() + ":" + change.setting(), "");
            if (from.equals(change.value())) {
                continue;
            }
            configuredWith(configuration, change, record)
                    .map(graph -> now - model.price(graph, workload).totalUsd())
                    .ifPresent(saved ->
                            savings.add(new Saving(change.setting(), from, change.value(), saved, change.trade())));
        }
        savings.sort(Comparator.comparingDouble(Saving::usd).reversed());
        Set<String> seen = new HashSet<>();
        savings.removeIf(saving -> saving.usd() < LEAST_USD || !seen.add(saving.setting()));
        return List.copyOf(savings);
    }

    /** The graph with the change; empty where the program does not allow it beside the stack's other settings. */
    private static Optional<StackGraph> configuredWith(
            StackConfiguration configuration, Change change, Function<StackConfiguration, StackGraph> record) {
        try {
            return Optional.of(record.apply(configuration.with(change.setting(), change.value())));
        } catch (GraphException e) {
            return Optional.empty();
        }
    }
}
