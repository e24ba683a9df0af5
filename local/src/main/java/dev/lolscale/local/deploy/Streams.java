package dev.lolscale.local.deploy;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.firehose.Compression;
import dev.lolscale.local.firehose.DeliveryStream;
import java.time.Duration;
import java.util.List;

/** Reads the Firehose streams of a stack graph. */
final class Streams {

    static final String STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

    private static final long MEBIBYTE = 1024 * 1024;

    /** What Firehose takes when a stream says nothing. */
    private static final long STANDARD_BUFFER_MEGABYTES = 5;

    private static final long STANDARD_BUFFER_SECONDS = 300;

    private Streams() {}

    static List<DeliveryStream> all(StackGraph graph) {
        return graph.ofType(STREAM).stream()
                .map(stream -> settings(stream, graph))
                .toList();
    }

    private static DeliveryStream settings(GraphResource stream, StackGraph graph) {
        Properties target = stream.inputs().object("extendedS3Configuration");
        String compression = target.optionalText("compressionFormat").orElse("UNCOMPRESSED");
        return new DeliveryStream(
                stream.outputs().text("name"),
                Buckets.nameOfArn(graph, target.text("bucketArn"), stream),
                target.optionalText("prefix").orElse(""),
                target.optionalText("errorOutputPrefix").orElse(""),
                target.number("bufferingSize", STANDARD_BUFFER_MEGABYTES) * MEBIBYTE,
                Duration.ofSeconds(target.number("bufferingInterval", STANDARD_BUFFER_SECONDS)),
                compression(compression, stream),
                false);
    }

    private static Compression compression(String format, GraphResource stream) {
        return switch (format) {
            case "GZIP" -> Compression.GZIP;
            case "UNCOMPRESSED" -> Compression.UNCOMPRESSED;
            default ->
                throw new GraphException("stream \"" + stream.name() + "\" compresses as " + format
                        + ", which this machine does not do; GZIP and UNCOMPRESSED it does");
        };
    }
}
