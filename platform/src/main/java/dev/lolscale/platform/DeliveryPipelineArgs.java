package dev.lolscale.platform;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;

/** The arguments of {@link DeliveryPipeline}. */
public final class DeliveryPipelineArgs extends ResourceArgs {

    @Import(name = "partitioner")
    private String partitioner;

    @Import(name = "bucketName")
    private Output<String> bucketName;

    @Import(name = "replaceNotification")
    private Boolean replaceNotification;

    @Import(name = "prefix")
    private Output<String> prefix;

    @Import(name = "partitionedPrefix")
    private Output<String> partitionedPrefix;

    @Import(name = "bufferMegabytes")
    private Output<Integer> bufferMegabytes;

    @Import(name = "bufferSeconds")
    private Output<Integer> bufferSeconds;

    @Import(name = "functionsJar")
    private Output<String> functionsJar;

    @Import(name = "retentionDays")
    private Output<Integer> retentionDays;

    @Import(name = "tieringDays")
    private Output<Integer> tieringDays;

    @Import(name = "versioned")
    private Output<Boolean> versioned;

    @Import(name = "deleteData")
    private Output<Boolean> deleteData;

    @Import(name = "protectData")
    private Boolean protectData;

    @Import(name = "logRetentionDays")
    private Output<Integer> logRetentionDays;

    @Import(name = "encryptionKeyArn")
    private Output<String> encryptionKeyArn;

    private DeliveryPipelineArgs() {}

    /** Starts a set of arguments. Nothing is required, but the functions' jar by the mover. */
    public static Builder builder() {
        return new Builder();
    }

    /** What makes the day folders. Default {@link Partitioner#FIREHOSE}. */
    public Partitioner partitioner() {
        return partitioner == null ? Partitioner.FIREHOSE : Partitioner.of(partitioner);
    }

    /**
     * A bucket that is there already, for events to land in: nothing of it is set, so its owner sees to privacy,
     * encryption, expiry and protection. With a mover, also {@link #replaceNotification()}. Without it, a bucket is
     * created.
     */
    public Optional<Output<String>> bucketName() {
        return Optional.ofNullable(bucketName);
    }

    /**
     * Whether the notifications of an adopted bucket may be replaced by the mover's: a bucket has one set of them, and
     * whoever sets it takes the place of what another has set. Default false.
     */
    public boolean replaceNotification() {
        return replaceNotification != null && replaceNotification;
    }

    /**
     * Where Firehose writes, ended by a slash; errors go beside it, to the same name with {@code _errors}. Default
     * {@value DeliveryPipeline#DEFAULT_PREFIX}.
     */
    public Output<String> prefix() {
        return prefix == null ? Output.of(DeliveryPipeline.DEFAULT_PREFIX) : prefix;
    }

    /**
     * Where the mover brings objects to; of no meaning with another partitioner. Default
     * {@value DeliveryPipeline#DEFAULT_PARTITIONED_PREFIX}.
     */
    public Output<String> partitionedPrefix() {
        return partitionedPrefix == null ? Output.of(DeliveryPipeline.DEFAULT_PARTITIONED_PREFIX) : partitionedPrefix;
    }

    /**
     * Firehose delivers at this size of its buffer, before compression, 1 to 128. Default
     * {@value DeliveryPipeline#DEFAULT_BUFFER_MEGABYTES}.
     */
    public Output<Integer> bufferMegabytes() {
        return bufferMegabytes == null ? Output.of(DeliveryPipeline.DEFAULT_BUFFER_MEGABYTES) : bufferMegabytes;
    }

    /**
     * Firehose delivers at this age of its buffer, 0 to 900. Default
     * {@value DeliveryPipeline#DEFAULT_BUFFER_SECONDS}.
     */
    public Output<Integer> bufferSeconds() {
        return bufferSeconds == null ? Output.of(DeliveryPipeline.DEFAULT_BUFFER_SECONDS) : bufferSeconds;
    }

    /** The path of the functions' jar, relative to the project's directory. Required with {@link Partitioner#MOVER}. */
    public Output<String> functionsJar() {
        return functionsJar;
    }

    /** Days that raw objects are kept once they are in their day folder; 0 keeps them. Default 0. */
    public Output<Integer> retentionDays() {
        return retentionDays == null ? Output.of(0) : retentionDays;
    }

    /** Days until S3 may choose the storage class of what is in the bucket; 0 leaves it. Default 0. */
    public Output<Integer> tieringDays() {
        return tieringDays == null ? Output.of(0) : tieringDays;
    }

    /** Whether deleted and replaced objects can be brought back for 30 days. Default false. */
    public Output<Boolean> versioned() {
        return versioned == null ? Output.of(false) : versioned;
    }

    /** Whether destroying the bucket deletes what is in it. Default false: S3 refuses to delete a bucket with data. */
    public Output<Boolean> deleteData() {
        return deleteData == null ? Output.of(false) : deleteData;
    }

    /** Whether Pulumi refuses to destroy the bucket. Default false. */
    public boolean protectData() {
        return protectData != null && protectData;
    }

    /** Days that the logs are kept. Default {@value DeliveryPipeline#DEFAULT_LOG_RETENTION_DAYS}. */
    public Output<Integer> logRetentionDays() {
        return logRetentionDays == null ? Output.of(DeliveryPipeline.DEFAULT_LOG_RETENTION_DAYS) : logRetentionDays;
    }

    /**
     * A KMS key for bucket, stream, queues, variables and logs. Its policy must let this account's IAM policies
     * decide, and CloudWatch Logs use it, and S3 with a mover; the key of {@link EncryptionKey} does. Without it, S3's
     * and AWS's own keys are used.
     */
    public Optional<Output<String>> encryptionKeyArn() {
        return Optional.ofNullable(encryptionKeyArn);
    }

    /** Collects the arguments; each is described at its getter. */
    public static final class Builder {

        private final DeliveryPipelineArgs args = new DeliveryPipelineArgs();

        private Builder() {}

        /** See {@link DeliveryPipelineArgs#partitioner()}. */
        public Builder partitioner(Partitioner partitioner) {
            args.partitioner = partitioner.value();
            return this;
        }

        /** See {@link DeliveryPipelineArgs#bucketName()}. */
        public Builder bucketName(Output<String> bucketName) {
            args.bucketName = bucketName;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#bucketName()}. */
        public Builder bucketName(String bucketName) {
            return bucketName(Output.of(bucketName));
        }

        /** See {@link DeliveryPipelineArgs#replaceNotification()}. */
        public Builder replaceNotification(boolean replaceNotification) {
            args.replaceNotification = replaceNotification;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#prefix()}. */
        public Builder prefix(Output<String> prefix) {
            args.prefix = prefix;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#prefix()}. */
        public Builder prefix(String prefix) {
            return prefix(Output.of(Zone.checked("prefix", prefix)));
        }

        /** See {@link DeliveryPipelineArgs#partitionedPrefix()}. */
        public Builder partitionedPrefix(Output<String> partitionedPrefix) {
            args.partitionedPrefix = partitionedPrefix;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#partitionedPrefix()}. */
        public Builder partitionedPrefix(String partitionedPrefix) {
            return partitionedPrefix(Output.of(Zone.checked("partitionedPrefix", partitionedPrefix)));
        }

        /** See {@link DeliveryPipelineArgs#bufferMegabytes()}. */
        public Builder bufferMegabytes(Output<Integer> bufferMegabytes) {
            args.bufferMegabytes = bufferMegabytes;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#bufferMegabytes()}. */
        public Builder bufferMegabytes(int bufferMegabytes) {
            return bufferMegabytes(Output.of(bufferMegabytes));
        }

        /** See {@link DeliveryPipelineArgs#bufferSeconds()}. */
        public Builder bufferSeconds(Output<Integer> bufferSeconds) {
            args.bufferSeconds = bufferSeconds;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#bufferSeconds()}. */
        public Builder bufferSeconds(int bufferSeconds) {
            return bufferSeconds(Output.of(bufferSeconds));
        }

        /** See {@link DeliveryPipelineArgs#functionsJar()}. */
        public Builder functionsJar(Output<String> functionsJar) {
            args.functionsJar = functionsJar;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#functionsJar()}. */
        public Builder functionsJar(String functionsJar) {
            return functionsJar(Output.of(functionsJar));
        }

        /** See {@link DeliveryPipelineArgs#retentionDays()}. */
        public Builder retentionDays(Output<Integer> retentionDays) {
            args.retentionDays = retentionDays;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#retentionDays()}. */
        public Builder retentionDays(int retentionDays) {
            return retentionDays(Output.of(retentionDays));
        }

        /** See {@link DeliveryPipelineArgs#tieringDays()}. */
        public Builder tieringDays(Output<Integer> tieringDays) {
            args.tieringDays = tieringDays;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#tieringDays()}. */
        public Builder tieringDays(int tieringDays) {
            return tieringDays(Output.of(tieringDays));
        }

        /** See {@link DeliveryPipelineArgs#versioned()}. */
        public Builder versioned(Output<Boolean> versioned) {
            args.versioned = versioned;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#versioned()}. */
        public Builder versioned(boolean versioned) {
            return versioned(Output.of(versioned));
        }

        /** See {@link DeliveryPipelineArgs#deleteData()}. */
        public Builder deleteData(Output<Boolean> deleteData) {
            args.deleteData = deleteData;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#deleteData()}. */
        public Builder deleteData(boolean deleteData) {
            return deleteData(Output.of(deleteData));
        }

        /** See {@link DeliveryPipelineArgs#protectData()}. */
        public Builder protectData(boolean protectData) {
            args.protectData = protectData;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#logRetentionDays()}. */
        public Builder logRetentionDays(Output<Integer> logRetentionDays) {
            args.logRetentionDays = logRetentionDays;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#logRetentionDays()}. */
        public Builder logRetentionDays(int logRetentionDays) {
            return logRetentionDays(Output.of(logRetentionDays));
        }

        /** See {@link DeliveryPipelineArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(Output<String> encryptionKeyArn) {
            args.encryptionKeyArn = encryptionKeyArn;
            return this;
        }

        /** See {@link DeliveryPipelineArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(String encryptionKeyArn) {
            return encryptionKeyArn(Output.of(encryptionKeyArn));
        }

        /**
         * The arguments.
         *
         * @throws com.pulumi.exceptions.RunException when a required one is missing: one line with its name
         */
        public DeliveryPipelineArgs build() {
            if (args.partitioner() == Partitioner.MOVER) {
                Required.argument("DeliveryPipelineArgs.functionsJar", args.functionsJar);
            }
            if (args.bucketName != null) {
                refuseWhatIsTheOwners();
            }
            return args;
        }

        private void refuseWhatIsTheOwners() {
            if (args.partitioner() == Partitioner.MOVER && !args.replaceNotification()) {
                throw new RunException("DeliveryPipelineArgs.replaceNotification: true is required for a mover on the"
                        + " bucket of bucketName, whose notifications the mover's would replace; or use"
                        + " Partitioner.FIREHOSE, which needs none");
            }
            refuseWithBucketName("retentionDays", args.retentionDays);
            refuseWithBucketName("tieringDays", args.tieringDays);
            refuseWithBucketName("versioned", args.versioned);
            refuseWithBucketName("deleteData", args.deleteData);
            refuseWithBucketName("protectData", args.protectData);
        }

        private static void refuseWithBucketName(String argument, Object value) {
            if (value != null) {
                throw new RunException("DeliveryPipelineArgs." + argument
                        + ": not allowed with bucketName; leave it out," + " and set it where that bucket is declared");
            }
        }
    }
}
