package dev.lolscale.platform;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.cloudwatch.LogStream;
import com.pulumi.aws.cloudwatch.LogStreamArgs;
import com.pulumi.aws.kinesis.FirehoseDeliveryStream;
import com.pulumi.aws.kinesis.FirehoseDeliveryStreamArgs;
import com.pulumi.aws.kinesis.inputs.FirehoseDeliveryStreamExtendedS3ConfigurationArgs;
import com.pulumi.aws.kinesis.inputs.FirehoseDeliveryStreamExtendedS3ConfigurationCloudwatchLoggingOptionsArgs;
import com.pulumi.aws.kinesis.inputs.FirehoseDeliveryStreamServerSideEncryptionArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way from the stream to the raw zone: a Firehose stream that gathers events and writes them as gzipped lines of
 * JSON into the landing bucket, under {@code year=/month=/day=} of their arrival.
 */
public final class DeliveryPipeline extends ComponentResource {

    /** Where Firehose writes. */
    public static final String DEFAULT_PREFIX = Zone.RAW;

    /** Where the mover brings objects to. */
    public static final String DEFAULT_PARTITIONED_PREFIX = Zone.PARTITIONED_RAW;

    /** Firehose delivers when so many megabytes (2^20 bytes) have gathered; 128 is its most. */
    public static final int DEFAULT_BUFFER_MEGABYTES = 128;

    /** Firehose delivers when so many seconds have passed; 900 is its most, and makes the fewest objects. */
    public static final int DEFAULT_BUFFER_SECONDS = 900;

    /** Days that the logs are kept. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 30;

    private static final String DAY_FOLDERS = "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/";

    @Export(
            name = "streamName",
            refs = {String.class})
    private Output<String> streamName;

    @Export(
            name = "streamArn",
            refs = {String.class})
    private Output<String> streamArn;

    @Export(
            name = "bucketName",
            refs = {String.class})
    private Output<String> bucketName;

    @Export(
            name = "rawPrefix",
            refs = {String.class})
    private Output<String> rawPrefix;

    @Export(
            name = "moverFunctionName",
            refs = {String.class})
    private Output<String> moverFunctionName;

    @Export(
            name = "queueName",
            refs = {String.class})
    private Output<String> queueName;

    @Export(
            name = "deadLetterQueueName",
            refs = {String.class})
    private Output<String> deadLetterQueueName;

    /**
     * Declares the pipeline.
     *
     * @param name the component's name; its children are named {@code <name>-<role>}
     * @param args the arguments
     * @param options Pulumi's options
     * @throws com.pulumi.exceptions.RunException when an argument is missing or not allowed
     */
    public DeliveryPipeline(String name, DeliveryPipelineArgs args, ComponentResourceOptions options) {
        super("lolscale:index:DeliveryPipeline", name, args, options);
        Output<String> prefix = args.prefix().applyValue(each -> Zone.checked("prefix", each));
        Output<String> partitionedPrefix =
                args.partitionedPrefix().applyValue(each -> Zone.checked("partitionedPrefix", each));
        this.rawPrefix = switch (args.partitioner()) {
            case FIREHOSE -> prefix;
            case MOVER -> partitionedPrefix;
        };
        LogGroup logs = new LogGroup(
                name + "-stream-logs",
                LogGroupArgs.builder()
                        .retentionInDays(args.logRetentionDays())
                        .kmsKeyId(args.encryptionKeyArn().orElse(null))
                        .build(),
                Children.of(this));
        Landing landing = args.bucketName()
                .map(bucket -> adopted(bucket, logs))
                .orElseGet(() -> landing(name + "-landing", args));
        FirehoseDeliveryStream stream = stream(name + "-stream", args, prefix, landing, logs);
        Optional<Mover> mover = args.partitioner() == Partitioner.MOVER
                ? Optional.of(Mover.create(name + "-mover", this, args, landing, prefix, partitionedPrefix))
                : Optional.empty();
        this.streamName = stream.name();
        this.streamArn = stream.arn();
        this.bucketName = landing.name();
        // Pulumi has put an output that never comes into each of these; null says that there is none.
        this.moverFunctionName =
                mover.map(each -> each.function().function().name()).orElse(null);
        this.queueName = mover.map(each -> each.queue().name()).orElse(null);
        this.deadLetterQueueName = mover.map(each -> each.deadLetters().name()).orElse(null);
        Map<String, Output<?>> outputs = new LinkedHashMap<>();
        outputs.put("streamName", streamName);
        outputs.put("streamArn", streamArn);
        outputs.put("bucketName", bucketName);
        outputs.put("rawPrefix", rawPrefix);
        moverFunctionName().ifPresent(function -> outputs.put("moverFunctionName", function));
        queueName().ifPresent(queue -> outputs.put("queueName", queue));
        deadLetterQueueName().ifPresent(queue -> outputs.put("deadLetterQueueName", queue));
        registerOutputs(outputs);
    }

    /** The stream to put events on. */
    public Output<String> streamName() {
        return streamName;
    }

    /** Its ARN. */
    public Output<String> streamArn() {
        return streamArn;
    }

    /** The landing bucket. */
    public Output<String> bucketName() {
        return bucketName;
    }

    /** Where raw events lie in it in day folders, ended by a slash. */
    public Output<String> rawPrefix() {
        return rawPrefix;
    }

    /** The function that moves raw objects into day folders; empty without a mover. */
    public Optional<Output<String>> moverFunctionName() {
        return Optional.ofNullable(moverFunctionName);
    }

    /** The queue of the objects to move; empty without a mover. */
    public Optional<Output<String>> queueName() {
        return Optional.ofNullable(queueName);
    }

    /** The queue of what could not be moved; empty without a mover. */
    public Optional<Output<String>> deadLetterQueueName() {
        return Optional.ofNullable(deadLetterQueueName);
    }

    private Landing landing(String name, DeliveryPipelineArgs args) {
        BucketV2 bucket = PrivateBucket.create(
                name,
                this,
                new PrivateBucket.Definition(
                        args.versioned(),
                        args.deleteData(),
                        args.protectData(),
                        lifecycle(args, rawPrefix),
                        args.encryptionKeyArn()));
        return new Landing(bucket.id(), bucket.arn());
    }

    /** A bucket's ARN has the partition of everything else here. */
    private static Landing adopted(Output<String> bucket, LogGroup logs) {
        return new Landing(bucket, Output.tuple(bucket, logs.arn()).applyValue(each -> Arn.parse(each.t2)
                .s3(each.t1)
                .toString()));
    }

    private FirehoseDeliveryStream stream(
            String name, DeliveryPipelineArgs args, Output<String> prefix, Landing landing, LogGroup logs) {
        LogStream log = new LogStream(
                name + "-log",
                LogStreamArgs.builder()
                        .logGroupName(logs.name())
                        .name("delivery")
                        .build(),
                Children.of(this));
        Output<String> errorPrefix = prefix.applyValue(DeliveryPipeline::errorPrefix);
        ServiceRole role = ServiceRole.create(
                name,
                this,
                logs.arn().applyValue(Arn::parse).applyValue(DeliveryPipeline::firehoseOfThisAccount),
                statements(args, landing, log, prefix, errorPrefix));
        return new FirehoseDeliveryStream(
                name,
                FirehoseDeliveryStreamArgs.builder()
                        .destination("extended_s3")
                        .serverSideEncryption(args.encryptionKeyArn()
                                .map(key -> FirehoseDeliveryStreamServerSideEncryptionArgs.builder()
                                        .enabled(true)
                                        .keyType("CUSTOMER_MANAGED_CMK")
                                        .keyArn(key)
                                        .build())
                                .orElseGet(() -> FirehoseDeliveryStreamServerSideEncryptionArgs.builder()
                                        .enabled(true)
                                        .keyType("AWS_OWNED_CMK")
                                        .build()))
                        .extendedS3Configuration(FirehoseDeliveryStreamExtendedS3ConfigurationArgs.builder()
                                .kmsKeyArn(args.encryptionKeyArn().orElse(null))
                                .bucketArn(landing.arn())
                                .roleArn(role.arn())
                                .prefix(prefix.applyValue(each -> each + dayFolders(args.partitioner())))
                                .errorOutputPrefix(errorPrefix.applyValue(
                                        each -> each + "!{firehose:error-output-type}/" + DAY_FOLDERS))
                                .bufferingSize(args.bufferMegabytes())
                                .bufferingInterval(args.bufferSeconds())
                                .compressionFormat("GZIP")
                                .cloudwatchLoggingOptions(
                                        FirehoseDeliveryStreamExtendedS3ConfigurationCloudwatchLoggingOptionsArgs
                                                .builder()
                                                .enabled(true)
                                                .logGroupName(logs.name())
                                                .logStreamName(log.name())
                                                .build())
                                .build())
                        .build(),
                Children.of(this, role.policy()));
    }

    private static List<Output<Statement>> statements(
            DeliveryPipelineArgs args,
            Landing landing,
            LogStream log,
            Output<String> prefix,
            Output<String> errorPrefix) {
        List<Output<Statement>> statements = new ArrayList<>(List.of(
                landing.arn().applyValue(bucket -> Statement.allow(
                                "s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads")
                        .on(bucket)),
                Output.tuple(landing.arn(), prefix, errorPrefix)
                        .applyValue(target -> Statement.allow("s3:PutObject", "s3:AbortMultipartUpload")
                                .on(target.t1 + "/" + target.t2 + "*", target.t1 + "/" + target.t3 + "*")),
                log.arn().applyValue(arn -> Statement.allow("logs:PutLogEvents").on(arn))));
        statements.addAll(KeyUse.readingAndWriting(args.encryptionKeyArn(), "s3"));
        return statements;
    }

    private static Statement firehoseOfThisAccount(Arn logGroup) {
        return Statement.assumedBy("firehose.amazonaws.com")
                .forAccountOf(logGroup)
                .forSource(logGroup.neighbour("firehose", "deliverystream/*").toString());
    }

    // With the mover, Firehose's own YYYY/MM/DD/HH/ follows the prefix.
    private static String dayFolders(Partitioner partitioner) {
        return partitioner == Partitioner.FIREHOSE ? DAY_FOLDERS : "";
    }

    private static String errorPrefix(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + "_errors/";
    }

    /**
     * Only what is in its day folder expires: before the mover has moved an object, nothing may delete it. The lake
     * expires never by age of its files, for a table's newest snapshot may still read the oldest of them.
     */
    private static Output<List<BucketLifecycleConfigurationV2RuleArgs>> lifecycle(
            DeliveryPipelineArgs args, Output<String> rawPrefix) {
        return Output.tuple(args.retentionDays(), args.tieringDays(), rawPrefix).applyValue(settings -> {
            List<BucketLifecycleConfigurationV2RuleArgs> rules = new ArrayList<>();
            rules.add(LifecycleRules.cleanUp());
            if (settings.t1 > 0) {
                rules.add(LifecycleRules.expire(settings.t3, settings.t1));
            }
            if (settings.t2 > 0) {
                rules.add(LifecycleRules.tier("", settings.t2));
            }
            return rules;
        });
    }
}
