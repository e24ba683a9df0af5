package dev.lolscale.platform;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;

/** The arguments of {@link Reporting}. */
public final class ReportingArgs extends ResourceArgs {

    @Import(name = "workgroupArn", required = true)
    private Output<String> workgroupArn;

    @Import(name = "resultsBucketName", required = true)
    private Output<String> resultsBucketName;

    @Import(name = "bucketName", required = true)
    private Output<String> bucketName;

    @Import(name = "rawPrefix")
    private Output<String> rawPrefix;

    @Import(name = "databaseName", required = true)
    private Output<String> databaseName;

    @Import(name = "rawTable", required = true)
    private Output<String> rawTable;

    @Import(name = "eventTable", required = true)
    private Output<String> eventTable;

    @Import(name = "quarantineTable", required = true)
    private Output<String> quarantineTable;

    @Import(name = "quicksightPrincipalArn")
    private Output<String> quicksightPrincipalArn;

    @Import(name = "quicksightImport")
    private String quicksightImport;

    @Import(name = "refreshTime")
    private Output<String> refreshTime;

    @Import(name = "biAccess")
    private Boolean biAccess;

    @Import(name = "bytesScannedCutoffPerQuery")
    private Output<Double> bytesScannedCutoffPerQuery;

    @Import(name = "encryptionKeyArn")
    private Output<String> encryptionKeyArn;

    private ReportingArgs() {}

    /**
     * Starts a set of arguments. Required are workgroup, buckets, database and tables, and one of
     * {@link #quicksightPrincipalArn()} and {@link #biAccess()}.
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The workgroup that QuickSight asks in, for example that of {@link QueryLayer}; its ARN tells region and account.
     */
    public Output<String> workgroupArn() {
        return workgroupArn;
    }

    /** The bucket in which that workgroup puts results. Those of BI users go to its prefix {@code bi/}. */
    public Output<String> resultsBucketName() {
        return resultsBucketName;
    }

    /** The bucket of raw zone and lake. */
    public Output<String> bucketName() {
        return bucketName;
    }

    /** The raw zone in it, which BI users may read. Default {@code analytics_raw/}. */
    public Output<String> rawPrefix() {
        return rawPrefix == null ? Output.of(Zone.RAW) : rawPrefix;
    }

    /** The Glue database of the tables. */
    public Output<String> databaseName() {
        return databaseName;
    }

    /** The table of raw events, which BI users may read. */
    public Output<String> rawTable() {
        return rawTable;
    }

    /** The table of typed events. */
    public Output<String> eventTable() {
        return eventTable;
    }

    /** The table of the lines that are no events. */
    public Output<String> quarantineTable() {
        return quarantineTable;
    }

    /**
     * The ARN of the QuickSight user or group that sees dashboard, data sets and data source, for example
     * {@code arn:aws:quicksight:us-east-1:123456789012:group/default/analysts}. Without it, nothing is made in QuickSight.
     */
    public Optional<Output<String>> quicksightPrincipalArn() {
        return Optional.ofNullable(quicksightPrincipalArn);
    }

    /** How the data sets get their rows. Default {@code direct}. */
    public QuickSightImport quicksightImport() {
        return quicksightImport == null ? QuickSightImport.DIRECT : QuickSightImport.of(quicksightImport);
    }

    /**
     * When SPICE gets new rows every day, as {@code HH:MM} in UTC: after the job. Default {@value Reporting#DEFAULT_REFRESH_TIME}.
     */
    public Output<String> refreshTime() {
        return refreshTime == null ? Output.of(Reporting.DEFAULT_REFRESH_TIME) : refreshTime;
    }

    /**
     * Whether there are a workgroup and a policy for users of other BI tools. Default false: it opens every event to
     * whoever gets the policy.
     */
    public boolean biAccess() {
        return biAccess != null && biAccess;
    }

    /**
     * Athena ends a query of a BI user that reads more bytes, at least 10 million. Whole, though a double. Default 20
     * billion.
     */
    public Output<Double> bytesScannedCutoffPerQuery() {
        return bytesScannedCutoffPerQuery == null
                ? Output.of(QueryLayer.DEFAULT_BYTES_SCANNED_CUTOFF_PER_QUERY)
                : bytesScannedCutoffPerQuery;
    }

    /** The KMS key of lake and results, if they have one: who reads them must be allowed to use it. */
    public Optional<Output<String>> encryptionKeyArn() {
        return Optional.ofNullable(encryptionKeyArn);
    }

    /** Collects the arguments; each is described at its getter. */
    public static final class Builder {

        private final ReportingArgs args = new ReportingArgs();

        private Builder() {}

        /** See {@link ReportingArgs#workgroupArn()}. */
        public Builder workgroupArn(Output<String> workgroupArn) {
            args.workgroupArn = workgroupArn;
            return this;
        }

        /** See {@link ReportingArgs#workgroupArn()}. */
        public Builder workgroupArn(String workgroupArn) {
            return workgroupArn(Output.of(workgroupArn));
        }

        /** See {@link ReportingArgs#resultsBucketName()}. */
        public Builder resultsBucketName(Output<String> resultsBucketName) {
            args.resultsBucketName = resultsBucketName;
            return this;
        }

        /** See {@link ReportingArgs#resultsBucketName()}. */
        public Builder resultsBucketName(String resultsBucketName) {
            return resultsBucketName(Output.of(resultsBucketName));
        }

        /** See {@link ReportingArgs#bucketName()}. */
        public Builder bucketName(Output<String> bucketName) {
            args.bucketName = bucketName;
            return this;
        }

        /** See {@link ReportingArgs#bucketName()}. */
        public Builder bucketName(String bucketName) {
            return bucketName(Output.of(bucketName));
        }

        /** See {@link ReportingArgs#rawPrefix()}. */
        public Builder rawPrefix(Output<String> rawPrefix) {
            args.rawPrefix = rawPrefix;
            return this;
        }

        /** See {@link ReportingArgs#rawPrefix()}. */
        public Builder rawPrefix(String rawPrefix) {
            return rawPrefix(Output.of(rawPrefix));
        }

        /** See {@link ReportingArgs#databaseName()}. */
        public Builder databaseName(Output<String> databaseName) {
            args.databaseName = databaseName;
            return this;
        }

        /** See {@link ReportingArgs#databaseName()}. */
        public Builder databaseName(String databaseName) {
            return databaseName(Output.of(databaseName));
        }

        /** See {@link ReportingArgs#rawTable()}. */
        public Builder rawTable(Output<String> rawTable) {
            args.rawTable = rawTable;
            return this;
        }

        /** See {@link ReportingArgs#rawTable()}. */
        public Builder rawTable(String rawTable) {
            return rawTable(Output.of(rawTable));
        }

        /** See {@link ReportingArgs#eventTable()}. */
        public Builder eventTable(Output<String> eventTable) {
            args.eventTable = eventTable;
            return this;
        }

        /** See {@link ReportingArgs#eventTable()}. */
        public Builder eventTable(String eventTable) {
            return eventTable(Output.of(eventTable));
        }

        /** See {@link ReportingArgs#quarantineTable()}. */
        public Builder quarantineTable(Output<String> quarantineTable) {
            args.quarantineTable = quarantineTable;
            return this;
        }

        /** See {@link ReportingArgs#quarantineTable()}. */
        public Builder quarantineTable(String quarantineTable) {
            return quarantineTable(Output.of(quarantineTable));
        }

        /** See {@link ReportingArgs#quicksightPrincipalArn()}. */
        public Builder quicksightPrincipalArn(Output<String> quicksightPrincipalArn) {
            args.quicksightPrincipalArn = quicksightPrincipalArn;
            return this;
        }

        /** See {@link ReportingArgs#quicksightPrincipalArn()}. */
        public Builder quicksightPrincipalArn(String quicksightPrincipalArn) {
            return quicksightPrincipalArn(Output.of(quicksightPrincipalArn));
        }

        /** See {@link ReportingArgs#quicksightImport()}. */
        public Builder quicksightImport(QuickSightImport quicksightImport) {
            args.quicksightImport = quicksightImport.value();
            return this;
        }

        /** See {@link ReportingArgs#refreshTime()}. */
        public Builder refreshTime(Output<String> refreshTime) {
            args.refreshTime = refreshTime;
            return this;
        }

        /** See {@link ReportingArgs#refreshTime()}. */
        public Builder refreshTime(String refreshTime) {
            return refreshTime(Output.of(refreshTime));
        }

        /** See {@link ReportingArgs#biAccess()}. */
        public Builder biAccess(boolean biAccess) {
            args.biAccess = biAccess;
            return this;
        }

        /** See {@link ReportingArgs#bytesScannedCutoffPerQuery()}. */
        public Builder bytesScannedCutoffPerQuery(Output<Double> bytesScannedCutoffPerQuery) {
            args.bytesScannedCutoffPerQuery = bytesScannedCutoffPerQuery;
            return this;
        }

        /** See {@link ReportingArgs#bytesScannedCutoffPerQuery()}. */
        public Builder bytesScannedCutoffPerQuery(double bytesScannedCutoffPerQuery) {
            return bytesScannedCutoffPerQuery(Output.of(bytesScannedCutoffPerQuery));
        }

        /** See {@link ReportingArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(Output<String> encryptionKeyArn) {
            args.encryptionKeyArn = encryptionKeyArn;
            return this;
        }

        /** See {@link ReportingArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(String encryptionKeyArn) {
            return encryptionKeyArn(Output.of(encryptionKeyArn));
        }

        /**
         * The arguments.
         *
         * @throws RunException when a required one is missing: one line with its name
         */
        public ReportingArgs build() {
            Required.argument("ReportingArgs.workgroupArn", args.workgroupArn);
            Required.argument("ReportingArgs.resultsBucketName", args.resultsBucketName);
            Required.argument("ReportingArgs.bucketName", args.bucketName);
            Required.argument("ReportingArgs.databaseName", args.databaseName);
            Required.argument("ReportingArgs.rawTable", args.rawTable);
            Required.argument("ReportingArgs.eventTable", args.eventTable);
            Required.argument("ReportingArgs.quarantineTable", args.quarantineTable);
            if (args.quicksightPrincipalArn == null && !args.biAccess()) {
                throw new RunException(
                        "ReportingArgs: nothing to make; set quicksightPrincipalArn or biAccess on the" + " builder");
            }
            if (args.refreshTime != null && args.quicksightImport() != QuickSightImport.SPICE) {
                throw new RunException(
                        "ReportingArgs.refreshTime: allowed only with quicksightImport spice; leave it out");
            }
            return args;
        }
    }
}
