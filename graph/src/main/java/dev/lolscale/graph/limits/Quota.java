package dev.lolscale.graph.limits;

/**
 * A quota of AWS, as the quotas file has it.
 *
 * @param key its name in the file, for example {@code firehose.bytes}
 * @param service whose it is
 * @param name what it limits, with the unit
 * @param value the limit, by default
 * @param adjustable whether AWS raises it on request
 * @param raise what to do when it binds
 * @param source where it can be read
 */
public record Quota(
        String key, String service, String name, double value, boolean adjustable, String raise, String source) {}
