package dev.lolscale.platform;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Optional;

/** The arguments of {@link Operations}: what to watch, and from when on it is too much. */
public final class OperationsArgs extends ResourceArgs {

    @Import(name = "streamName")
    private Output<String> streamName;

    @Import(name = "httpApiId")
    private Output<String> httpApiId;

    @Import(name = "restApiName")
    private Output<String> restApiName;

    @Import(name = "stageName")
    private Output<String> stageName;

    @Import(name = "trackFunctionName")
    private Output<String> trackFunctionName;

    @Import(name = "authorizerFunctionName")
    private Output<String> authorizerFunctionName;

    @Import(name = "moverFunctionName")
    private Output<String> moverFunctionName;

    @Import(name = "queueName")
    private Output<String> queueName;

    @Import(name = "deadLetterQueueName")
    private Output<String> deadLetterQueueName;

    @Import(name = "jobName")
    private Output<String> jobName;

    @Import(name = "workgroupName")
    private Output<String> workgroupName;

    @Import(name = "monthlyBudgetDollars")
    private Output<Integer> monthlyBudgetDollars;

    @Import(name = "costTagValue")
    private Output<String> costTagValue;

    @Import(name = "encryptionKeyArn")
    private Output<String> encryptionKeyArn;

    @Import(name = "deliverySeconds")
    private Output<Integer> deliverySeconds;

    @Import(name = "unmovedSeconds")
    private Output<Integer> unmovedSeconds;

    @Import(name = "serverErrorPercent")
    private Output<Double> serverErrorPercent;

    @Import(name = "quarantinePercent")
    private Output<Double> quarantinePercent;

    @Import(name = "jobHours")
    private Output<Integer> jobHours;

    @Import(name = "freshnessHours")
    private Output<Integer> freshnessHours;

    @Import(name = "runbookUrl")
    private Output<String> runbookUrl;

    @Import(name = "costTagKey")
    private Output<String> costTagKey;

    @Import(name = "emails")
    private List<String> emails;

    private OperationsArgs() {}

    /** Starts a set of arguments. At least one thing to watch is required. */
    public static Builder builder() {
        return new Builder();
    }

    /** The Firehose stream. Without it, nothing watches delivery. */
    public Optional<Output<String>> streamName() {
        return Optional.ofNullable(streamName);
    }

    /** The HTTP API by its id, with its {@link #stageName()}. Not together with {@link #restApiName()}. */
    public Optional<Output<String>> httpApiId() {
        return Optional.ofNullable(httpApiId);
    }

    /** The REST API by its name, with its {@link #stageName()}. Not together with {@link #httpApiId()}. */
    public Optional<Output<String>> restApiName() {
        return Optional.ofNullable(restApiName);
    }

    /** The API's stage. Required with an API. */
    public Output<String> stageName() {
        return stageName;
    }

    /** The track function. */
    public Optional<Output<String>> trackFunctionName() {
        return Optional.ofNullable(trackFunctionName);
    }

    /** The authorizer function of an HTTP front door. */
    public Optional<Output<String>> authorizerFunctionName() {
        return Optional.ofNullable(authorizerFunctionName);
    }

    /** The mover function. */
    public Optional<Output<String>> moverFunctionName() {
        return Optional.ofNullable(moverFunctionName);
    }

    /** The mover's queue. */
    public Optional<Output<String>> queueName() {
        return Optional.ofNullable(queueName);
    }

    /** The queue of what the mover could not move. */
    public Optional<Output<String>> deadLetterQueueName() {
        return Optional.ofNullable(deadLetterQueueName);
    }

    /** The Glue job. It must write observability metrics: {@link LakehouseArgs#observabilityMetrics()}. */
    public Optional<Output<String>> jobName() {
        return Optional.ofNullable(jobName);
    }

    /** The Athena workgroup, for the dashboard. It must publish its metrics. */
    public Optional<Output<String>> workgroupName() {
        return Optional.ofNullable(workgroupName);
    }

    /**
     * What the stack may cost in a month, in whole US dollars. Without it, there is no budget. The cost tag must be
     * activated in the account's billing settings, or the budget sees no cost.
     */
    public Optional<Output<Integer>> monthlyBudgetDollars() {
        return Optional.ofNullable(monthlyBudgetDollars);
    }

    /** The value of the cost tag, for example the stack's name. Required with a budget. */
    public Output<String> costTagValue() {
        return costTagValue;
    }

    /**
     * A KMS key for the topic, whose policy must let cloudwatch.amazonaws.com and budgets.amazonaws.com call
     * {@code kms:Decrypt} and {@code kms:GenerateDataKey}; that of {@link EncryptionKey} with alarms does. Without it, the
     * topic has a key of its own.
     */
    public Optional<Output<String>> encryptionKeyArn() {
        return Optional.ofNullable(encryptionKeyArn);
    }

    /** Seconds that an event may wait in Firehose. Default {@value Operations#DEFAULT_DELIVERY_SECONDS}. */
    public Output<Integer> deliverySeconds() {
        return deliverySeconds == null ? Output.of(Operations.DEFAULT_DELIVERY_SECONDS) : deliverySeconds;
    }

    /** Seconds that a raw object may wait for the mover. Default {@value Operations#DEFAULT_UNMOVED_SECONDS}. */
    public Output<Integer> unmovedSeconds() {
        return unmovedSeconds == null ? Output.of(Operations.DEFAULT_UNMOVED_SECONDS) : unmovedSeconds;
    }

    /**
     * Percent of the requests that may be answered with a 5xx. Default {@value
     * Operations#DEFAULT_SERVER_ERROR_PERCENT}.
     */
    public Output<Double> serverErrorPercent() {
        return serverErrorPercent == null ? Output.of(Operations.DEFAULT_SERVER_ERROR_PERCENT) : serverErrorPercent;
    }

    /** Percent of the raw lines that may be no events. Default {@value Operations#DEFAULT_QUARANTINE_PERCENT}. */
    public Output<Double> quarantinePercent() {
        return quarantinePercent == null ? Output.of(Operations.DEFAULT_QUARANTINE_PERCENT) : quarantinePercent;
    }

    /**
     * Hours within which a run of the job must end well, 1 to 168, CloudWatch's most. Default {@value
     * Operations#DEFAULT_JOB_HOURS}.
     */
    public Output<Integer> jobHours() {
        return jobHours == null ? Output.of(Operations.DEFAULT_JOB_HOURS) : jobHours;
    }

    /**
     * Hours within which the event table must get new rows, 1 to 168, CloudWatch's most. Default {@value
     * Operations#DEFAULT_FRESHNESS_HOURS}.
     */
    public Output<Integer> freshnessHours() {
        return freshnessHours == null ? Output.of(Operations.DEFAULT_FRESHNESS_HOURS) : freshnessHours;
    }

    /**
     * The address of the runbook, to which alarms add {@code #} and the name of an entry. Default {@value
     * Operations#DEFAULT_RUNBOOK_URL}.
     */
    public Output<String> runbookUrl() {
        return runbookUrl == null ? Output.of(Operations.DEFAULT_RUNBOOK_URL) : runbookUrl;
    }

    /**
     * The tag by which the budget tells this stack's costs from others. Default {@value
     * Operations#DEFAULT_COST_TAG_KEY}.
     */
    public Output<String> costTagKey() {
        return costTagKey == null ? Output.of(Operations.DEFAULT_COST_TAG_KEY) : costTagKey;
    }

    /** Who gets a mail of each alarm, once they have confirmed it. Default nobody: subscribe a pager to the topic. */
    public List<String> emails() {
        return emails == null ? List.of() : List.copyOf(emails);
    }

    /** Collects the arguments; each is described at its getter. */
    public static final class Builder {

        private final OperationsArgs args = new OperationsArgs();

        private Builder() {}

        /** See {@link OperationsArgs#streamName()}. */
        public Builder streamName(Output<String> streamName) {
            args.streamName = streamName;
            return this;
        }

        /** See {@link OperationsArgs#streamName()}. */
        public Builder streamName(String streamName) {
            return streamName(Output.of(streamName));
        }

        /** See {@link OperationsArgs#httpApiId()}. */
        public Builder httpApiId(Output<String> httpApiId) {
            args.httpApiId = httpApiId;
            return this;
        }

        /** See {@link OperationsArgs#httpApiId()}. */
        public Builder httpApiId(String httpApiId) {
            return httpApiId(Output.of(httpApiId));
        }

        /** See {@link OperationsArgs#restApiName()}. */
        public Builder restApiName(Output<String> restApiName) {
            args.restApiName = restApiName;
            return this;
        }

        /** See {@link OperationsArgs#restApiName()}. */
        public Builder restApiName(String restApiName) {
            return restApiName(Output.of(restApiName));
        }

        /** See {@link OperationsArgs#stageName()}. */
        public Builder stageName(Output<String> stageName) {
            args.stageName = stageName;
            return this;
        }

        /** See {@link OperationsArgs#stageName()}. */
        public Builder stageName(String stageName) {
            return stageName(Output.of(stageName));
        }

        /** See {@link OperationsArgs#trackFunctionName()}. */
        public Builder trackFunctionName(Output<String> trackFunctionName) {
            args.trackFunctionName = trackFunctionName;
            return this;
        }

        /** See {@link OperationsArgs#trackFunctionName()}. */
        public Builder trackFunctionName(String trackFunctionName) {
            return trackFunctionName(Output.of(trackFunctionName));
        }

        /** See {@link OperationsArgs#authorizerFunctionName()}. */
        public Builder authorizerFunctionName(Output<String> authorizerFunctionName) {
            args.authorizerFunctionName = authorizerFunctionName;
            return this;
        }

        /** See {@link OperationsArgs#authorizerFunctionName()}. */
        public Builder authorizerFunctionName(String authorizerFunctionName) {
            return authorizerFunctionName(Output.of(authorizerFunctionName));
        }

        /** See {@link OperationsArgs#moverFunctionName()}. */
        public Builder moverFunctionName(Output<String> moverFunctionName) {
            args.moverFunctionName = moverFunctionName;
            return this;
        }

        /** See {@link OperationsArgs#moverFunctionName()}. */
        public Builder moverFunctionName(String moverFunctionName) {
            return moverFunctionName(Output.of(moverFunctionName));
        }

        /** See {@link OperationsArgs#queueName()}. */
        public Builder queueName(Output<String> queueName) {
            args.queueName = queueName;
            return this;
        }

        /** See {@link OperationsArgs#queueName()}. */
        public Builder queueName(String queueName) {
            return queueName(Output.of(queueName));
        }

        /** See {@link OperationsArgs#deadLetterQueueName()}. */
        public Builder deadLetterQueueName(Output<String> deadLetterQueueName) {
            args.deadLetterQueueName = deadLetterQueueName;
            return this;
        }

        /** See {@link OperationsArgs#deadLetterQueueName()}. */
        public Builder deadLetterQueueName(String deadLetterQueueName) {
            return deadLetterQueueName(Output.of(deadLetterQueueName));
        }

        /** See {@link OperationsArgs#jobName()}. */
        public Builder jobName(Output<String> jobName) {
            args.jobName = jobName;
            return this;
        }

        /** See {@link OperationsArgs#jobName()}. */
        public Builder jobName(String jobName) {
            return jobName(Output.of(jobName));
        }

        /** See {@link OperationsArgs#workgroupName()}. */
        public Builder workgroupName(Output<String> workgroupName) {
            args.workgroupName = workgroupName;
            return this;
        }

        /** See {@link OperationsArgs#workgroupName()}. */
        public Builder workgroupName(String workgroupName) {
            return workgroupName(Output.of(workgroupName));
        }

        /** See {@link OperationsArgs#monthlyBudgetDollars()}. */
        public Builder monthlyBudgetDollars(Output<Integer> monthlyBudgetDollars) {
            args.monthlyBudgetDollars = monthlyBudgetDollars;
            return this;
        }

        /** See {@link OperationsArgs#monthlyBudgetDollars()}. */
        public Builder monthlyBudgetDollars(int monthlyBudgetDollars) {
            return monthlyBudgetDollars(Output.of(monthlyBudgetDollars));
        }

        /** See {@link OperationsArgs#costTagValue()}. */
        public Builder costTagValue(Output<String> costTagValue) {
            args.costTagValue = costTagValue;
            return this;
        }

        /** See {@link OperationsArgs#costTagValue()}. */
        public Builder costTagValue(String costTagValue) {
            return costTagValue(Output.of(costTagValue));
        }

        /** See {@link OperationsArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(Output<String> encryptionKeyArn) {
            args.encryptionKeyArn = encryptionKeyArn;
            return this;
        }

        /** See {@link OperationsArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(String encryptionKeyArn) {
            return encryptionKeyArn(Output.of(encryptionKeyArn));
        }

        /** See {@link OperationsArgs#deliverySeconds()}. */
        public Builder deliverySeconds(Output<Integer> deliverySeconds) {
            args.deliverySeconds = deliverySeconds;
            return this;
        }

        /** See {@link OperationsArgs#deliverySeconds()}. */
        public Builder deliverySeconds(int deliverySeconds) {
            return deliverySeconds(Output.of(deliverySeconds));
        }

        /** See {@link OperationsArgs#unmovedSeconds()}. */
        public Builder unmovedSeconds(Output<Integer> unmovedSeconds) {
            args.unmovedSeconds = unmovedSeconds;
            return this;
        }

        /** See {@link OperationsArgs#unmovedSeconds()}. */
        public Builder unmovedSeconds(int unmovedSeconds) {
            return unmovedSeconds(Output.of(unmovedSeconds));
        }

        /** See {@link OperationsArgs#serverErrorPercent()}. */
        public Builder serverErrorPercent(Output<Double> serverErrorPercent) {
            args.serverErrorPercent = serverErrorPercent;
            return this;
        }

        /** See {@link OperationsArgs#serverErrorPercent()}. */
        public Builder serverErrorPercent(double serverErrorPercent) {
            return serverErrorPercent(Output.of(serverErrorPercent));
        }

        /** See {@link OperationsArgs#quarantinePercent()}. */
        public Builder quarantinePercent(Output<Double> quarantinePercent) {
            args.quarantinePercent = quarantinePercent;
            return this;
        }

        /** See {@link OperationsArgs#quarantinePercent()}. */
        public Builder quarantinePercent(double quarantinePercent) {
            return quarantinePercent(Output.of(quarantinePercent));
        }

        /** See {@link OperationsArgs#jobHours()}. */
        public Builder jobHours(Output<Integer> jobHours) {
            args.jobHours = jobHours;
            return this;
        }

        /** See {@link OperationsArgs#jobHours()}. */
        public Builder jobHours(int jobHours) {
            return jobHours(Output.of(jobHours));
        }

        /** See {@link OperationsArgs#freshnessHours()}. */
        public Builder freshnessHours(Output<Integer> freshnessHours) {
            args.freshnessHours = freshnessHours;
            return this;
        }

        /** See {@link OperationsArgs#freshnessHours()}. */
        public Builder freshnessHours(int freshnessHours) {
            return freshnessHours(Output.of(freshnessHours));
        }

        /** See {@link OperationsArgs#runbookUrl()}. */
        public Builder runbookUrl(Output<String> runbookUrl) {
            args.runbookUrl = runbookUrl;
            return this;
        }

        /** See {@link OperationsArgs#runbookUrl()}. */
        public Builder runbookUrl(String runbookUrl) {
            return runbookUrl(Output.of(runbookUrl));
        }

        /** See {@link OperationsArgs#costTagKey()}. */
        public Builder costTagKey(Output<String> costTagKey) {
            args.costTagKey = costTagKey;
            return this;
        }

        /** See {@link OperationsArgs#costTagKey()}. */
        public Builder costTagKey(String costTagKey) {
            return costTagKey(Output.of(costTagKey));
        }

        /** See {@link OperationsArgs#emails()}. */
        public Builder emails(List<String> emails) {
            args.emails = List.copyOf(emails);
            return this;
        }

        /** See {@link OperationsArgs#emails()}. */
        public Builder emails(String... emails) {
            return emails(List.of(emails));
        }

        /**
         * The arguments.
         *
         * @throws RunException when one is missing that another needs, or two contradict each other: one line
         */
        public OperationsArgs build() {
            if (args.httpApiId != null && args.restApiName != null) {
                throw new RunException("OperationsArgs: httpApiId and restApiName are not allowed together; set the one"
                        + " of the front door's kind");
            }
            if (args.httpApiId != null || args.restApiName != null) {
                Required.argument("OperationsArgs.stageName", args.stageName);
            }
            if (args.monthlyBudgetDollars != null) {
                Required.argument("OperationsArgs.costTagValue", args.costTagValue);
            }
            return args;
        }
    }
}
