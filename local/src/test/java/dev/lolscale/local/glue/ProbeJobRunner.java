package dev.lolscale.local.glue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a hanging {@link ProbeJob} in a process that is to be ended: arguments are a folder of buckets and a port. */
final class ProbeJobRunner {

    private ProbeJobRunner() {}

    public static void main(String[] arguments) {
        Path buckets = Path.of(arguments[0]);
        JobSettings job = new JobSettings(
                "probe",
                Map.of(
                        "--class",
                        ProbeJob.class.getName(),
                        "--extra-jars",
                        "s3://artifacts/probe.jar",
                        "--do",
                        "hang",
                        "--with",
                        arguments[1]),
                Duration.ofMinutes(5),
                0);
        Path around = buckets.resolveSibling("runner");
        new SparkJob(
                        job,
                        new SparkSettings(
                                List.of(),
                                buckets,
                                around.resolve("catalog.sqlite"),
                                around.resolve("work"),
                                around.resolve("logs"),
                                1,
                                64))
                .run();
    }
}
