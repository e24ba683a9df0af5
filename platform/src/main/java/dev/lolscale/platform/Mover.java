package dev.lolscale.platform;

import com.pulumi.aws.lambda.EventSourceMapping;
import com.pulumi.aws.lambda.EventSourceMappingArgs;
import com.pulumi.aws.s3.BucketNotification;
import com.pulumi.aws.s3.BucketNotificationArgs;
import com.pulumi.aws.s3.inputs.BucketNotificationQueueArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Copies each raw object from Firehose's {@code YYYY/MM/DD/HH/} folders to {@code year=/month=/day=}. A queue stands
 * between bucket and function: an asynchronous call could neither report one failed record of many nor be redriven.
 *
 * @param queue what is to be moved
 * @param deadLetters what could not be
 * @param function what moves it
 */
record Mover(Queue queue, Queue deadLetters, JavaFunction function) {

    private static final String HANDLER = "dev.lolscale.handlers.MoverHandler";
    private static final int MEMORY_MEGABYTES = 512;
    private static final int TIMEOUT_SECONDS = 30;

    /** AWS asks for six times the function's timeout, so that a message isn't seen twice while it is tried. */
    private static final int VISIBILITY_TIMEOUT_SECONDS = 6 * TIMEOUT_SECONDS;

    /** The longest that SQS keeps a message: 14 days. */
    private static final int RETENTION_SECONDS = 14 * 86_400;

    private static final int TRIES = 5;
    private static final int BATCH_SIZE = 10;

    static Mover create(
            String name,
            Resource parent,
            DeliveryPipelineArgs args,
            Landing landing,
            Output<String> prefix,
            Output<String> partitionedPrefix) {
        Queue deadLetters = new Queue(name + "-dead-letters", kept(args).build(), Children.of(parent));
        Queue queue = new Queue(
                name + "-queue",
                kept(args)
                        .visibilityTimeoutSeconds(VISIBILITY_TIMEOUT_SECONDS)
                        .redrivePolicy(deadLetters.arn().applyValue(Mover::redriveTo))
                        .build(),
                Children.of(parent));
        QueuePolicy queuePolicy = new QueuePolicy(
                name + "-queue-policy",
                QueuePolicyArgs.builder()
                        .queueUrl(queue.id())
                        .policy(Output.tuple(queue.arn(), landing.arn())
                                .applyValue(arns -> PolicyDocument.json(List.of(sentByBucket(arns.t1, arns.t2)))))
                        .build(),
                Children.of(parent));
        new BucketNotification(
                name + "-notification",
                BucketNotificationArgs.builder()
                        .bucket(landing.name())
                        .queues(BucketNotificationQueueArgs.builder()
                                .queueArn(queue.arn())
                                .events("s3:ObjectCreated:*")
                                .filterPrefix(prefix)
                                .build())
                        .build(),
                // S3 tries the queue when the notification is set.
                Children.of(parent, queuePolicy));
        JavaFunction function = JavaFunction.create(
                name,
                parent,
                new JavaFunction.Definition(
                        args.functionsJar(),
                        HANDLER,
                        Output.of(MEMORY_MEGABYTES),
                        Output.of(TIMEOUT_SECONDS),
                        Output.tuple(prefix, partitionedPrefix)
                                .applyValue(prefixes -> new TreeMap<>(
                                        Map.of("RAW_PREFIX", prefixes.t1, "PARTITIONED_PREFIX", prefixes.t2))),
                        statements(args, queue, landing, prefix, partitionedPrefix),
                        args.logRetentionDays(),
                        args.encryptionKeyArn()));
        new EventSourceMapping(
                name + "-source",
                EventSourceMappingArgs.builder()
                        .eventSourceArn(queue.arn())
                        .functionName(function.alias().arn())
                        .batchSize(BATCH_SIZE)
                        .functionResponseTypes("ReportBatchItemFailures")
                        .build(),
                Children.of(parent));
        return new Mover(queue, deadLetters, function);
    }

    private static QueueArgs.Builder kept(DeliveryPipelineArgs args) {
        QueueArgs.Builder queue = QueueArgs.builder().messageRetentionSeconds(RETENTION_SECONDS);
        return args.encryptionKeyArn().map(queue::kmsMasterKeyId).orElseGet(() -> queue.sqsManagedSseEnabled(true));
    }

    private static String redriveTo(String deadLettersArn) {
        return Json.of(new TreeMap<>(Map.of("deadLetterTargetArn", deadLettersArn, "maxReceiveCount", TRIES)));
    }

    private static Statement sentByBucket(String queueArn, String bucketArn) {
        return Statement.allow("sqs:SendMessage")
                .by("Service", "s3.amazonaws.com")
                .on(queueArn)
                .forAccountOf(Arn.parse(queueArn))
                .forSource(bucketArn);
    }

    private static List<Output<Statement>> statements(
            DeliveryPipelineArgs args,
            Queue queue,
            Landing landing,
            Output<String> prefix,
            Output<String> partitionedPrefix) {
        List<Output<Statement>> statements = new ArrayList<>(List.of(
                queue.arn().applyValue(arn -> Statement.allow(
                                "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
                        .on(arn)),
                // Without it S3 answers 403 instead of 404 for an object that is moved already.
                landing.arn().applyValue(arn -> Statement.allow("s3:ListBucket").on(arn)),
                Output.tuple(landing.arn(), prefix)
                        .applyValue(source -> Statement.allow("s3:GetObject", "s3:DeleteObject")
                                .on(source.t1 + "/" + source.t2 + "*")),
                Output.tuple(landing.arn(), partitionedPrefix)
                        .applyValue(target -> Statement.allow("s3:GetObject", "s3:PutObject")
                                .on(target.t1 + "/" + target.t2 + "*"))));
        statements.addAll(KeyUse.readingAndWriting(args.encryptionKeyArn(), "s3", "sqs"));
        return statements;
    }
}
