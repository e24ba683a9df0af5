package dev.lolscale.local.command;

import dev.lolscale.graph.cost.Workload;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a platform has to carry in a month, as options. */
final class WorkloadOptions {

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "200M",
            description = "Events a month, for example 200M or 1B; 200M by default.")
    private String events;

    @Mixin
    private RequestOptions request;

    @Mixin
    private QueryOptions queries;

    Workload workload() {
        return new Workload(Amount.of("--events", events), request.eventBytes(), request.batch(), queries.perDay());
    }
}
