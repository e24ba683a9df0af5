package dev.lolscale.local.console;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackGraph;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way of the events through a stack, read from its graph: which stations there are, and the arrows between them.
 *
 * @param nodes the stations; the first is the client
 * @param edges the arrows
 */
record Pipeline(List<Node> nodes, List<Edge> edges) {

    private static final String HTTP_API = "aws:apigatewayv2/api:Api";
    private static final String REST_API = "aws:apigateway/restApi:RestApi";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    private static final String EVENT_SOURCE_MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
    private static final String JOB = "aws:glue/job:Job";
    private static final String WORKGROUP = "aws:athena/workgroup:Workgroup";

    /**
     * A station.
     *
     * @param id for example {@code stream}; also says what the page counts there
     * @param title what a person calls it
     * @param service the service of AWS
     * @param detail its settings, in a few words
     * @param resource its logical name in the stack graph; empty for the client
     */
    record Node(String id, String title, String service, String detail, String resource) {}

    /**
     * An arrow.
     *
     * @param leaves whether what goes along it leaves the way to the event table
     */
    record Edge(String from, String to, boolean leaves) {}

    static Pipeline of(StackGraph graph) {
        List<Node> way = new ArrayList<>();
        String path = graph.outputs()
                .optionalText("url")
                .map(url -> URI.create(url).getPath())
                .orElse("");
        way.add(new Node("client", "Client", "HTTPS", "POST " + path, ""));
        way.add(first(graph, HTTP_API)
                .map(api -> new Node("door", "HTTP API", "API Gateway", path, api.name()))
                .or(() -> first(graph, REST_API)
                        .map(api -> new Node("door", "REST API", "API Gateway", path, api.name())))
                .orElseThrow(() -> missing(graph, "API")));
        way.add(graph.ofType(FUNCTION).stream()
                .filter(function -> function.inputs().text("handler").endsWith(".TrackHandler"))
                .findFirst()
                .map(function -> new Node("track", "track", "Lambda", memory(function), function.name()))
                .orElseThrow(() -> missing(graph, "track function")));
        GraphResource stream = first(graph, STREAM).orElseThrow(() -> missing(graph, "delivery stream"));
        way.add(new Node("stream", "Firehose", "Firehose", buffer(stream), stream.name()));
        first(graph, EVENT_SOURCE_MAPPING)
                .ifPresent(source ->
                        way.add(new Node("mover", "Mover", "SQS, Lambda", "object by object", source.name())));
        way.add(new Node("raw", "Raw zone", "S3", graph.outputs().text("rawPrefix"), ""));
        GraphResource job = first(graph, JOB).orElseThrow(() -> missing(graph, "Glue job"));
        way.add(new Node("job", "Spark job", "Glue", workers(job), job.name()));
        String format =
                job.inputs().optionalText("defaultArguments.--table_format").orElse("iceberg");
        way.add(new Node(
                "table",
                graph.outputs().text("eventTable"),
                format.equals("hive") ? "Hive Parquet" : "Iceberg",
                "by event day",
                ""));
        first(graph, WORKGROUP)
                .ifPresent(group -> way.add(new Node("athena", "Athena", "SQL", "workgroup", group.name())));
        List<Edge> edges = new ArrayList<>();
        for (int i = 1; i < way.size(); i++) {
            edges.add(new Edge(way.get(i - 1).id(), way.get(i).id(), false));
        }
        List<Node> nodes = new ArrayList<>(way);
        nodes.add(new Node("rejected", "Rejected", "answered", "with a reason each", ""));
        edges.add(new Edge("track", "rejected", true));
        nodes.add(new Node("quarantine", "Quarantine", "table", graph.outputs().text("quarantineTable"), ""));
        edges.add(new Edge("job", "quarantine", true));
        return new Pipeline(List.copyOf(nodes), List.copyOf(edges));
    }

    private static Optional<GraphResource> first(StackGraph graph, String type) {
        return graph.ofType(type).stream().findFirst();
    }

    private static GraphException missing(StackGraph graph, String what) {
        return new GraphException("stack " + graph.stack() + " has no " + what);
    }

    private static String memory(GraphResource function) {
        return function.inputs().number("memorySize", 128) + " MB, "
                + function.inputs().optionalText("runtime").orElse("");
    }

    private static String buffer(GraphResource stream) {
        return stream.inputs().number("extendedS3Configuration.bufferingSize", 5) + " MB or "
                + stream.inputs().number("extendedS3Configuration.bufferingInterval", 300) + " s";
    }

    private static String workers(GraphResource job) {
        String type = job.inputs().optionalText("workerType").orElse("");
        return type.isEmpty() ? "Spark" : job.inputs().number("numberOfWorkers", 2) + " × " + type;
    }
}
