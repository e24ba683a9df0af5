package dev.lolscale.platform;

import com.pulumi.exceptions.RunException;

/** The folders of the landing bucket, each a prefix that ends with a slash. */
final class Zone {

    /** Where Firehose writes, by arrival. */
    static final String RAW = "analytics_raw/";

    /** Where the mover brings raw objects to. */
    static final String PARTITIONED_RAW = "partitioned_analytics_raw/";

    /** The event table's files. */
    static final String EVENTS = "analytics_data/";

    /** The lines that are no events, with the reason. */
    static final String QUARANTINE = "analytics_quarantine/";

    /** What the job remembers between its runs. */
    static final String JOB_STATE = "job_state/";

    /** The job's jar and script. */
    static final String ARTIFACTS = "artifacts/";

    private Zone() {}

    /**
     * The prefix itself.
     *
     * @throws RunException when it doesn't end with a slash, or begins with one: {@code analytics_raw} would also match
     *     {@code analytics_raw_errors/}
     */
    static String checked(String argument, String prefix) {
        if (!prefix.matches("([A-Za-z0-9_-]+/)+")) {
            throw new RunException(argument + ": \"" + prefix
                    + "\" is not allowed; allowed are folders of letters, digits, _ and -, each ended by a slash");
        }
        return prefix;
    }

    /** The name that a crawler gives to the table of a prefix: that of its last folder, in lower case. */
    static String table(String prefix) {
        String path = prefix.substring(0, prefix.length() - 1);
        return path.substring(path.lastIndexOf('/') + 1)
                .toLowerCase(java.util.Locale.ROOT)
                .replace('-', '_');
    }
}
