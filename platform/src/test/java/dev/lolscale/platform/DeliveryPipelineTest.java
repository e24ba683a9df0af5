package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryPipelineTest {

    @Nested
    class OnABucketThatIsThere {

        @Test
        void shouldSetNothingOfTheBucket() {
            Recording recording = Recording.of(context -> {
                DeliveryPipeline pipe = new DeliveryPipeline(
                        "pipe",
                        DeliveryPipelineArgs.builder().bucketName("theirs").build(),
                        ComponentResourceOptions.Empty);
                context.export("bucketName", pipe.bucketName());
            });

            assertThat(recording.names())
                    .containsExactly(
                            "aws:cloudwatch/logGroup:LogGroup pipe-stream-logs",
                            "aws:cloudwatch/logStream:LogStream pipe-stream-log",
                            "aws:iam/role:Role pipe-stream-role",
                            "aws:iam/rolePolicy:RolePolicy pipe-stream-policy",
                            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream pipe-stream",
                            "lolscale:index:DeliveryPipeline pipe");
            assertThat(recording.outputs()).containsEntry("bucketName", "theirs");
            assertThat(recording.statements("pipe-stream").toString())
                    .contains("\"arn:aws:s3:::theirs/analytics_raw/*\"");
        }

        @Test
        void shouldReplaceItsNotificationsOnlyWhenTold() {
            DeliveryPipelineArgs.Builder mover = DeliveryPipelineArgs.builder()
                    .bucketName("theirs")
                    .partitioner(Partitioner.MOVER)
                    .functionsJar("functions.jar");

            assertThatThrownBy(mover::build)
                    .isInstanceOf(RunException.class)
                    .hasMessage(
                            "DeliveryPipelineArgs.replaceNotification: true is required for a mover on the bucket of"
                                    + " bucketName, whose notifications the mover's would replace; or use"
                                    + " Partitioner.FIREHOSE, which needs none");
            Recording recording = Recording.of(context -> new DeliveryPipeline(
                    "pipe", mover.replaceNotification(true).build(), ComponentResourceOptions.Empty));
            assertThat(recording
                            .inputs("aws:s3/bucketNotification:BucketNotification", "pipe-mover-notification")
                            .get("bucket"))
                    .isEqualTo("theirs");
        }

        @Test
        void shouldLeaveToTheOwnerWhatIsTheOwners() {
            assertRefused("retentionDays", DeliveryPipelineArgs.builder().retentionDays(1));
            assertRefused("tieringDays", DeliveryPipelineArgs.builder().tieringDays(1));
            assertRefused("versioned", DeliveryPipelineArgs.builder().versioned(true));
            assertRefused("deleteData", DeliveryPipelineArgs.builder().deleteData(true));
            assertRefused("protectData", DeliveryPipelineArgs.builder().protectData(true));
        }

        private static void assertRefused(String argument, DeliveryPipelineArgs.Builder args) {
            assertThatThrownBy(() -> args.bucketName("theirs").build())
                    .isInstanceOf(RunException.class)
                    .hasMessage(
                            "DeliveryPipelineArgs." + argument + ": not allowed with bucketName; leave it out, and set"
                                    + " it where that bucket is declared");
        }
    }

    private static final String STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    private static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    private static final Map<String, Object> CLEAN_UP = Map.of(
            "id",
            "clean-up",
            "status",
            "Enabled",
            "filter",
            Map.of("prefix", ""),
            "abortIncompleteMultipartUpload",
            Map.of("daysAfterInitiation", 7L),
            "noncurrentVersionExpiration",
            Map.of("noncurrentDays", 30L));

    private static Recording record(DeliveryPipelineArgs args) {
        return Recording.of(context -> {
            DeliveryPipeline pipeline = new DeliveryPipeline("pipe", args, ComponentResourceOptions.Empty);
            context.export("streamName", pipeline.streamName());
            context.export("streamArn", pipeline.streamArn());
            context.export("bucketName", pipeline.bucketName());
            context.export("rawPrefix", pipeline.rawPrefix());
        });
    }

    @Nested
    class FirehoseByDefault {

        private final Recording recording =
                record(DeliveryPipelineArgs.builder().build());

        @Test
        void shouldDeclareExactlyThese() {
            assertThat(recording.names())
                    .containsExactly(
                            "aws:cloudwatch/logGroup:LogGroup pipe-stream-logs",
                            "aws:cloudwatch/logStream:LogStream pipe-stream-log",
                            "aws:iam/role:Role pipe-stream-role",
                            "aws:iam/rolePolicy:RolePolicy pipe-stream-policy",
                            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream pipe-stream",
                            LIFECYCLE + " pipe-landing-lifecycle",
                            "aws:s3/bucketOwnershipControls:BucketOwnershipControls pipe-landing-ownership",
                            "aws:s3/bucketPolicy:BucketPolicy pipe-landing-policy",
                            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock pipe-landing-public-access",
                            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2"
                                    + " pipe-landing-encryption",
                            "aws:s3/bucketV2:BucketV2 pipe-landing",
                            "aws:s3/bucketVersioningV2:BucketVersioningV2 pipe-landing-versioning",
                            "lolscale:index:DeliveryPipeline pipe");
        }

        @Test
        void shouldWriteGzippedLinesIntoDayFolders() {
            assertThat(recording.inputs(STREAM, "pipe-stream"))
                    .isEqualTo(Map.of(
                            "destination",
                            "extended_s3",
                            "serverSideEncryption",
                            Map.of("enabled", true, "keyType", "AWS_OWNED_CMK"),
                            "extendedS3Configuration",
                            Map.of(
                                    "bucketArn",
                                    "arn:aws:s3:::pipe-landing-id",
                                    "roleArn",
                                    "arn:aws:iam::123456789012:role/pipe-stream-role",
                                    "prefix",
                                    "analytics_raw/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/",
                                    "errorOutputPrefix",
                                    "analytics_raw_errors/!{firehose:error-output-type}/"
                                            + "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/",
                                    "bufferingSize",
                                    128L,
                                    "bufferingInterval",
                                    900L,
                                    "compressionFormat",
                                    "GZIP",
                                    "cloudwatchLoggingOptions",
                                    Map.of(
                                            "enabled",
                                            true,
                                            "logGroupName",
                                            "pipe-stream-logs-name",
                                            "logStreamName",
                                            "delivery"))));
        }

        @Test
        void shouldLetTheStreamWriteItsPrefixesAndItsLogOnly() {
            assertThat(recording.statements("pipe-stream")).isEqualTo(JsonParser.parseString("""
                    [
                      {"Effect": "Allow",
                       "Action": ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
                       "Resource": ["arn:aws:s3:::pipe-landing-id"]},
                      {"Effect": "Allow",
                       "Action": ["s3:PutObject", "s3:AbortMultipartUpload"],
                       "Resource": ["arn:aws:s3:::pipe-landing-id/analytics_raw/*",
                                    "arn:aws:s3:::pipe-landing-id/analytics_raw_errors/*"]},
                      {"Effect": "Allow",
                       "Action": ["logs:PutLogEvents"],
                       "Resource": ["arn:aws:logs:us-east-1:123456789012:log-group:x:log-stream:delivery"]}
                    ]
                    """));
            assertThat(recording.json("aws:iam/role:Role", "pipe-stream-role", "assumeRolePolicy"))
                    .isEqualTo(JsonParser.parseString("""
                            {"Version": "2012-10-17", "Statement": [
                              {"Effect": "Allow",
                               "Principal": {"Service": ["firehose.amazonaws.com"]},
                               "Action": ["sts:AssumeRole"],
                               "Condition": {
                                 "ArnLike": {"aws:SourceArn": ["arn:aws:firehose:us-east-1:123456789012:deliverystream/*"]},
                                 "StringEquals": {"aws:SourceAccount": ["123456789012"]}}}
                            ]}
                            """));
        }

        @Test
        void shouldKeepTheBucketPrivateEncryptedAndBehindTls() {
            assertThat(recording.inputs("aws:s3/bucketV2:BucketV2", "pipe-landing"))
                    .isEqualTo(Map.of("forceDestroy", false));
            assertThat(recording.inputs(
                            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "pipe-landing-public-access"))
                    .isEqualTo(Map.of(
                            "bucket", "pipe-landing-id",
                            "blockPublicAcls", true,
                            "blockPublicPolicy", true,
                            "ignorePublicAcls", true,
                            "restrictPublicBuckets", true));
            assertThat(recording.inputs(
                            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                            "pipe-landing-encryption"))
                    .isEqualTo(Map.of(
                            "bucket",
                            "pipe-landing-id",
                            "rules",
                            List.of(Map.of("applyServerSideEncryptionByDefault", Map.of("sseAlgorithm", "AES256")))));
            assertThat(recording.inputs(
                            "aws:s3/bucketOwnershipControls:BucketOwnershipControls", "pipe-landing-ownership"))
                    .isEqualTo(Map.of(
                            "bucket", "pipe-landing-id", "rule", Map.of("objectOwnership", "BucketOwnerEnforced")));
            assertThat(recording.json("aws:s3/bucketPolicy:BucketPolicy", "pipe-landing-policy", "policy"))
                    .isEqualTo(JsonParser.parseString("""
                            {"Version": "2012-10-17", "Statement": [
                              {"Effect": "Deny",
                               "Principal": {"AWS": ["*"]},
                               "Action": ["s3:*"],
                               "Resource": ["arn:aws:s3:::pipe-landing-id", "arn:aws:s3:::pipe-landing-id/*"],
                               "Condition": {"Bool": {"aws:SecureTransport": ["false"]}}}
                            ]}
                            """));
        }

        @Test
        void shouldKeepDataForEver() {
            assertThat(recording.inputs(LIFECYCLE, "pipe-landing-lifecycle"))
                    .isEqualTo(Map.of("bucket", "pipe-landing-id", "rules", List.of(CLEAN_UP)));
            assertThat(recording.inputs("aws:s3/bucketVersioningV2:BucketVersioningV2", "pipe-landing-versioning"))
                    .containsEntry("versioningConfiguration", Map.of("status", "Suspended"));
        }

        @Test
        void shouldHandOnStreamBucketAndPrefix() {
            assertThat(recording.outputs())
                    .isEqualTo(Map.of(
                            "streamName", "pipe-stream-name",
                            "streamArn", "arn:aws:firehose:us-east-1:123456789012:deliverystream/pipe-stream",
                            "bucketName", "pipe-landing-id",
                            "rawPrefix", "analytics_raw/"));
        }
    }

    @Nested
    class FirehoseWithOtherValues {

        private final Recording recording = record(DeliveryPipelineArgs.builder()
                .prefix("teams/blue/")
                .bufferMegabytes(1)
                .bufferSeconds(0)
                .retentionDays(7)
                .tieringDays(30)
                .versioned(true)
                .deleteData(true)
                .logRetentionDays(3)
                .build());

        @Test
        void shouldWriteUnderThePrefixAndErrorsBesideIt() {
            Map<?, ?> s3 = (Map<?, ?>) recording.inputs(STREAM, "pipe-stream").get("extendedS3Configuration");

            assertThat(s3.get("prefix").toString()).startsWith("teams/blue/year=!{timestamp:yyyy}/");
            assertThat(s3.get("errorOutputPrefix").toString()).startsWith("teams/blue_errors/!{firehose:");
            assertThat(s3.get("bufferingSize")).isEqualTo(1L);
            assertThat(s3.get("bufferingInterval")).isEqualTo(0L);
            assertThat(recording.outputs()).containsEntry("rawPrefix", "teams/blue/");
        }

        @Test
        void shouldExpireRawObjectsOnlyAndTierEverything() {
            assertThat(recording.inputs(LIFECYCLE, "pipe-landing-lifecycle").get("rules"))
                    .isEqualTo(List.of(
                            CLEAN_UP,
                            Map.of(
                                    "id",
                                    "expire-teams/blue",
                                    "status",
                                    "Enabled",
                                    "filter",
                                    Map.of("prefix", "teams/blue/"),
                                    "expiration",
                                    Map.of("days", 7L)),
                            Map.of(
                                    "id",
                                    "tier-all",
                                    "status",
                                    "Enabled",
                                    "filter",
                                    Map.of("prefix", ""),
                                    "transitions",
                                    List.of(Map.of("days", 30L, "storageClass", "INTELLIGENT_TIERING")))));
        }

        @Test
        void shouldDeleteAndVersionOnlyWhenTold() {
            assertThat(recording.inputs("aws:s3/bucketV2:BucketV2", "pipe-landing"))
                    .isEqualTo(Map.of("forceDestroy", true));
            assertThat(recording.inputs("aws:s3/bucketVersioningV2:BucketVersioningV2", "pipe-landing-versioning"))
                    .containsEntry("versioningConfiguration", Map.of("status", "Enabled"));
            assertThat(recording.inputs("aws:cloudwatch/logGroup:LogGroup", "pipe-stream-logs"))
                    .isEqualTo(Map.of("retentionInDays", 3L));
        }
    }

    @Nested
    class WithMover {

        private final Recording recording = record(DeliveryPipelineArgs.builder()
                .partitioner(Partitioner.MOVER)
                .functionsJar("functions.jar")
                .retentionDays(90)
                .build());

        @Test
        void shouldAddExactlyThese() {
            List<String> without =
                    record(DeliveryPipelineArgs.builder().build()).names();

            assertThat(recording.names().stream().filter(name -> !without.contains(name)))
                    .containsExactly(
                            "aws:cloudwatch/logGroup:LogGroup pipe-mover-logs",
                            "aws:iam/role:Role pipe-mover-role",
                            "aws:iam/rolePolicy:RolePolicy pipe-mover-policy",
                            "aws:lambda/alias:Alias pipe-mover-live",
                            "aws:lambda/eventSourceMapping:EventSourceMapping pipe-mover-source",
                            "aws:lambda/function:Function pipe-mover",
                            "aws:s3/bucketNotification:BucketNotification pipe-mover-notification",
                            "aws:sqs/queue:Queue pipe-mover-dead-letters",
                            "aws:sqs/queue:Queue pipe-mover-queue",
                            "aws:sqs/queuePolicy:QueuePolicy pipe-mover-queue-policy");
        }

        @Test
        void shouldLetFirehoseMakeItsOwnFolders() {
            Map<?, ?> s3 = (Map<?, ?>) recording.inputs(STREAM, "pipe-stream").get("extendedS3Configuration");

            assertThat(s3.get("prefix")).isEqualTo("analytics_raw/");
            assertThat(recording.outputs()).containsEntry("rawPrefix", "partitioned_analytics_raw/");
        }

        @Test
        void shouldNotifyOfRawObjectsOnly() {
            assertThat(recording.inputs("aws:s3/bucketNotification:BucketNotification", "pipe-mover-notification"))
                    .isEqualTo(Map.of(
                            "bucket",
                            "pipe-landing-id",
                            "queues",
                            List.of(Map.of(
                                    "queueArn",
                                    "arn:aws:sqs:us-east-1:123456789012:pipe-mover-queue",
                                    "events",
                                    List.of("s3:ObjectCreated:*"),
                                    "filterPrefix",
                                    "analytics_raw/"))));
            assertThat(recording.json("aws:sqs/queuePolicy:QueuePolicy", "pipe-mover-queue-policy", "policy"))
                    .isEqualTo(JsonParser.parseString("""
                            {"Version": "2012-10-17", "Statement": [
                              {"Effect": "Allow",
                               "Principal": {"Service": ["s3.amazonaws.com"]},
                               "Action": ["sqs:SendMessage"],
                               "Resource": ["arn:aws:sqs:us-east-1:123456789012:pipe-mover-queue"],
                               "Condition": {
                                 "ArnLike": {"aws:SourceArn": ["arn:aws:s3:::pipe-landing-id"]},
                                 "StringEquals": {"aws:SourceAccount": ["123456789012"]}}}
                            ]}
                            """));
        }

        @Test
        void shouldTryFiveTimesThenKeepForTwoWeeks() {
            assertThat(recording.inputs("aws:sqs/queue:Queue", "pipe-mover-queue"))
                    .isEqualTo(Map.of(
                            "visibilityTimeoutSeconds",
                            180L,
                            "messageRetentionSeconds",
                            1_209_600L,
                            "sqsManagedSseEnabled",
                            true,
                            "redrivePolicy",
                            "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:pipe-mover-dead-letters\","
                                    + "\"maxReceiveCount\":5}"));
            assertThat(recording.inputs("aws:sqs/queue:Queue", "pipe-mover-dead-letters"))
                    .isEqualTo(Map.of("messageRetentionSeconds", 1_209_600L, "sqsManagedSseEnabled", true));
            assertThat(recording.inputs("aws:lambda/eventSourceMapping:EventSourceMapping", "pipe-mover-source"))
                    .isEqualTo(Map.of(
                            "eventSourceArn",
                            "arn:aws:sqs:us-east-1:123456789012:pipe-mover-queue",
                            "functionName",
                            "arn:aws:other:us-east-1:123456789012:pipe-mover-live",
                            "batchSize",
                            10L,
                            "functionResponseTypes",
                            List.of("ReportBatchItemFailures")));
        }

        @Test
        void shouldTellTheMoverItsPrefixes() {
            assertThat(recording.inputs("aws:lambda/function:Function", "pipe-mover"))
                    .containsEntry("handler", "dev.lolscale.handlers.MoverHandler")
                    .containsEntry("code", "functions.jar")
                    .containsEntry("memorySize", 512L)
                    .containsEntry("timeout", 30L)
                    .containsEntry(
                            "environment",
                            Map.of(
                                    "variables",
                                    Map.of(
                                            "RAW_PREFIX", "analytics_raw/",
                                            "PARTITIONED_PREFIX", "partitioned_analytics_raw/",
                                            "TZ", "UTC")));
        }

        @Test
        void shouldLetTheMoverMoveAndNothingElse() {
            assertThat(recording.statements("pipe-mover")).isEqualTo(JsonParser.parseString("""
                    [
                      {"Effect": "Allow",
                       "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                       "Resource": ["arn:aws:logs:us-east-1:123456789012:log-group:pipe-mover-logs:*"]},
                      {"Effect": "Allow",
                       "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
                       "Resource": ["arn:aws:sqs:us-east-1:123456789012:pipe-mover-queue"]},
                      {"Effect": "Allow",
                       "Action": ["s3:ListBucket"],
                       "Resource": ["arn:aws:s3:::pipe-landing-id"]},
                      {"Effect": "Allow",
                       "Action": ["s3:GetObject", "s3:DeleteObject"],
                       "Resource": ["arn:aws:s3:::pipe-landing-id/analytics_raw/*"]},
                      {"Effect": "Allow",
                       "Action": ["s3:GetObject", "s3:PutObject"],
                       "Resource": ["arn:aws:s3:::pipe-landing-id/partitioned_analytics_raw/*"]}
                    ]
                    """));
        }

        @Test
        void shouldNeverExpireWhatIsNotMoved() {
            List<?> rules = (List<?>)
                    recording.inputs(LIFECYCLE, "pipe-landing-lifecycle").get("rules");

            assertThat(rules)
                    .filteredOn(rule -> ((Map<?, ?>) rule).containsKey("expiration"))
                    .singleElement()
                    .extracting(rule -> ((Map<?, ?>) rule).get("filter"))
                    .isEqualTo(Map.of("prefix", "partitioned_analytics_raw/"));
        }
    }

    @Test
    void shouldWantTheFunctionsJarForTheMoverOnly() {
        assertThatThrownBy(() -> DeliveryPipelineArgs.builder()
                        .partitioner(Partitioner.MOVER)
                        .build())
                .hasMessage("DeliveryPipelineArgs.functionsJar: a value is required; set it on the builder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"analytics_raw", "/analytics_raw/", "analytics raw/", "a//", ""})
    void shouldRefuseAPrefixThatIsNoFolder(String prefix) {
        String allowed = "\"" + prefix
                + "\" is not allowed; allowed are folders of letters, digits, _ and -, each ended by a slash";

        assertThatThrownBy(() -> DeliveryPipelineArgs.builder().prefix(prefix))
                .isInstanceOf(RunException.class)
                .hasMessage("prefix: " + allowed);
        assertThatThrownBy(() -> DeliveryPipelineArgs.builder().partitionedPrefix(prefix))
                .hasMessage("partitionedPrefix: " + allowed);
    }

    @Test
    void shouldRefuseAPrefixThatIsKnownLate() {
        Recording recording = Recording.of(
                "test",
                Map.of(),
                context -> new DeliveryPipeline(
                        "pipe",
                        DeliveryPipelineArgs.builder()
                                .prefix(Output.of("analytics_raw"))
                                .build(),
                        ComponentResourceOptions.Empty));

        assertThat(recording.errors())
                .isNotEmpty()
                .allMatch(error -> error.contains("prefix: \"analytics_raw\" is not allowed"));
    }
}
