package dev.lolscale.local.deploy;

import java.nio.file.Path;

/**
 * How a stack is run on this machine.
 *
 * @param root the project's folder: the graph's paths are relative to it
 * @param region the stack's region
 * @param port the front door's port on loopback; 0 takes a free one
 * @param cores how many Spark tasks run at once
 * @param jobHeapMegabytes the heap of the job's JVM
 */
public record LocalSettings(Path root, String region, int port, int cores, int jobHeapMegabytes) {

    /** Enough for batches of a million events; the job spills to disk beyond. */
    private static final int STANDARD_JOB_HEAP_MEGABYTES = 1024;

    /** The settings for this machine: all its cores, and a front door on a free port unless one is named. */
    public static LocalSettings of(Path root, String region, int port) {
        return new LocalSettings(
                root, region, port, Runtime.getRuntime().availableProcessors(), STANDARD_JOB_HEAP_MEGABYTES);
    }
}
