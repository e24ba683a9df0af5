package dev.lolscale.local.command;

import picocli.CommandLine.Option;

/** What is asked of the lake, as options. */
final class QueryOptions {

    @Option(
            names = "--queries-per-day",
            paramLabel = "Q",
            defaultValue = "100",
            description = "Saved queries that are run in a day, all of them equally often; 100 by default.")
    private int queriesPerDay;

    int perDay() {
        return queriesPerDay;
    }
}
