package dev.lolscale.handlers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an object of the raw zone belongs in the partitioned one: {@code raw/2018/04/04/12/file} becomes
 * {@code partitioned/year=2018/month=04/day=04/file}.
 *
 * <p>The hour is dropped. That merges no two objects, because Firehose names its files
 * {@code stream-version-2018-04-04-12-00-00-uuid}: the name alone is unique. A file of another origin that meets one of
 * the same name is left where it is: see {@link ObjectMove}.
 */
final class PartitionedKeys {

    private static final Pattern TIME_AND_FILE =
            Pattern.compile("([0-9]{4})/(0[1-9]|1[0-2])/(0[1-9]|[12][0-9]|3[01])/(?:[01][0-9]|2[0-3])/([^/]+)");

    private final String rawPrefix;
    private final String partitionedPrefix;

    /** Maps keys under {@code rawPrefix} to keys under {@code partitionedPrefix}; both end with a slash. */
    PartitionedKeys(String rawPrefix, String partitionedPrefix) {
        this.rawPrefix = rawPrefix;
        this.partitionedPrefix = partitionedPrefix;
    }

    /**
     * The key to move an object to.
     *
     * @throws MoveFailedException when the key is not one that Firehose writes under the raw prefix
     */
    String destinationOf(String key) throws MoveFailedException {
        if (key.startsWith(rawPrefix)) {
            Matcher matcher = TIME_AND_FILE.matcher(key.substring(rawPrefix.length()));
            if (matcher.matches()) {
                return partitionedPrefix + "year=" + matcher.group(1) + "/month=" + matcher.group(2) + "/day="
                        + matcher.group(3) + "/" + matcher.group(4);
            }
        }
        throw new MoveFailedException("the key is not of the form " + rawPrefix + "YYYY/MM/DD/HH/file; it was left");
    }
}
