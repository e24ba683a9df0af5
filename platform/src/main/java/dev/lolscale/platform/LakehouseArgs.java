package dev.lolscale.platform;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;

/** The arguments of {@link Lakehouse}. */
public final class LakehouseArgs extends ResourceArgs {

    @Import(name = "tableFormat")
    private String tableFormat;

    @Import(name = "discovery")
    private String discovery;

    @Import(name = "bucketName", required = true)
    private Output<String> bucketName;

    @Import(name = "rawPrefix")
    private Output<String> rawPrefix;

    @Import(name = "databaseName")
    private Output<String> databaseName;

    @Import(name = "databaseArn")
    private Output<String> databaseArn;

    @Import(name = "jobJar", required = true)
    private Output<String> jobJar;

    @Import(name = "jobScript", required = true)
    private Output<String> jobScript;

    @Import(name = "transformSchedule")
    private Output<String> transformSchedule;

    @Import(name = "workers")
    private Output<Integer> workers;

    @Import(name = "workerType")
    private Output<String> workerType;

    @Import(name = "timeoutMinutes")
    private Output<Integer> timeoutMinutes;

    @Import(name = "windowPastDays")
    private Output<Integer> windowPastDays;

    @Import(name = "windowFutureDays")
    private Output<Integer> windowFutureDays;

    @Import(name = "deduplicateDays")
    private Output<Integer> deduplicateDays;

    @Import(name = "maintenanceSchedule")
    private Output<String> maintenanceSchedule;

    @Import(name = "snapshotDays")
    private Output<Integer> snapshotDays;

    @Import(name = "quarantineDays")
    private Output<Integer> quarantineDays;

    @Import(name = "projectionYears")
    private Output<String> projectionYears;

    @Import(name = "protectData")
    private Boolean protectData;

    @Import(name = "observabilityMetrics")
    private Boolean observabilityMetrics;

    @Import(name = "logRetentionDays")
    private Output<Integer> logRetentionDays;

    @Import(name = "encryptionKeyArn")
    private Output<String> encryptionKeyArn;

    private LakehouseArgs() {}

    /** Starts a set of arguments. Required are bucket, database (by name or by ARN), jar and script. */
    public static Builder builder() {
        return new Builder();
    }

    /** The format of the event table. Default {@link TableFormat#ICEBERG}. */
    public TableFormat tableFormat() {
        return tableFormat == null ? TableFormat.ICEBERG : TableFormat.of(tableFormat);
    }

    /** Who owns the tables that are plain files. Default {@link Discovery#CRAWLERS}. */
    public Discovery discovery() {
        return discovery == null ? Discovery.CRAWLERS : Discovery.of(discovery);
    }

    /** The bucket of raw zone and lake. */
    public Output<String> bucketName() {
        return bucketName;
    }

    /** The raw zone in it, in day folders, ended by a slash. Default {@code analytics_raw/}. */
    public Output<String> rawPrefix() {
        return rawPrefix == null ? Output.of(Zone.RAW) : rawPrefix;
    }

    /** The name of the Glue database to create. Either this or {@link #databaseArn()}. */
    public Output<String> databaseName() {
        return databaseName;
    }

    /**
     * A Glue database that is there already, for example {@code arn:aws:glue:us-east-1:123456789012:database/lake}: tables
     * are added to it, and it stays when this component goes. Its tables must not have the names of ours.
     */
    public Optional<Output<String>> databaseArn() {
        return Optional.ofNullable(databaseArn);
    }

    /** The path of the job's jar, relative to the project's directory. */
    public Output<String> jobJar() {
        return jobJar;
    }

    /** The path of the script that Glue wants beside the jar, relative to the project's directory. */
    public Output<String> jobScript() {
        return jobScript;
    }

    /**
     * When the workflow starts, as a Glue cron expression in UTC. Default
     * {@value Lakehouse#DEFAULT_TRANSFORM_SCHEDULE}.
     */
    public Output<String> transformSchedule() {
        return transformSchedule == null ? Output.of(Lakehouse.DEFAULT_TRANSFORM_SCHEDULE) : transformSchedule;
    }

    /** Workers of the job. Default {@value Lakehouse#DEFAULT_WORKERS}. */
    public Output<Integer> workers() {
        return workers == null ? Output.of(Lakehouse.DEFAULT_WORKERS) : workers;
    }

    /** Their type. Default {@value Lakehouse#DEFAULT_WORKER_TYPE}. */
    public Output<String> workerType() {
        return workerType == null ? Output.of(Lakehouse.DEFAULT_WORKER_TYPE) : workerType;
    }

    /** Minutes until Glue ends a run. Default {@value Lakehouse#DEFAULT_TIMEOUT_MINUTES}. */
    public Output<Integer> timeoutMinutes() {
        return timeoutMinutes == null ? Output.of(Lakehouse.DEFAULT_TIMEOUT_MINUTES) : timeoutMinutes;
    }

    /**
     * Days before its arrival that an event's own time may choose its partition. Default
     * {@value Lakehouse#DEFAULT_WINDOW_PAST_DAYS}.
     */
    public Output<Integer> windowPastDays() {
        return windowPastDays == null ? Output.of(Lakehouse.DEFAULT_WINDOW_PAST_DAYS) : windowPastDays;
    }

    /**
     * Days after its arrival that an event's own time may choose its partition. Default
     * {@value Lakehouse#DEFAULT_WINDOW_FUTURE_DAYS}.
     */
    public Output<Integer> windowFutureDays() {
        return windowFutureDays == null ? Output.of(Lakehouse.DEFAULT_WINDOW_FUTURE_DAYS) : windowFutureDays;
    }

    /**
     * Days back in which an event that came before, by its {@code eventId}, is known and dropped; 0 for never. Iceberg
     * only. Default {@value Lakehouse#DEFAULT_DEDUPLICATE_DAYS}.
     */
    public Output<Integer> deduplicateDays() {
        return deduplicateDays == null ? Output.of(Lakehouse.DEFAULT_DEDUPLICATE_DAYS) : deduplicateDays;
    }

    /**
     * When the job compacts the tables and expires their old snapshots, as a Glue cron expression in UTC. Iceberg only.
     * Default {@value Lakehouse#DEFAULT_MAINTENANCE_SCHEDULE}.
     */
    public Output<String> maintenanceSchedule() {
        return maintenanceSchedule == null ? Output.of(Lakehouse.DEFAULT_MAINTENANCE_SCHEDULE) : maintenanceSchedule;
    }

    /**
     * Days that old snapshots of the tables are kept, and with them what was deleted. Iceberg only. Default
     * {@value Lakehouse#DEFAULT_SNAPSHOT_DAYS}.
     */
    public Output<Integer> snapshotDays() {
        return snapshotDays == null ? Output.of(Lakehouse.DEFAULT_SNAPSHOT_DAYS) : snapshotDays;
    }

    /**
     * Days after its arrival that a line is kept in the quarantine; maintenance deletes older ones. 0, the default, keeps
     * them for ever. Iceberg only.
     */
    public Output<Integer> quarantineDays() {
        return quarantineDays == null ? Output.of(Lakehouse.DEFAULT_QUARANTINE_DAYS) : quarantineDays;
    }

    /**
     * The years that declared tables know, first and last, as {@code 2025-2035}. Default
     * {@value Lakehouse#DEFAULT_PROJECTION_YEARS}.
     */
    public Output<String> projectionYears() {
        return projectionYears == null ? Output.of(Lakehouse.DEFAULT_PROJECTION_YEARS) : projectionYears;
    }

    /** Whether Pulumi refuses to destroy the database. Default false. */
    public boolean protectData() {
        return protectData != null && protectData;
    }

    /** Whether Glue counts the job's runs, and much else, in CloudWatch's metrics: alarms need it. Default false. */
    public boolean observabilityMetrics() {
        return observabilityMetrics != null && observabilityMetrics;
    }

    /** Days that the job's logs are kept. Default {@value Lakehouse#DEFAULT_LOG_RETENTION_DAYS}. */
    public Output<Integer> logRetentionDays() {
        return logRetentionDays == null ? Output.of(Lakehouse.DEFAULT_LOG_RETENTION_DAYS) : logRetentionDays;
    }

    /**
     * A KMS key for the job's logs, and the key of the bucket, if it has one. Its policy must let this account's IAM
     * policies decide, and CloudWatch Logs use it; the key of {@link EncryptionKey} does. Without it, the bucket must
     * be one under S3's own keys.
     */
    public Optional<Output<String>> encryptionKeyArn() {
        return Optional.ofNullable(encryptionKeyArn);
    }

    /** Collects the arguments; each is described at its getter. */
    public static final class Builder {

        private final LakehouseArgs args = new LakehouseArgs();

        private Builder() {}

        /** See {@link LakehouseArgs#tableFormat()}. */
        public Builder tableFormat(TableFormat tableFormat) {
            args.tableFormat = tableFormat.value();
            return this;
        }

        /** See {@link LakehouseArgs#discovery()}. */
        public Builder discovery(Discovery discovery) {
            args.discovery = discovery.value();
            return this;
        }

        /** See {@link LakehouseArgs#bucketName()}. */
        public Builder bucketName(Output<String> bucketName) {
            args.bucketName = bucketName;
            return this;
        }

        /** See {@link LakehouseArgs#bucketName()}. */
        public Builder bucketName(String bucketName) {
            return bucketName(Output.of(bucketName));
        }

        /** See {@link LakehouseArgs#rawPrefix()}. */
        public Builder rawPrefix(Output<String> rawPrefix) {
            args.rawPrefix = rawPrefix;
            return this;
        }

        /** See {@link LakehouseArgs#rawPrefix()}. */
        public Builder rawPrefix(String rawPrefix) {
            return rawPrefix(Output.of(Zone.checked("rawPrefix", rawPrefix)));
        }

        /** See {@link LakehouseArgs#databaseArn()}. */
        public Builder databaseArn(Output<String> databaseArn) {
            args.databaseArn = databaseArn;
            return this;
        }

        /** See {@link LakehouseArgs#databaseArn()}. */
        public Builder databaseArn(String databaseArn) {
            return databaseArn(Output.of(databaseArn));
        }

        /** See {@link LakehouseArgs#databaseName()}. */
        public Builder databaseName(Output<String> databaseName) {
            args.databaseName = databaseName;
            return this;
        }

        /** See {@link LakehouseArgs#databaseName()}. */
        public Builder databaseName(String databaseName) {
            return databaseName(Output.of(databaseName));
        }

        /** See {@link LakehouseArgs#jobJar()}. */
        public Builder jobJar(Output<String> jobJar) {
            args.jobJar = jobJar;
            return this;
        }

        /** See {@link LakehouseArgs#jobJar()}. */
        public Builder jobJar(String jobJar) {
            return jobJar(Output.of(jobJar));
        }

        /** See {@link LakehouseArgs#jobScript()}. */
        public Builder jobScript(Output<String> jobScript) {
            args.jobScript = jobScript;
            return this;
        }

        /** See {@link LakehouseArgs#jobScript()}. */
        public Builder jobScript(String jobScript) {
            return jobScript(Output.of(jobScript));
        }

        /** See {@link LakehouseArgs#transformSchedule()}. */
        public Builder transformSchedule(Output<String> transformSchedule) {
            args.transformSchedule = transformSchedule;
            return this;
        }

        /** See {@link LakehouseArgs#transformSchedule()}. */
        public Builder transformSchedule(String transformSchedule) {
            return transformSchedule(Output.of(transformSchedule));
        }

        /** See {@link LakehouseArgs#workers()}. */
        public Builder workers(Output<Integer> workers) {
            args.workers = workers;
            return this;
        }

        /** See {@link LakehouseArgs#workers()}. */
        public Builder workers(int workers) {
            return workers(Output.of(workers));
        }

        /** See {@link LakehouseArgs#workerType()}. */
        public Builder workerType(Output<String> workerType) {
            args.workerType = workerType;
            return this;
        }

        /** See {@link LakehouseArgs#workerType()}. */
        public Builder workerType(String workerType) {
            return workerType(Output.of(workerType));
        }

        /** See {@link LakehouseArgs#timeoutMinutes()}. */
        public Builder timeoutMinutes(Output<Integer> timeoutMinutes) {
            args.timeoutMinutes = timeoutMinutes;
            return this;
        }

        /** See {@link LakehouseArgs#timeoutMinutes()}. */
        public Builder timeoutMinutes(int timeoutMinutes) {
            return timeoutMinutes(Output.of(timeoutMinutes));
        }

        /** See {@link LakehouseArgs#windowPastDays()}. */
        public Builder windowPastDays(Output<Integer> windowPastDays) {
            args.windowPastDays = windowPastDays;
            return this;
        }

        /** See {@link LakehouseArgs#windowPastDays()}. */
        public Builder windowPastDays(int windowPastDays) {
            return windowPastDays(Output.of(windowPastDays));
        }

        /** See {@link LakehouseArgs#windowFutureDays()}. */
        public Builder windowFutureDays(Output<Integer> windowFutureDays) {
            args.windowFutureDays = windowFutureDays;
            return this;
        }

        /** See {@link LakehouseArgs#windowFutureDays()}. */
        public Builder windowFutureDays(int windowFutureDays) {
            return windowFutureDays(Output.of(windowFutureDays));
        }

        /** See {@link LakehouseArgs#deduplicateDays()}. */
        public Builder deduplicateDays(Output<Integer> deduplicateDays) {
            args.deduplicateDays = deduplicateDays;
            return this;
        }

        /** See {@link LakehouseArgs#deduplicateDays()}. */
        public Builder deduplicateDays(int deduplicateDays) {
            return deduplicateDays(Output.of(deduplicateDays));
        }

        /** See {@link LakehouseArgs#maintenanceSchedule()}. */
        public Builder maintenanceSchedule(Output<String> maintenanceSchedule) {
            args.maintenanceSchedule = maintenanceSchedule;
            return this;
        }

        /** See {@link LakehouseArgs#maintenanceSchedule()}. */
        public Builder maintenanceSchedule(String maintenanceSchedule) {
            return maintenanceSchedule(Output.of(maintenanceSchedule));
        }

        /** See {@link LakehouseArgs#snapshotDays()}. */
        public Builder snapshotDays(Output<Integer> snapshotDays) {
            args.snapshotDays = snapshotDays;
            return this;
        }

        /** See {@link LakehouseArgs#snapshotDays()}. */
        public Builder snapshotDays(int snapshotDays) {
            return snapshotDays(Output.of(snapshotDays));
        }

        /** See {@link LakehouseArgs#quarantineDays()}. */
        public Builder quarantineDays(Output<Integer> quarantineDays) {
            args.quarantineDays = quarantineDays;
            return this;
        }

        /** See {@link LakehouseArgs#quarantineDays()}. */
        public Builder quarantineDays(int quarantineDays) {
            return quarantineDays(Output.of(quarantineDays));
        }

        /** See {@link LakehouseArgs#projectionYears()}. */
        public Builder projectionYears(Output<String> projectionYears) {
            args.projectionYears = projectionYears;
            return this;
        }

        /** See {@link LakehouseArgs#projectionYears()}. */
        public Builder projectionYears(String projectionYears) {
            return projectionYears(Output.of(DeclaredTable.checkedYears(projectionYears)));
        }

        /** See {@link LakehouseArgs#protectData()}. */
        public Builder protectData(boolean protectData) {
            args.protectData = protectData;
            return this;
        }

        /** See {@link LakehouseArgs#observabilityMetrics()}. */
        public Builder observabilityMetrics(boolean observabilityMetrics) {
            args.observabilityMetrics = observabilityMetrics;
            return this;
        }

        /** See {@link LakehouseArgs#logRetentionDays()}. */
        public Builder logRetentionDays(Output<Integer> logRetentionDays) {
            args.logRetentionDays = logRetentionDays;
            return this;
        }

        /** See {@link LakehouseArgs#logRetentionDays()}. */
        public Builder logRetentionDays(int logRetentionDays) {
            return logRetentionDays(Output.of(logRetentionDays));
        }

        /** See {@link LakehouseArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(Output<String> encryptionKeyArn) {
            args.encryptionKeyArn = encryptionKeyArn;
            return this;
        }

        /** See {@link LakehouseArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(String encryptionKeyArn) {
            return encryptionKeyArn(Output.of(encryptionKeyArn));
        }

        /**
         * The arguments.
         *
         * @throws com.pulumi.exceptions.RunException when a required one is missing: one line with its name
         */
        public LakehouseArgs build() {
            Required.argument("LakehouseArgs.bucketName", args.bucketName);
            if ((args.databaseName == null) == (args.databaseArn == null)) {
                throw new RunException(
                        "LakehouseArgs: one of databaseName and databaseArn is required; set databaseName for"
                                + " a Glue database to create, or databaseArn for one that is there:"
                                + " arn:aws:glue:REGION:ACCOUNT:database/NAME");
            }
            Required.argument("LakehouseArgs.jobJar", args.jobJar);
            Required.argument("LakehouseArgs.jobScript", args.jobScript);
            return args;
        }
    }
}
