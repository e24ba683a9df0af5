package dev.lolscale.local.command;

import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.reconcile.Reconciliation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The stations of a stack's events, from the client to SQL: which there are says the stack graph, how many events came to
 * each says the demo.
 */
record Pipeline(List<Stage> stages) {

    private static final String REST_API = "aws:apigateway/restApi:RestApi";
    private static final String STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    private static final String EVENT_SOURCE_MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
    private static final String JOB = "aws:glue/job:Job";

    /**
     * A station.
     *
     * @param arriving what stands on the arrow to it; empty for none
     * @param branches what leaves the pipeline here
     */
    record Stage(String title, String subtitle, String arriving, List<Branch> branches) {}

    /** Events that leave the pipeline. */
    record Branch(long events, String what) {

        String text() {
            return count(events) + " " + what;
        }
    }

    static Pipeline of(DemoResult result) {
        StackGraph graph = result.graph();
        Properties outputs = graph.outputs();
        Reconciliation counts = result.reconciliation();
        String path = outputs.optionalText("url")
                .map(url -> URI.create(url).getPath())
                .orElse("");
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("client", "HTTP", "", List.of()));
        stages.add(new Stage(
                graph.ofType(REST_API).isEmpty() ? "HTTP API" : "REST API", path, count(counts.sent()), List.of()));
        stages.add(
                new Stage("track", "Lambda", count(counts.sent()), List.of(new Branch(counts.rejected(), "rejected"))));
        stages.add(new Stage(
                "Firehose",
                input(graph, STREAM, "extendedS3Configuration.compressionFormat"),
                count(counts.accepted()),
                List.of()));
        // What the stream delivered is counted where it ends: in the raw zone.
        if (!graph.ofType(EVENT_SOURCE_MAPPING).isEmpty()) {
            stages.add(new Stage("mover", "via SQS", count(counts.accepted()), List.of()));
        }
        stages.add(new Stage(
                "raw zone", counted(result.rawZone().objects(), "object", "objects"), count(counts.raw()), List.of()));
        stages.add(new Stage(
                "job",
                "Spark",
                count(counts.raw()),
                List.of(
                        new Branch(counts.quarantined(), "quarantined"),
                        new Branch(counts.duplicatesDropped(), "duplicates"))));
        stages.add(new Stage(
                outputs.text("eventTable"),
                "hive".equals(input(graph, JOB, "defaultArguments.--table_format")) ? "Hive Parquet" : "Iceberg",
                count(counts.rows()),
                List.of()));
        stages.add(new Stage("Athena SQL", counted(result.answers().size(), "query", "queries"), "", List.of()));
        return new Pipeline(List.copyOf(stages));
    }

    private static String input(StackGraph graph, String type, String path) {
        return graph.ofType(type).stream()
                .flatMap(resource -> resource.inputs().optionalText(path).stream())
                .findFirst()
                .orElse("");
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String counted(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }
}
