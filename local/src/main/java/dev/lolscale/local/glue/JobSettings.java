package dev.lolscale.local.glue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A Glue job, as its resource declares it.
 *
 * @param name the job's name
 * @param arguments its default arguments by name ({@code --class}, {@code --extra-jars}, {@code --conf} and the job's
 *     own)
 * @param timeout after which it is stopped
 * @param maxRetries how often it is started again when it fails
 */
public record JobSettings(String name, Map<String, String> arguments, Duration timeout, int maxRetries) {

    /** Copies the arguments. */
    public JobSettings {
        arguments = Map.copyOf(arguments);
    }

    /** The same job with more arguments, which win over those of the same name: what a run adds to the defaults. */
    public JobSettings with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(arguments);
        all.putAll(more);
        return new JobSettings(name, all, timeout, maxRetries);
    }
}
