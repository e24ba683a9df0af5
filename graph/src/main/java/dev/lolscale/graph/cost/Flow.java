package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.schema.EventSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What flows through the resources of a graph in a month: requests, records, bytes, objects. */
final class Flow {

    private static final String HTTP_INTEGRATION = "aws:apigatewayv2/integration:Integration";
    private static final String REST_INTEGRATION = "aws:apigateway/integration:Integration";
    private static final double BYTES_OF_MIB = 1024 * 1024;

    /** The shortest time that a stream gathers, whatever it is told. */
    private static final double SHORTEST_BUFFER_SECONDS = 1;

    private final StackGraph graph;
    private final Workload workload;
    private final Measurements measurements;
    private final PackingRule.Packed request;
    private final List<GraphResource> trackFunctions;
    private final Lake lake;

    Flow(StackGraph graph, Workload workload, Measurements measurements, int year) {
        this.graph = graph;
        this.workload = workload;
        this.measurements = measurements;
        this.request = PackingRule.of(EventSchema.load()).pack(workload.batch(), workload.eventBytes());
        this.trackFunctions = graph.ofType(Types.FUNCTION).stream()
                .filter(function -> streamOf(function).isPresent())
                .toList();
        this.lake = new Lake(graph, this, year);
    }

    StackGraph graph() {
        return graph;
    }

    Workload workload() {
        return workload;
    }

    Measurements measurements() {
        return measurements;
    }

    Lake lake() {
        return lake;
    }

    /** A request, packed. */
    PackingRule.Packed request() {
        return request;
    }

    /** Requests a month for a track function: all of them take the same share. */
    double requestsOf(GraphResource function) {
        return trackFunctions.contains(function) ? workload.requests() / trackFunctions.size() : 0;
    }

    boolean isTrack(GraphResource function) {
        return trackFunctions.contains(function);
    }

    /** Requests a month for an API: those of the track functions that it calls. */
    double requestsAt(GraphResource api) {
        String id = api.outputs().optionalText("id").orElse("");
        return Stream.concat(
                        graph.ofType(HTTP_INTEGRATION).stream()
                                .filter(integration -> integration
                                        .inputs()
                                        .optionalText("apiId")
                                        .orElse("")
                                        .equals(id))
                                .map(integration -> integration
                                        .inputs()
                                        .optionalText("integrationUri")
                                        .orElse("")),
                        graph.ofType(REST_INTEGRATION).stream()
                                .filter(integration -> integration
                                        .inputs()
                                        .optionalText("restApi")
                                        .orElse("")
                                        .equals(id))
                                .map(integration ->
                                        integration.inputs().optionalText("uri").orElse("")))
                .flatMap(uri -> functionIn(uri).stream())
                .distinct()
                .mapToDouble(this::requestsOf)
                .sum();
    }

    /** The function that an ARN or an invocation address names. */
    Optional<GraphResource> functionIn(String uri) {
        return graph.ofType(Types.FUNCTION).stream()
                .filter(function -> (uri + ":").contains(":function:" + nameOf(function) + ":"))
                .findFirst();
    }

    /** The stream that a function writes to, told by its environment. */
    Optional<GraphResource> streamOf(GraphResource function) {
        return Optional.ofNullable(
                        function.inputs().textsByKey("environment.variables").get("STREAM_NAME"))
                .flatMap(name -> graph.find(Types.STREAM, "name", name));
    }

    /** Requests a month whose events reach a stream. */
    double requestsInto(GraphResource stream) {
        return trackFunctions.stream()
                .filter(function -> streamOf(function).filter(stream::equals).isPresent())
                .mapToDouble(this::requestsOf)
                .sum();
    }

    /** Bytes a month that reach a stream, before it compresses them. */
    double landedBytes(GraphResource stream) {
        return requestsInto(stream) * request.landedBytes();
    }

    /** Objects a month that a stream writes: by time or by size, whichever comes first. */
    double objects(GraphResource stream) {
        long seconds = stream.inputs().number("extendedS3Configuration.bufferingInterval", 300);
        double byTime = Workload.SECONDS / Math.max((double) seconds, SHORTEST_BUFFER_SECONDS);
        double bySize = landedBytes(stream) / bufferBytes(stream);
        double records = requestsInto(stream) * request.recordBytes().size();
        return Math.min(records, Math.max(byTime, bySize));
    }

    /** Bytes at which a stream writes an object, before it compresses them. */
    double bufferBytes(GraphResource stream) {
        return stream.inputs().number("extendedS3Configuration.bufferingSize", 5) * BYTES_OF_MIB;
    }

    /** The least that a stage of an API lets through in a second, if any sets a limit. */
    OptionalDouble stageRequestsPerSecond() {
        return Stream.concat(
                        graph.ofType("aws:apigatewayv2/stage:Stage").stream()
                                .map(stage -> stage.inputs())
                                .filter(inputs -> inputs.has("defaultRouteSettings.throttlingRateLimit"))
                                .map(inputs -> inputs.decimal("defaultRouteSettings.throttlingRateLimit")),
                        graph.ofType("aws:apigateway/methodSettings:MethodSettings").stream()
                                .map(settings -> settings.inputs())
                                .filter(inputs -> inputs.has("settings.throttlingRateLimit"))
                                .map(inputs -> inputs.decimal("settings.throttlingRateLimit")))
                .mapToDouble(Double::doubleValue)
                .min();
    }

    /** Where each stream's objects end up. */
    List<RawZone> rawZones() {
        List<RawZone> zones = new ArrayList<>();
        for (GraphResource stream : graph.ofType(Types.STREAM)) {
            if (!stream.inputs().has("extendedS3Configuration")) {
                continue;
            }
            String arn = stream.inputs()
                    .optionalText("extendedS3Configuration.bucketArn")
                    .orElse("");
            String bucket = arn.substring(arn.lastIndexOf(':') + 1);
            String prefix = folder(stream.inputs()
                    .optionalText("extendedS3Configuration.prefix")
                    .orElse(""));
            Optional<String> movedTo = movedTo(prefix);
            zones.add(new RawZone(
                    stream,
                    bucket,
                    movedTo.orElse(prefix),
                    movedTo.isPresent(),
                    objects(stream),
                    landedBytes(stream) * ratio(stream)));
        }
        return zones;
    }

    /** Bytes of an event in the raw zone. */
    double rawBytesPerEvent() {
        return rawZones().stream().mapToDouble(RawZone::bytes).sum() / workload.events();
    }

    /** How far a stream's objects are smaller than what came. */
    private double ratio(GraphResource stream) {
        String format = stream.inputs()
                .optionalText("extendedS3Configuration.compressionFormat")
                .orElse("UNCOMPRESSED");
        return format.equals("GZIP") || format.equals("ZIP") ? measurements.number("raw.gzipRatio") : 1;
    }

    /** Bytes of an event in a column of the event table. */
    double columnBytesPerEvent(String column) {
        if (column.equals(EventSchema.EXTRA)) {
            double more = workload.eventBytes() - measurements.number("events.measuredEventBytes");
            return Math.max(more, 0) * measurements.number("events.extraRatio");
        }
        String name = "events.column." + column;
        return measurements.number(measurements.has(name) ? name : "events.column.other");
    }

    /** Bytes of an event in all columns of the event table. */
    double eventTableBytesPerEvent() {
        return EventSchema.load().tableColumns().stream()
                .mapToDouble(column -> columnBytesPerEvent(column.name()))
                .sum();
    }

    private Optional<String> movedTo(String prefix) {
        return movers().stream()
                .map(mover -> mover.inputs().textsByKey("environment.variables"))
                .filter(environment -> prefix.equals(environment.get("RAW_PREFIX")))
                .map(environment -> environment.get("PARTITIONED_PREFIX"))
                .findFirst();
    }

    /** The functions that a queue's messages go to. */
    List<GraphResource> movers() {
        return graph.ofType(Types.EVENT_SOURCE).stream()
                .flatMap(source ->
                        functionIn(source.inputs().optionalText("functionName").orElse("")).stream())
                .distinct()
                .toList();
    }

    /** Messages a month that a queue is sent: one for each object that its bucket tells it of. */
    double messages(GraphResource queue) {
        String arn = queue.outputs().optionalText("arn").orElse("");
        return graph.ofType("aws:s3/bucketNotification:BucketNotification").stream()
                .flatMap(notification -> notification.inputs().objects("queues").stream())
                .filter(target -> target.optionalText("queueArn").orElse("").equals(arn))
                .mapToDouble(target -> graph.ofType(Types.STREAM).stream()
                        .filter(stream -> stream.inputs()
                                .optionalText("extendedS3Configuration.prefix")
                                .orElse("")
                                .startsWith(target.optionalText("filterPrefix").orElse("")))
                        .mapToDouble(this::objects)
                        .sum())
                .sum();
    }

    /** The queue whose messages a function gets. */
    Optional<GraphResource> queueOf(GraphResource function) {
        return graph.ofType(Types.EVENT_SOURCE).stream()
                .filter(source -> functionIn(
                                source.inputs().optionalText("functionName").orElse(""))
                        .filter(function::equals)
                        .isPresent())
                .flatMap(source ->
                        graph
                                .find(
                                        Types.QUEUE,
                                        "arn",
                                        source.inputs()
                                                .optionalText("eventSourceArn")
                                                .orElse(""))
                                .stream())
                .findFirst();
    }

    /** Whether a queue has a function that waits for its messages. */
    boolean isPolled(GraphResource queue) {
        return movers().stream()
                .anyMatch(mover -> queueOf(mover).filter(queue::equals).isPresent());
    }

    /** API keys, each of which is a sender of its own. */
    int keys() {
        return Math.max(1, graph.ofType("aws:apigateway/apiKey:ApiKey").size());
    }

    static String nameOf(GraphResource resource) {
        return resource.outputs().optionalText("name").orElse(resource.name());
    }

    /** What a prefix expression has before its first variable part, to the last slash. */
    private static String folder(String prefix) {
        int expression = prefix.indexOf("!{");
        String fixed = expression < 0 ? prefix : prefix.substring(0, expression);
        return fixed.substring(0, fixed.lastIndexOf('/') + 1);
    }
}
