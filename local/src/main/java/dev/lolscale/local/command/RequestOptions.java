package dev.lolscale.local.command;

import picocli.CommandLine.Option;

/** What a request carries, as options. */
final class RequestOptions {

    @Option(
            names = "--event-bytes",
            paramLabel = "B",
            defaultValue = "200",
            description = "Bytes of an event; 200 by default.")
    private int eventBytes;

    @Option(
            names = "--batch",
            paramLabel = "K",
            defaultValue = "25",
            description = "Events in a request; 25 by default.")
    private int batch;

    int eventBytes() {
        return eventBytes;
    }

    int batch() {
        return batch;
    }
}
