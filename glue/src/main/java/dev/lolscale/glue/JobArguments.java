package dev.lolscale.glue;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The job's arguments, checked.
 *
 * @param raw the raw zone, a URI whose objects lie under {@code year=/month=/day=}
 * @param output where the event table lies, a URI
 * @param quarantine where the quarantine table lies, a URI
 * @param checkpoint where Spark keeps which objects were read, a URI; a new one reads everything again
 * @param database the database of both tables in the catalog {@code lake}; empty with {@link TableFormat#HIVE}
 * @param table the event table
 * @param quarantineTable the table of the lines that are no events
 * @param tableFormat how both tables are kept
 * @param window how far an event's day may be from its arrival to be its partition
 * @param shufflePartitions how many tasks write, at most; a day's events of one batch are one task's
 * @param deduplicateDays within how many days an {@code eventId} is one event; 0 keeps every line
 * @param jobName the job's name on Glue; {@code local} elsewhere
 * @param task what the run is for
 */
record JobArguments(
        String raw,
        String output,
        String quarantine,
        String checkpoint,
        String database,
        String table,
        String quarantineTable,
        TableFormat tableFormat,
        ArrivalWindow window,
        int shufflePartitions,
        int deduplicateDays,
        String jobName,
        Task task) {

    /** How the tables are kept. */
    enum TableFormat {
        /** Iceberg tables in the catalog {@code lake}. */
        ICEBERG,
        /** Parquet files in Hive's layout, without a catalog. */
        HIVE
    }

    private static final int MAX_DAYS = 36_500;

    /**
     * Reads {@code --name value} or {@code --name=value}; {@code --name} alone is true. Of a name given twice the last
     * counts. Names that the job does not know are ignored, because Glue adds its own.
     *
     * @throws RefusedException when an argument is missing or has a wrong value
     */
    static JobArguments parse(String... arguments) {
        Map<String, String> values = read(arguments);
        TableFormat tableFormat =
                switch (values.getOrDefault("table_format", "iceberg")) {
                    case "iceberg" -> TableFormat.ICEBERG;
                    case "hive" -> TableFormat.HIVE;
                    default ->
                        throw new RefusedException("--table_format is \"" + values.get("table_format")
                                + "\"; allowed are iceberg and hive");
                };
        JobArguments result = new JobArguments(
                location(values, "raw"),
                location(values, "output"),
                location(values, "quarantine"),
                location(values, "checkpoint"),
                tableFormat == TableFormat.ICEBERG ? name(values, "database", null) : "",
                name(values, "table", "analytics_data"),
                name(values, "quarantine_table", "analytics_quarantine"),
                tableFormat,
                new ArrivalWindow(
                        number(values, "window_past_days", 365, 0, MAX_DAYS),
                        number(values, "window_future_days", 2, 0, MAX_DAYS)),
                number(values, "shuffle_partitions", 8, 1, 10_000),
                number(values, "deduplicate_days", 0, 0, MAX_DAYS),
                values.getOrDefault("JOB_NAME", "local"),
                task(values));
        result.refuseOverlaps();
        result.refuseExtrasOfIceberg();
        return result;
    }

    private static Task task(Map<String, String> values) {
        List<Task> tasks = new ArrayList<>();
        if (values.containsKey("rebuild")) {
            tasks.add(new Task.Rebuild(days(values.get("rebuild")), flag(values, "rebuild_fewer")));
        }
        int snapshotDays = number(values, "snapshot_days", 7, 0, MAX_DAYS);
        int quarantineDays = number(values, "quarantine_days", 0, 0, MAX_DAYS);
        if (flag(values, "maintain")) {
            tasks.add(new Task.Maintain(snapshotDays, quarantineDays));
        }
        if (values.containsKey("erase")) {
            tasks.add(new Task.Erase(ErasedUser.ofId(values.get("erase"))));
        }
        if (values.containsKey("erase_sha256")) {
            tasks.add(new Task.Erase(ErasedUser.ofSha256(values.get("erase_sha256"))));
        }
        if (tasks.size() > 1) {
            throw new RefusedException(
                    "--rebuild, --maintain, --erase and --erase_sha256 are runs of their own; give one of them");
        }
        return tasks.isEmpty() ? new Task.Load() : tasks.get(0);
    }

    private static DayRange days(String value) {
        try {
            return DayRange.parse(value);
        } catch (DateTimeException e) {
            throw new RefusedException(
                    "--rebuild is \"" + value + "\"; allowed are days as 2018-04-05, 2018-04-05..2018-04-30, or all");
        }
    }

    private static boolean flag(Map<String, String> values, String name) {
        return switch (values.getOrDefault(name, "false")) {
            case "", "true" -> true;
            case "false" -> false;
            default ->
                throw new RefusedException(
                        "--" + name + " is \"" + values.get(name) + "\"; allowed are true and false");
        };
    }

    private static Map<String, String> read(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            if (!arguments[i].startsWith("--")) {
                continue;
            }
            String name = arguments[i].substring(2);
            int equals = name.indexOf('=');
            if (equals >= 0) {
                values.put(name.substring(0, equals), name.substring(equals + 1));
            } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
                values.put(name, arguments[++i]);
            } else {
                values.put(name, "");
            }
        }
        return values;
    }

    private static String location(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new RefusedException("--" + name + " is missing; give a URI, for example s3://bucket/" + name + "/");
        }
        if (!value.matches("[a-z][a-z0-9+.-]*:(//[^/]*)?/[^/].*")) {
            throw new RefusedException("--" + name + " is \"" + value
                    + "\"; it must be a URI with a scheme and a path, for example s3://bucket/" + name + "/");
        }
        return value.endsWith("/") ? value : value + "/";
    }

    private static String name(Map<String, String> values, String name, String defaultValue) {
        String value = values.getOrDefault(name, defaultValue);
        if (value == null) {
            throw new RefusedException("--" + name + " is missing; give the name of a Glue database");
        }
        if (!value.matches("[a-z0-9_-]{1,255}")) {
            throw new RefusedException("--" + name + " is \"" + value
                    + "\"; allowed are lower case letters, digits, underscore and hyphen");
        }
        return value;
    }

    private static int number(Map<String, String> values, String name, int defaultValue, int least, int most) {
        String value = values.get(name);
        if (value == null) {
            return defaultValue;
        }
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new RefusedException(
                    "--" + name + " is \"" + value + "\"; allowed is a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(value);
    }

    private void refuseExtrasOfIceberg() {
        if (tableFormat == TableFormat.HIVE && (deduplicateDays > 0 || !(task instanceof Task.Load))) {
            String name = task instanceof Task.Load ? "deduplicate_days" : task.mode();
            throw new RefusedException(
                    "--" + name + " needs Iceberg tables; with --table_format hive the job only loads");
        }
    }

    /** A job that writes where it reads would read its own output as raw lines. */
    private void refuseOverlaps() {
        List<Map.Entry<String, String>> locations = new ArrayList<>();
        locations.add(Map.entry("raw", raw));
        locations.add(Map.entry("output", output));
        locations.add(Map.entry("quarantine", quarantine));
        locations.add(Map.entry("checkpoint", checkpoint));
        for (Map.Entry<String, String> inner : locations) {
            for (Map.Entry<String, String> outer : locations) {
                if (inner != outer && inner.getValue().startsWith(outer.getValue())) {
                    throw new RefusedException("--" + inner.getKey() + " " + inner.getValue() + " lies in --"
                            + outer.getKey() + " " + outer.getValue() + "; each needs a prefix of its own");
                }
            }
        }
    }
}
