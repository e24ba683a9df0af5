package dev.lolscale.local.glue;

import java.nio.file.Path;
import java.util.List;

/**
 * What Glue would provide to a Spark job, on this machine.
 *
 * @param classPath Spark's and Iceberg's jars, in order
 * @param buckets the folder that holds a folder for each bucket
 * @param catalogFile the SQLite file in which Iceberg keeps the current metadata file of each table
 * @param workFolder where Spark may write while it runs; emptied afterwards
 * @param logFolder where each job's output is kept
 * @param cores how many tasks run at once
 * @param heapMegabytes the JVM's heap
 */
public record SparkSettings(
        List<Path> classPath,
        Path buckets,
        Path catalogFile,
        Path workFolder,
        Path logFolder,
        int cores,
        int heapMegabytes) {

    /** Copies the list. */
    public SparkSettings {
        classPath = List.copyOf(classPath);
    }

    /** The file of an object, {@code s3://bucket/key}. */
    Path file(String uri) {
        return buckets.resolve(uri.replaceFirst("^s3a?://", ""));
    }
}
