package dev.lolscale.platform.stack;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.pulumi.exceptions.RunException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The names of the settings. Pulumi hands any key to the program, so a mistyped one would have no effect and nobody
 * would be told.
 */
public final class SettingKeys {

    /** Every setting of the project's namespace, in the order of {@code Pulumi.yaml}. */
    public static final List<String> ALL = List.of(
            "frontDoor",
            "partitioner",
            "tableFormat",
            "discovery",
            "apiKeyNames",
            "corsOrigins",
            "corsCredentials",
            "beacon",
            "authorizerCacheSeconds",
            "domainName",
            "certificateArn",
            "hostedZoneId",
            "trackMemoryMegabytes",
            "throttlingRateLimit",
            "throttlingBurstLimit",
            "requestsPerMonth",
            "invocationsPerLogLine",
            "bufferMegabytes",
            "bufferSeconds",
            "database",
            "transformSchedule",
            "workers",
            "workerType",
            "jobTimeoutMinutes",
            "windowPastDays",
            "windowFutureDays",
            "deduplicateDays",
            "maintenanceSchedule",
            "snapshotDays",
            "quarantineDays",
            "projectionYears",
            "bytesScannedCutoffPerQuery",
            "resultRetentionDays",
            "rawRetentionDays",
            "tieringDays",
            "versioned",
            "logRetentionDays",
            "encryption",
            "deleteData",
            "protectData",
            "operations",
            "alarmEmails",
            "runbookUrl",
            "jobHours",
            "freshnessHours",
            "monthlyBudgetDollars",
            "quicksightPrincipal",
            "quicksightImport",
            "biAccess",
            "functionsJar",
            "jobJar",
            "jobScript");

    /** The variable in which Pulumi's command line hands over the whole configuration, as a JSON object. */
    static final String ENVIRONMENT_VARIABLE = "PULUMI_CONFIG";

    /** A namespace that differs in more letters is somebody else's. */
    private static final int MISTYPED_LETTERS = 2;

    private SettingKeys() {}

    /**
     * Refuses keys of the project's namespace that are no settings, and settings in a namespace that is all but the
     * project's. Other namespaces belong to others.
     *
     * @param project the project's name, which is its namespace
     * @param keys full keys, for example {@code lolscale:frontDoor}
     * @throws RunException when there is an unknown one: one line that names the nearest known key
     */
    public static void refuseUnknown(String project, Collection<String> keys) {
        String namespace = project + ":";
        keys.stream()
                .filter(key -> key.startsWith(namespace))
                .map(key -> key.substring(namespace.length()))
                .filter(key -> !ALL.contains(key))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw new RunException(namespace + key + ": there is no such setting; the nearest is " + namespace
                            + nearest(key) + ", and Pulumi.yaml lists all");
                });
        keys.stream()
                .filter(key -> !key.startsWith(namespace) && isMistyped(key, project))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw new RunException(key + ": there is no such setting; the nearest is " + namespace
                            + key.substring(key.indexOf(':') + 1) + ", and Pulumi.yaml lists all");
                });
    }

    /** The keys of a configuration in JSON, {@code {"lolscale:frontDoor": "http"}}; none when there is none. */
    static Set<String> of(String configuration) {
        return configuration == null
                ? Set.of()
                : new Gson().fromJson(configuration, JsonObject.class).keySet();
    }

    private static boolean isMistyped(String key, String project) {
        int colon = key.indexOf(':');
        return colon >= 0
                && ALL.contains(key.substring(colon + 1))
                && edits(key.substring(0, colon), project) <= MISTYPED_LETTERS;
    }

    private static String nearest(String key) {
        return ALL.stream()
                .min(Comparator.comparingInt(known -> edits(key, known)))
                .orElseThrow();
    }

    /** How many letters have to be put in, taken out or changed to make one word of the other. */
    private static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
