package dev.lolscale.local.deploy;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies in the zones of the landing bucket, which the job's arguments name. */
public final class ZoneSizes {

    private static final String JOB = "aws:glue/job:Job";

    private ZoneSizes() {}

    /**
     * A zone.
     *
     * @param prefix its keys in the bucket, with a slash at the end
     */
    public record Zone(String name, String prefix, long files, long bytes) {}

    /** The zones in the order of the pipeline; a folder that is not there has no files. */
    public static List<Zone> of(StackGraph graph, Lake lake) throws IOException {
        List<Zone> zones = new ArrayList<>();
        for (GraphResource job : graph.ofType(JOB)) {
            Properties inputs = job.inputs();
            add(zones, "raw zone", argument(inputs, "--raw"), lake);
            add(zones, "event table", argument(inputs, "--output"), lake);
            add(zones, "quarantine", argument(inputs, "--quarantine"), lake);
            add(zones, "artifacts", folder(inputs.text("command.scriptLocation")), lake);
            add(zones, "job state", argument(inputs, "--checkpoint"), lake);
        }
        return zones;
    }

    private static String argument(Properties inputs, String name) {
        return inputs.text("defaultArguments." + name);
    }

    private static String folder(String uri) {
        return uri.substring(0, uri.lastIndexOf('/') + 1);
    }

    private static void add(List<Zone> zones, String name, String uri, Lake lake) throws IOException {
        Path folder = lake.file(uri);
        long files = 0;
        long bytes = 0;
        if (Files.isDirectory(folder)) {
            List<Path> found;
            try (Stream<Path> walked = Files.walk(folder)) {
                found = walked.filter(Files::isRegularFile).toList();
            }
            for (Path file : found) {
                files++;
                bytes += Files.size(file);
            }
        }
        zones.add(new Zone(name, uri.replaceFirst("^s3://[^/]+/", ""), files, bytes));
    }
}
