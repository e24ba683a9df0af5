package dev.lolscale.platform.stack;

import com.pulumi.Context;
import com.pulumi.exceptions.RunException;
import dev.lolscale.platform.DeliveryPipeline;
import dev.lolscale.platform.Discovery;
import dev.lolscale.platform.FrontDoor;
import dev.lolscale.platform.IngestApi;
import dev.lolscale.platform.Lakehouse;
import dev.lolscale.platform.Partitioner;
import dev.lolscale.platform.QueryLayer;
import dev.lolscale.platform.TableFormat;
import java.util.List;
import java.util.Locale;

/**
 * All settings of a stack, checked. Keys, types, defaults and descriptions stand in {@code Pulumi.yaml} too.
 *
 * @param project the project's name, for the tags
 * @param stack the stack's name
 * @param region the AWS region, {@code aws:region}
 * @param ingest of the front door
 * @param delivery of stream and raw zone
 * @param lake of catalog, tables and job
 * @param query of the query layer
 * @param data how data is kept
 * @param operations of alarms and budget
 * @param reporting of QuickSight and other BI tools
 * @param artifacts what was built
 */
public record Settings(
        String project,
        String stack,
        String region,
        Ingest ingest,
        Delivery delivery,
        Lake lake,
        Query query,
        Data data,
        OperationsSettings operations,
        ReportingSettings reporting,
        Artifacts artifacts) {

    /**
     * Reads and checks the settings.
     *
     * @throws RunException when one is missing or not allowed: one line with key, value and what is allowed
     */
    public static Settings read(Context context) {
        SettingsReader reader = new SettingsReader(context.config());
        String stack = context.stackName();
        String region = new SettingsReader(context.config("aws"))
                .required("region", "[a-z]{2,3}(-[a-z]+)+-\\d", "an AWS region, for example us-east-1");
        return new Settings(
                context.projectName(),
                stack,
                region,
                Ingest.read(reader, stack, region),
                Delivery.read(reader),
                Lake.read(reader, stack),
                Query.read(reader),
                Data.read(reader),
                OperationsSettings.read(reader),
                ReportingSettings.read(reader),
                Artifacts.read(reader));
    }

    /**
     * Settings of the front door; see {@link dev.lolscale.platform.IngestApiArgs}.
     *
     * @param frontDoor {@code frontDoor}
     * @param apiKeyNames {@code apiKeyNames}, one or more
     * @param corsOrigins {@code corsOrigins}
     * @param corsCredentials {@code corsCredentials}
     * @param beacon {@code beacon}
     * @param authorizerCacheSeconds {@code authorizerCacheSeconds}
     * @param domain {@code domainName} and what belongs to it
     * @param trackMemoryMegabytes {@code trackMemoryMegabytes}
     * @param throttlingRateLimit {@code throttlingRateLimit}
     * @param throttlingBurstLimit {@code throttlingBurstLimit}
     * @param requestsPerMonth {@code requestsPerMonth}, 0 for no limit
     * @param invocationsPerLogLine {@code invocationsPerLogLine}
     */
    public record Ingest(
            FrontDoor frontDoor,
            List<String> apiKeyNames,
            List<String> corsOrigins,
            boolean corsCredentials,
            boolean beacon,
            int authorizerCacheSeconds,
            Domain domain,
            int trackMemoryMegabytes,
            int throttlingRateLimit,
            int throttlingBurstLimit,
            int requestsPerMonth,
            int invocationsPerLogLine) {

        private static Ingest read(SettingsReader reader, String stack, String region) {
            FrontDoor frontDoor = reader.choice("frontDoor", FrontDoor.values(), FrontDoor::value, FrontDoor.HTTP);
            List<String> apiKeyNames = reader.list(
                    "apiKeyNames", List.of(), "[A-Za-z0-9_-]{1,64}", "names of 1 to 64 letters, digits, _ or -");
            boolean beacon = reader.flag("beacon", false);
            if (frontDoor == FrontDoor.REST && beacon) {
                throw reader.refused(
                        "beacon", "true", "false, with frontDoor rest, which takes API keys in a header only");
            }
            int requestsPerMonth = reader.integer("requestsPerMonth", 0, 0, Integer.MAX_VALUE);
            if (frontDoor == FrontDoor.HTTP && requestsPerMonth > 0) {
                throw reader.refused(
                        "requestsPerMonth",
                        Integer.toString(requestsPerMonth),
                        "0, with frontDoor http, which cannot count requests");
            }
            return new Ingest(
                    frontDoor,
                    apiKeyNames.isEmpty() ? List.of("ClientAPIKey-" + stack) : apiKeyNames,
                    corsOrigins(reader, frontDoor),
                    reader.flag("corsCredentials", false),
                    beacon,
                    reader.integer("authorizerCacheSeconds", IngestApi.DEFAULT_AUTHORIZER_CACHE_SECONDS, 0, 3_600),
                    Domain.read(reader, region),
                    reader.integer("trackMemoryMegabytes", IngestApi.DEFAULT_MEMORY_MEGABYTES, 128, 10_240),
                    reader.integer("throttlingRateLimit", IngestApi.DEFAULT_THROTTLING_RATE_LIMIT, 1, 10_000),
                    reader.integer("throttlingBurstLimit", IngestApi.DEFAULT_THROTTLING_BURST_LIMIT, 1, 5_000),
                    requestsPerMonth,
                    reader.integer("invocationsPerLogLine", IngestApi.DEFAULT_INVOCATIONS_PER_LOG_LINE, 1, 100));
        }

        private static List<String> corsOrigins(SettingsReader reader, FrontDoor frontDoor) {
            List<String> origins = reader.list(
                    "corsOrigins",
                    List.of("*"),
                    "\\*|https?://[^/\\s]+",
                    "* or web origins, for example https://example.com");
            boolean fixed = origins.size() <= 1 && (origins.contains("*") || isNamed(origins));
            if (frontDoor == FrontDoor.REST && !fixed) {
                throw reader.refused("corsOrigins", String.join(", ", origins), "one origin or *, with frontDoor rest");
            }
            if (reader.flag("corsCredentials", false) && (origins.isEmpty() || !isNamed(origins))) {
                throw reader.refused(
                        "corsCredentials", "true", "false, or corsOrigins that name each origin, without *");
            }
            return origins;
        }

        private static boolean isNamed(List<String> origins) {
            return origins.stream().noneMatch(origin -> origin.contains("*"));
        }
    }

    /**
     * Settings of stream and raw zone; see {@link dev.lolscale.platform.DeliveryPipelineArgs}.
     *
     * @param partitioner {@code partitioner}
     * @param bufferMegabytes {@code bufferMegabytes}
     * @param bufferSeconds {@code bufferSeconds}
     */
    public record Delivery(Partitioner partitioner, int bufferMegabytes, int bufferSeconds) {

        private static Delivery read(SettingsReader reader) {
            return new Delivery(
                    reader.choice("partitioner", Partitioner.values(), Partitioner::value, Partitioner.FIREHOSE),
                    reader.integer("bufferMegabytes", DeliveryPipeline.DEFAULT_BUFFER_MEGABYTES, 1, 128),
                    reader.integer("bufferSeconds", DeliveryPipeline.DEFAULT_BUFFER_SECONDS, 0, 900));
        }
    }

    /**
     * Settings of catalog, tables and job; see {@link dev.lolscale.platform.LakehouseArgs}.
     *
     * @param tableFormat {@code tableFormat}
     * @param discovery {@code discovery}
     * @param database {@code database}, by default {@code lolscale_<stack>}
     * @param transformSchedule {@code transformSchedule}
     * @param workers {@code workers}
     * @param workerType {@code workerType}
     * @param jobTimeoutMinutes {@code jobTimeoutMinutes}
     * @param windowPastDays {@code windowPastDays}
     * @param windowFutureDays {@code windowFutureDays}
     * @param deduplicateDays {@code deduplicateDays}
     * @param maintenanceSchedule {@code maintenanceSchedule}
     * @param snapshotDays {@code snapshotDays}
     * @param quarantineDays {@code quarantineDays}, 0 keeps quarantined lines for ever
     * @param projectionYears {@code projectionYears}
     */
    public record Lake(
            TableFormat tableFormat,
            Discovery discovery,
            String database,
            String transformSchedule,
            int workers,
            String workerType,
            int jobTimeoutMinutes,
            int windowPastDays,
            int windowFutureDays,
            int deduplicateDays,
            String maintenanceSchedule,
            int snapshotDays,
            int quarantineDays,
            String projectionYears) {

        private static Lake read(SettingsReader reader, String stack) {
            String database = reader.text(
                    "database", "", "[a-z0-9_]{0,255}", "up to 255 lower-case letters, digits and underscores");
            return new Lake(
                    reader.choice("tableFormat", TableFormat.values(), TableFormat::value, TableFormat.ICEBERG),
                    reader.choice("discovery", Discovery.values(), Discovery::value, Discovery.CRAWLERS),
                    database.isEmpty() ? databaseOf(stack) : database,
                    schedule(reader, "transformSchedule", Lakehouse.DEFAULT_TRANSFORM_SCHEDULE),
                    reader.integer("workers", Lakehouse.DEFAULT_WORKERS, 2, 299),
                    reader.text("workerType", Lakehouse.DEFAULT_WORKER_TYPE, "G\\.[1248]X", "G.1X, G.2X, G.4X, G.8X"),
                    reader.integer("jobTimeoutMinutes", Lakehouse.DEFAULT_TIMEOUT_MINUTES, 1, 10_080),
                    reader.integer("windowPastDays", Lakehouse.DEFAULT_WINDOW_PAST_DAYS, 0, 36_500),
                    reader.integer("windowFutureDays", Lakehouse.DEFAULT_WINDOW_FUTURE_DAYS, 0, 36_500),
                    reader.integer("deduplicateDays", Lakehouse.DEFAULT_DEDUPLICATE_DAYS, 0, 3_650),
                    schedule(reader, "maintenanceSchedule", Lakehouse.DEFAULT_MAINTENANCE_SCHEDULE),
                    reader.integer("snapshotDays", Lakehouse.DEFAULT_SNAPSHOT_DAYS, 1, 365),
                    reader.integer("quarantineDays", Lakehouse.DEFAULT_QUARANTINE_DAYS, 0, 36_500),
                    years(reader));
        }

        private static String schedule(SettingsReader reader, String key, String otherwise) {
            String expression = reader.text(
                    key,
                    otherwise,
                    "cron\\((\\S+ ){5}\\S+\\)",
                    "a Glue cron expression of six fields in UTC, for example cron(15 0 * * ? *)");
            try {
                GlueSchedule.parse(expression);
            } catch (IllegalArgumentException e) {
                throw reader.refused(key, e.getMessage(), e);
            }
            return expression;
        }

        private static String years(SettingsReader reader) {
            String allowed = "a first and a last year, for example 2025-2035";
            String years = reader.text("projectionYears", Lakehouse.DEFAULT_PROJECTION_YEARS, "\\d{4}-\\d{4}", allowed);
            if (years.substring(0, 4).compareTo(years.substring(5)) > 0) {
                throw reader.refused("projectionYears", years, allowed);
            }
            return years;
        }

        private static String databaseOf(String stack) {
            return "lolscale_" + stack.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        }
    }

    /**
     * Settings of the query layer; see {@link dev.lolscale.platform.QueryLayerArgs}.
     *
     * @param bytesScannedCutoffPerQuery {@code bytesScannedCutoffPerQuery}
     * @param resultRetentionDays {@code resultRetentionDays}
     */
    public record Query(long bytesScannedCutoffPerQuery, int resultRetentionDays) {

        /** Athena's own bounds: 10 MB, and 7 EB. */
        private static final long LEAST_CUTOFF = 10_000_000L;

        private static final long MOST_CUTOFF = 7_000_000_000_000_000L;

        private static Query read(SettingsReader reader) {
            return new Query(
                    reader.wholeNumber(
                            "bytesScannedCutoffPerQuery",
                            (long) QueryLayer.DEFAULT_BYTES_SCANNED_CUTOFF_PER_QUERY,
                            LEAST_CUTOFF,
                            MOST_CUTOFF),
                    reader.integer("resultRetentionDays", QueryLayer.DEFAULT_RESULT_RETENTION_DAYS, 1, 3_650));
        }
    }

    /**
     * How data is kept.
     *
     * @param rawRetentionDays {@code rawRetentionDays}, 0 keeps raw objects for ever
     * @param tieringDays {@code tieringDays}, 0 for never
     * @param versioned {@code versioned}
     * @param logRetentionDays {@code logRetentionDays}
     * @param encryption {@code encryption}
     * @param delete {@code deleteData}
     * @param protect {@code protectData}
     */
    public record Data(
            int rawRetentionDays,
            int tieringDays,
            boolean versioned,
            int logRetentionDays,
            Encryption encryption,
            boolean delete,
            boolean protect) {

        /** A week at least: the job must have read an object before S3 deletes it. */
        private static final int LEAST_RAW_RETENTION_DAYS = 7;

        private static final int MOST_DAYS = 36_500;

        /** The retentions that CloudWatch Logs knows, up to two years. */
        private static final List<Integer> LOG_RETENTIONS =
                List.of(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731);

        private static Data read(SettingsReader reader) {
            boolean delete = reader.flag("deleteData", false);
            boolean protect = reader.flag("protectData", true);
            if (delete && protect) {
                throw reader.refused("deleteData", "true", "false, or protectData false besides: deleting takes both");
            }
            return new Data(
                    reader.integerOrZero("rawRetentionDays", 0, LEAST_RAW_RETENTION_DAYS, MOST_DAYS),
                    reader.integer("tieringDays", 0, 0, MOST_DAYS),
                    reader.flag("versioned", false),
                    reader.oneOf("logRetentionDays", IngestApi.DEFAULT_LOG_RETENTION_DAYS, LOG_RETENTIONS),
                    reader.choice("encryption", Encryption.values(), Encryption::value, Encryption.SSE_S3),
                    delete,
                    protect);
        }
    }

    /**
     * Paths of what was built, relative to the project's directory.
     *
     * @param functionsJar {@code functionsJar}
     * @param jobJar {@code jobJar}
     * @param jobScript {@code jobScript}
     */
    public record Artifacts(String functionsJar, String jobJar, String jobScript) {

        private static Artifacts read(SettingsReader reader) {
            return new Artifacts(
                    reader.path("functionsJar", "handlers/target/lolscale-handlers.jar"),
                    reader.path("jobJar", "glue/target/lolscale-glue.jar"),
                    reader.path("jobScript", "glue/src/main/glue/EventJob.scala"));
        }
    }
}
