package dev.lolscale.graph.check;

import static dev.lolscale.graph.check.GraphEdits.and;
import static dev.lolscale.graph.check.GraphEdits.input;
import static dev.lolscale.graph.check.GraphEdits.inputFrom;
import static dev.lolscale.graph.check.GraphEdits.text;
import static dev.lolscale.graph.check.GraphEdits.unprotected;
import static dev.lolscale.graph.check.GraphEdits.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pack bites and does not bark: every stack is clean, and a small change of one is caught by the policy it breaks. */
class PolicyEditsTest {

    /** The table that the documentation shows. */
    private static final Path DOCUMENTED = Packs.ROOT.resolve("docs/policy-edits.md");

    private static final Path WRITTEN = Path.of("target/policy-edits.md");

    private static final String API = "aws:apigatewayv2/api:Api";
    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
    private static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    private static final String STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    private static final String QUEUE = "aws:sqs/queue:Queue";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String PERMISSION = "aws:lambda/permission:Permission";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    private static final String WORKGROUP = "aws:athena/workgroup:Workgroup";
    private static final String JOB = "aws:glue/job:Job";
    private static final String TRIGGER = "aws:glue/trigger:Trigger";
    private static final String TABLE = "aws:glue/catalogTable:CatalogTable";
    private static final String PROVIDER = "pulumi:providers:aws";

    /** A stack of the project; its declared tables come with the setting discovery: projection. */
    private static final String DECLARED = "dev, discovery: projection";

    /** What follows a stack's name when all that it keeps is under a key of its own. */
    private static final String ENCRYPTED = ", encryption: kms";

    private record Edit(String policy, String stack, String what, UnaryOperator<StackGraph> change) {

        @Override
        public String toString() {
            return policy + ": " + what;
        }
    }

    private static Edit errorsAmong(String stack, String what, String prefix) {
        return new Edit(
                "reliability-firehose-error-prefix",
                stack,
                what,
                text(
                        STREAM,
                        "delivery-stream",
                        "extendedS3Configuration.errorOutputPrefix",
                        "^analytics_raw_errors/",
                        prefix));
    }

    private static final List<Edit> EDITS = List.of(
            new Edit(
                    "security-api-authorization",
                    "dev",
                    "the route asks nobody",
                    input("aws:apigatewayv2/route:Route", "ingest-route", "authorizationType", "NONE")),
            new Edit(
                    "security-api-authorization",
                    "classic",
                    "POST needs no API key",
                    input("aws:apigateway/method:Method", "ingest-method", "apiKeyRequired", false)),
            new Edit(
                    "security-api-authorization",
                    "dev",
                    "the API makes its own open route",
                    input(API, "ingest-api", "target", "arn:aws:lambda:us-east-1:123456789012:function:track")),
            new Edit(
                    "security-bucket-access-block",
                    "dev",
                    "the landing bucket's block lets policies open it",
                    input(
                            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                            "delivery-landing-public-access",
                            "blockPublicPolicy",
                            false)),
            new Edit(
                    "security-bucket-access-block",
                    "prod",
                    "the results' block is put on the landing bucket",
                    inputFrom(
                            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                            "query-results-public-access",
                            "bucket",
                            graph -> graph.resource(BUCKET, "delivery-landing")
                                    .outputs()
                                    .text("bucket"))),
            new Edit(
                    "security-bucket-encryption",
                    "dev",
                    "the results' encryption is not declared",
                    without(
                            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                            "query-results-encryption")),
            new Edit(
                    "security-bucket-tls-only",
                    "dev",
                    "the denial is for requests with TLS",
                    text(BUCKET_POLICY, "delivery-landing-policy", "policy", "\"false\"", "\"true\"")),
            new Edit(
                    "security-no-plain-secret",
                    "dev",
                    "track gets the API key in clear",
                    inputFrom(
                            FUNCTION,
                            "ingest-track",
                            "environment.variables.CLIENTS",
                            graph -> "web="
                                    + graph.ofType("aws:apigateway/apiKey:ApiKey")
                                            .get(0)
                                            .outputs()
                                            .text("value"))),
            new Edit(
                    "security-no-plain-secret",
                    "classic",
                    "the mover gets a password",
                    input(FUNCTION, "delivery-mover", "environment.variables.DB_PASSWORD", "x")),
            new Edit(
                    "security-no-public-bucket",
                    "dev",
                    "the statement for everybody allows in place of denying",
                    text(BUCKET_POLICY, "query-results-policy", "policy", "\"Deny\"", "\"Allow\"")),
            new Edit(
                    "security-no-public-queue",
                    "classic",
                    "everybody may fill the mover's queue",
                    text(
                            "aws:sqs/queuePolicy:QueuePolicy",
                            "delivery-mover-queue-policy",
                            "policy",
                            "\"Principal\":.*",
                            "\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}")),
            new Edit(
                    "security-no-wildcard-action",
                    "dev",
                    "the job's role is an administrator's",
                    and(
                            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                            "everything",
                            Map.of(
                                    "role",
                                    "lakehouse-job-role",
                                    "policyArn",
                                    "arn:aws:iam::aws:policy/AdministratorAccess"))),
            new Edit(
                    "security-no-wildcard-action",
                    "dev",
                    "track may do everything to the stream",
                    text(ROLE_POLICY, "ingest-track-policy", "policy", "firehose:PutRecordBatch", "firehose:*")),
            new Edit(
                    "security-no-wildcard-resource",
                    "dev",
                    "track may write to every stream",
                    text(ROLE_POLICY, "ingest-track-policy", "policy", "deliverystream/[^\"]*", "deliverystream/*")),
            new Edit(
                    "security-permission-source",
                    "dev",
                    "any API may call track",
                    input(PERMISSION, "ingest-track-permission", "sourceArn", null)),
            new Edit(
                    "security-permission-source",
                    "classic",
                    "any account's API may call track",
                    input(PERMISSION, "ingest-track-permission", "sourceArn", "arn:aws:execute-api:*:*:*")),
            new Edit(
                    "security-query-result-encryption",
                    "dev",
                    "results are not encrypted",
                    input(
                            WORKGROUP,
                            "query-workgroup",
                            "configuration.resultConfiguration.encryptionConfiguration",
                            null)),
            new Edit(
                    "security-queue-encryption",
                    "classic",
                    "the dead letters are in clear",
                    input(QUEUE, "delivery-mover-dead-letters", "sqsManagedSseEnabled", null)),
            new Edit(
                    "security-role-trust",
                    "dev",
                    "Glue may take the job's role for any account",
                    text("aws:iam/role:Role", "lakehouse-job-role", "assumeRolePolicy", ",\"Condition\":.*?}}", "")),
            new Edit(
                    "security-stream-encryption",
                    "dev",
                    "Firehose buffers in clear",
                    input(STREAM, "delivery-stream", "serverSideEncryption.enabled", false)),
            new Edit(
                    "reliability-api-throttled",
                    "dev",
                    "the stage has no rate limit",
                    input(
                            "aws:apigatewayv2/stage:Stage",
                            "ingest-stage",
                            "defaultRouteSettings.throttlingRateLimit",
                            null)),
            new Edit(
                    "reliability-api-throttled",
                    "prod",
                    "the API makes its own stage",
                    input(API, "ingest-api", "target", "arn:aws:lambda:us-east-1:123456789012:function:track")),
            new Edit(
                    "reliability-api-throttled",
                    "classic",
                    "the settings are for one method",
                    input(
                            "aws:apigateway/methodSettings:MethodSettings",
                            "ingest-method-settings",
                            "methodPath",
                            "track/POST")),
            new Edit(
                    "reliability-batch-item-failures",
                    "classic",
                    "the mover fails as a whole",
                    input(
                            "aws:lambda/eventSourceMapping:EventSourceMapping",
                            "delivery-mover-source",
                            "functionResponseTypes",
                            null)),
            new Edit(
                    "reliability-data-retained",
                    "prod",
                    "the landing bucket is not protected",
                    unprotected(BUCKET, "delivery-landing")),
            new Edit(
                    "reliability-firehose-error-prefix",
                    "classic",
                    "the prefix loses its slash",
                    input(STREAM, "delivery-stream", "extendedS3Configuration.prefix", "analytics_raw")),
            errorsAmong("dev", "what could not be delivered lands among the raw events", "analytics_raw/errors/"),
            errorsAmong("prod", "what could not be delivered lands among the raw events", "analytics_raw/errors/"),
            errorsAmong("classic", "what could not be delivered lands among the raw events", "analytics_raw/errors/"),
            errorsAmong(
                    "classic",
                    "what could not be delivered lands among the moved events",
                    "partitioned_analytics_raw/errors/"),
            new Edit(
                    "reliability-firehose-logging",
                    "dev",
                    "Firehose keeps its failures to itself",
                    input(
                            STREAM,
                            "delivery-stream",
                            "extendedS3Configuration.cloudwatchLoggingOptions.enabled",
                            false)),
            new Edit(
                    "reliability-job-retries",
                    "dev",
                    "the job is not tried again",
                    input(JOB, "lakehouse-job", "maxRetries", 0L)),
            new Edit(
                    "reliability-queue-dead-letters",
                    "classic",
                    "the queue has no dead letters",
                    input(QUEUE, "delivery-mover-queue", "redrivePolicy", null)),
            new Edit(
                    "reliability-timeouts-nested",
                    "classic",
                    "the mover may take a minute",
                    input(FUNCTION, "delivery-mover", "timeout", 60L)),
            new Edit(
                    "reliability-trigger-permission",
                    "dev",
                    "the permission is for the function, not its alias",
                    input(PERMISSION, "ingest-track-permission", "qualifier", null)),
            new Edit(
                    "reliability-trigger-permission",
                    "classic",
                    "the queue's policy is for another service",
                    text(
                            "aws:sqs/queuePolicy:QueuePolicy",
                            "delivery-mover-queue-policy",
                            "policy",
                            "s3.amazonaws.com",
                            "sns.amazonaws.com")),
            new Edit(
                    "reliability-workflow-chain",
                    "classic",
                    "the last trigger waits for a job of another stack",
                    input(TRIGGER, "lakehouse-after-job", "predicate.conditions.0.jobName", "another-job")),
            new Edit(
                    "cost-athena-cutoff",
                    "dev",
                    "a query may read everything",
                    input(WORKGROUP, "query-workgroup", "configuration.bytesScannedCutoffPerQuery", null)),
            new Edit(
                    "cost-bucket-lifecycle",
                    "dev",
                    "broken uploads stay",
                    input(LIFECYCLE, "delivery-landing-lifecycle", "rules.0.status", "Disabled")),
            new Edit(
                    "cost-crawler-frequency",
                    "classic",
                    "the workflow starts every ten minutes",
                    input(TRIGGER, "lakehouse-start", "schedule", "cron(0/10 * * * ? *)")),
            new Edit(
                    "cost-firehose-buffers",
                    "dev",
                    "Firehose delivers at once",
                    input(STREAM, "delivery-stream", "extendedS3Configuration.bufferingInterval", 0L)),
            new Edit(
                    "cost-firehose-compression",
                    "dev",
                    "Firehose writes plain JSON",
                    input(STREAM, "delivery-stream", "extendedS3Configuration.compressionFormat", "UNCOMPRESSED")),
            new Edit(
                    "cost-function-log-group",
                    "dev",
                    "track logs where Lambda likes",
                    input(FUNCTION, "ingest-track", "loggingConfig.logGroup", null)),
            new Edit(
                    "cost-job-frequency",
                    "dev",
                    "the job starts every five minutes",
                    input(TRIGGER, "lakehouse-start", "schedule", "cron(0/5 * * * ? *)")),
            new Edit(
                    "cost-log-retention",
                    "dev",
                    "track's log is kept for ever",
                    input("aws:cloudwatch/logGroup:LogGroup", "ingest-track-logs", "retentionInDays", null)),
            new Edit(
                    "cost-no-provisioned-concurrency",
                    "dev",
                    "track is kept warm",
                    and(
                            "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
                            "warm",
                            Map.of("provisionedConcurrentExecutions", 2L))),
            new Edit(
                    "cost-no-standing-charges",
                    "dev",
                    "a NAT gateway",
                    and("aws:ec2/natGateway:NatGateway", "nat", Map.of("subnetId", "subnet-1"))),
            new Edit(
                    "cost-workers-bounded", "dev", "299 workers", input(JOB, "lakehouse-job", "numberOfWorkers", 299L)),
            new Edit(
                    "governance-no-physical-names",
                    "dev",
                    "the landing bucket has a fixed name",
                    input(BUCKET, "delivery-landing", "bucket", "my-lake")),
            new Edit("governance-regions", "prod", "another continent", input(PROVIDER, "aws", "region", "ap-south-1")),
            new Edit(
                    "governance-runtime-supported",
                    "dev",
                    "track runs on java8",
                    input(FUNCTION, "ingest-track", "runtime", "java8")),
            new Edit(
                    "governance-tags", "dev", "the provider sets no tags", input(PROVIDER, "aws", "defaultTags", null)),
            new Edit(
                    "data-kept-until-read",
                    "dev",
                    "the rule for raw events is for the whole bucket",
                    input(LIFECYCLE, "delivery-landing-lifecycle", "rules.1.filter.prefix", "")),
            new Edit(
                    "data-kept-until-read",
                    "dev",
                    "raw events expire after a day",
                    input(LIFECYCLE, "delivery-landing-lifecycle", "rules.1.expiration.days", 1L)),
            new Edit(
                    "data-partitions-agree",
                    DECLARED,
                    "Firehose names its folders otherwise",
                    text(STREAM, "delivery-stream", "extendedS3Configuration.prefix", "month=", "mon=")),
            new Edit(
                    "data-prefixes-agree",
                    "dev",
                    "Firehose writes to another prefix",
                    text(
                            STREAM,
                            "delivery-stream",
                            "extendedS3Configuration.prefix",
                            "^analytics_raw/",
                            "raw_analytics/")),
            new Edit(
                    "data-prefixes-agree",
                    "classic",
                    "the bucket notifies of all objects",
                    input(
                            "aws:s3/bucketNotification:BucketNotification",
                            "delivery-mover-notification",
                            "queues.0.filterPrefix",
                            "")),
            new Edit(
                    "data-prefixes-agree",
                    "prod",
                    "the job reads another prefix",
                    text(
                            JOB,
                            "lakehouse-job",
                            "defaultArguments.--raw",
                            "analytics_raw/",
                            "partitioned_analytics_raw/")),
            new Edit(
                    "data-queries-agree",
                    "dev",
                    "a saved query asks a table that is not there",
                    text(
                            "aws:athena/namedQuery:NamedQuery",
                            "query-events_by_type",
                            "query",
                            "FROM analytics_data",
                            "FROM analytic_data")),
            new Edit(
                    "data-table-columns",
                    DECLARED,
                    "the event is a number",
                    input(TABLE, "lakehouse-raw-table", "storageDescriptor.columns.0.type", "bigint")));

    private static final Map<String, StackGraph> GRAPHS = new TreeMap<>();
    private static final Map<String, PolicyCheck> CHECKS = new TreeMap<>();

    @BeforeAll
    static void record() {
        for (String stack : List.of("dev", "prod", "classic")) {
            StackConfiguration configuration = StackConfiguration.read(Packs.ROOT, stack);
            GRAPHS.put(stack, Recorder.record(configuration, Recorder.Mode.UPDATE, Main::stack));
            CHECKS.put(stack, PolicyCheck.start(Packs.OWN, configuration, step -> {}));
        }
        StackConfiguration declared = StackConfiguration.read(Packs.ROOT, "dev").with("discovery", "projection");
        GRAPHS.put(DECLARED, Recorder.record(declared, Recorder.Mode.UPDATE, Main::stack));
        CHECKS.put(DECLARED, CHECKS.get("dev"));
        for (String stack : List.of("prod", "classic")) {
            StackConfiguration encrypted =
                    StackConfiguration.read(Packs.ROOT, stack).with("encryption", "kms");
            GRAPHS.put(stack + ENCRYPTED, Recorder.record(encrypted, Recorder.Mode.UPDATE, Main::stack));
            CHECKS.put(stack + ENCRYPTED, CHECKS.get(stack));
        }
    }

    @AfterAll
    static void stop() {
        CHECKS.values().forEach(PolicyCheck::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic", DECLARED, "prod" + ENCRYPTED, "classic" + ENCRYPTED})
    void shouldFindEveryStackClean(String stack) {
        Verdict verdict = judge(stack, GRAPHS.get(stack));

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.pack()).isEqualTo("lolscale");
        assertThat(verdict.policies()).hasSizeGreaterThanOrEqualTo(25);
    }

    /** A preview does not know what AWS will compute: a policy may be unable to run, but must not blame what is right. */
    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldBlameNothingInAPreview(String stack) {
        StackGraph preview =
                Recorder.record(StackConfiguration.read(Packs.ROOT, stack), Recorder.Mode.PREVIEW, Main::stack);

        assertThat(judge(stack, preview).violations())
                .extracting(Violation::message)
                .allMatch(message -> message.startsWith("can't run policy"));
    }

    @ParameterizedTest
    @FieldSource("EDITS")
    void shouldCatch(Edit edit) {
        assertThat(caught(edit)).isNotEmpty();
    }

    @Test
    void shouldHaveAnEditForEveryPolicy() {
        List<String> policies = judge("dev", GRAPHS.get("dev")).policies().stream()
                .map(Policy::name)
                .toList();

        assertThat(EDITS).extracting(Edit::policy).containsAll(policies).isSubsetOf(policies);
    }

    @Test
    void shouldDocumentWhatEachEditGives() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# What each policy catches",
                "",
                "Each line is a test (`PolicyEditsTest`): one small change of a stack's recorded graph, and what the pack's policy said of"
                        + " it. Without the change the pack finds nothing in any stack.",
                "",
                "| policy | stack | change | what the policy says |",
                "| --- | --- | --- | --- |"));
        for (Edit edit : EDITS) {
            String said = String.join(
                    "<br>",
                    caught(edit).stream()
                            .map(violation -> "`" + violation.resource() + "`: " + violation.message())
                            .limit(3)
                            .toList());
            lines.add("| `" + edit.policy() + "` | " + edit.stack() + " | " + edit.what() + " | " + said + " |");
        }
        String table = String.join("\n", lines) + "\n";
        Files.writeString(WRITTEN, table, UTF_8);

        assertThat(DOCUMENTED)
                .as("docs/policy-edits.md is stale: copy graph/target/policy-edits.md over it")
                .hasContent(table);
    }

    private static List<Violation> caught(Edit edit) {
        StackGraph changed = edit.change().apply(GRAPHS.get(edit.stack()));
        return judge(edit.stack(), changed).violations().stream()
                .filter(violation -> violation.policy().equals(edit.policy()))
                .toList();
    }

    private static Verdict judge(String stack, StackGraph graph) {
        return CHECKS.get(stack).judge(graph, PackConfiguration.none());
    }
}
