package dev.lolscale.platform;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;

/** The arguments of {@link QueryLayer}. */
public final class QueryLayerArgs extends ResourceArgs {

    @Import(name = "databaseName", required = true)
    private Output<String> databaseName;

    @Import(name = "rawTable", required = true)
    private Output<String> rawTable;

    @Import(name = "eventTable", required = true)
    private Output<String> eventTable;

    @Import(name = "quarantineTable", required = true)
    private Output<String> quarantineTable;

    @Import(name = "resultsBucketName")
    private Output<String> resultsBucketName;

    @Import(name = "bytesScannedCutoffPerQuery")
    private Output<Double> bytesScannedCutoffPerQuery;

    @Import(name = "resultRetentionDays")
    private Output<Integer> resultRetentionDays;

    @Import(name = "encryptionKeyArn")
    private Output<String> encryptionKeyArn;

    private QueryLayerArgs() {}

    /** Starts a set of arguments. Required are the database and its three tables. */
    public static Builder builder() {
        return new Builder();
    }

    /** The Glue database that the saved queries ask. */
    public Output<String> databaseName() {
        return databaseName;
    }

    /** The table of raw events. */
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
     * A bucket for the results that is there already: nothing of it is set, so its owner sees to privacy, encryption and
     * expiry. Not together with {@link #resultRetentionDays()}. Without it, a bucket is created.
     */
    public Optional<Output<String>> resultsBucketName() {
        return Optional.ofNullable(resultsBucketName);
    }

    /** Athena ends a query that reads more bytes, at least 10 million. Whole, though a double. Default 20 billion. */
    public Output<Double> bytesScannedCutoffPerQuery() {
        return bytesScannedCutoffPerQuery == null
                ? Output.of(QueryLayer.DEFAULT_BYTES_SCANNED_CUTOFF_PER_QUERY)
                : bytesScannedCutoffPerQuery;
    }

    /** Days that results are kept. Default {@value QueryLayer#DEFAULT_RESULT_RETENTION_DAYS}. */
    public Output<Integer> resultRetentionDays() {
        return resultRetentionDays == null ? Output.of(QueryLayer.DEFAULT_RESULT_RETENTION_DAYS) : resultRetentionDays;
    }

    /**
     * A KMS key for the results, which whoever reads results must be allowed to use; the key of {@link EncryptionKey}
     * will do. It must be the key of the lake's bucket, if that has one. Without it, S3's own keys are used.
     */
    public Optional<Output<String>> encryptionKeyArn() {
        return Optional.ofNullable(encryptionKeyArn);
    }

    /** Collects the arguments; each is described at its getter. */
    public static final class Builder {

        private final QueryLayerArgs args = new QueryLayerArgs();

        private Builder() {}

        /** See {@link QueryLayerArgs#databaseName()}. */
        public Builder databaseName(Output<String> databaseName) {
            args.databaseName = databaseName;
            return this;
        }

        /** See {@link QueryLayerArgs#databaseName()}. */
        public Builder databaseName(String databaseName) {
            return databaseName(Output.of(databaseName));
        }

        /** See {@link QueryLayerArgs#rawTable()}. */
        public Builder rawTable(Output<String> rawTable) {
            args.rawTable = rawTable;
            return this;
        }

        /** See {@link QueryLayerArgs#rawTable()}. */
        public Builder rawTable(String rawTable) {
            return rawTable(Output.of(rawTable));
        }

        /** See {@link QueryLayerArgs#eventTable()}. */
        public Builder eventTable(Output<String> eventTable) {
            args.eventTable = eventTable;
            return this;
        }

        /** See {@link QueryLayerArgs#eventTable()}. */
        public Builder eventTable(String eventTable) {
            return eventTable(Output.of(eventTable));
        }

        /** See {@link QueryLayerArgs#quarantineTable()}. */
        public Builder quarantineTable(Output<String> quarantineTable) {
            args.quarantineTable = quarantineTable;
            return this;
        }

        /** See {@link QueryLayerArgs#quarantineTable()}. */
        public Builder quarantineTable(String quarantineTable) {
            return quarantineTable(Output.of(quarantineTable));
        }

        /** See {@link QueryLayerArgs#resultsBucketName()}. */
        public Builder resultsBucketName(Output<String> resultsBucketName) {
            args.resultsBucketName = resultsBucketName;
            return this;
        }

        /** See {@link QueryLayerArgs#resultsBucketName()}. */
        public Builder resultsBucketName(String resultsBucketName) {
            return resultsBucketName(Output.of(resultsBucketName));
        }

        /** See {@link QueryLayerArgs#bytesScannedCutoffPerQuery()}. */
        public Builder bytesScannedCutoffPerQuery(Output<Double> bytesScannedCutoffPerQuery) {
            args.bytesScannedCutoffPerQuery = bytesScannedCutoffPerQuery;
            return this;
        }

        /** See {@link QueryLayerArgs#bytesScannedCutoffPerQuery()}. */
        public Builder bytesScannedCutoffPerQuery(double bytesScannedCutoffPerQuery) {
            return bytesScannedCutoffPerQuery(Output.of(bytesScannedCutoffPerQuery));
        }

        /** See {@link QueryLayerArgs#resultRetentionDays()}. */
        public Builder resultRetentionDays(Output<Integer> resultRetentionDays) {
            args.resultRetentionDays = resultRetentionDays;
            return this;
        }

        /** See {@link QueryLayerArgs#resultRetentionDays()}. */
        public Builder resultRetentionDays(int resultRetentionDays) {
            return resultRetentionDays(Output.of(resultRetentionDays));
        }

        /** See {@link QueryLayerArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(Output<String> encryptionKeyArn) {
            args.encryptionKeyArn = encryptionKeyArn;
            return this;
        }

        /** See {@link QueryLayerArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(String encryptionKeyArn) {
            return encryptionKeyArn(Output.of(encryptionKeyArn));
        }

        /**
         * The arguments.
         *
         * @throws com.pulumi.exceptions.RunException when a required one is missing: one line with its name
         */
        public QueryLayerArgs build() {
            Required.argument("QueryLayerArgs.databaseName", args.databaseName);
            Required.argument("QueryLayerArgs.rawTable", args.rawTable);
            Required.argument("QueryLayerArgs.eventTable", args.eventTable);
            Required.argument("QueryLayerArgs.quarantineTable", args.quarantineTable);
            if (args.resultsBucketName != null && args.resultRetentionDays != null) {
                throw new RunException(
                        "QueryLayerArgs.resultRetentionDays: not allowed with resultsBucketName; leave it out,"
                                + " and let that bucket's own lifecycle rules expire results");
            }
            return args;
        }
    }
}
