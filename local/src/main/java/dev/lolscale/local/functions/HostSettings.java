package dev.lolscale.local.functions;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where functions run.
 *
 * @param runtime the folder of jars that stands in for Lambda's {@code /var/runtime/lib}: the runtime interface client
 *     and what it needs
 * @param directory the folder to work in, of one process only: logs go to {@code logs/<function>.log}, copies
 *     of the jars and the runtime's own files to {@code functions/}
 * @param region what functions see as {@code AWS_REGION}
 * @param endpoints more variables that every function gets, {@code AWS_ENDPOINT_URL_S3} and the like: where the AWS SDK
 *     finds the stand-ins. A function's own variable of the same name wins
 */
public record HostSettings(Path runtime, Path directory, String region, Map<String, String> endpoints) {

    /** Makes the folders absolute: functions run in another one. */
    public HostSettings {
        runtime = runtime.toAbsolutePath().normalize();
        directory = directory.toAbsolutePath().normalize();
        endpoints = Map.copyOf(endpoints);
    }
}
