package dev.lolscale.local.deploy;

import dev.lolscale.graph.Artifact;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads the buckets of a stack graph, and puts its objects into them. */
final class Buckets {

    static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    static final String OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

    private Buckets() {}

    static List<String> names(StackGraph graph) {
        return graph.ofType(BUCKET).stream()
                .map(bucket -> bucket.outputs().text("bucket"))
                .toList();
    }

    static String nameOfArn(StackGraph graph, String arn, GraphResource from) {
        return graph.find(BUCKET, "arn", arn)
                .orElseThrow(() -> new GraphException(from.type() + " \"" + from.name() + "\" names the bucket " + arn
                        + ", which is none of this stack"))
                .outputs()
                .text("bucket");
    }

    /**
     * Uploads every object that the graph declares, as {@code pulumi up} does.
     *
     * @param root the project's folder: the paths of files are relative to it
     * @throws GraphException when a file is missing
     */
    static void upload(StackGraph graph, Path root, S3Client s3) throws IOException {
        for (GraphResource object : graph.ofType(OBJECT)) {
            Artifact source = object.inputs().artifact("source");
            Path file = root.resolve(source.path());
            if (!Files.isRegularFile(file)) {
                throw new GraphException("object \"" + object.name() + "\" is made of " + file
                        + ", which is not there; build it with ./mvnw package");
            }
            s3.putObject(
                    request -> request.bucket(object.inputs().text("bucket"))
                            .key(object.inputs().text("key")),
                    RequestBody.fromFile(file));
        }
    }
}
