package dev.lolscale.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import dev.lolscale.platform.Recording;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    private static final String STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    private static final String TRIGGER = "aws:glue/trigger:Trigger";
    private static final String VERSIONING = "aws:s3/bucketVersioningV2:BucketVersioningV2";

    @Test
    void shouldDeclareTheModernPlatformInDev() {
        Recording dev = record("dev");

        assertThat(dev.names()).containsExactlyElementsOf(lines("""
                aws:apigateway/apiKey:ApiKey ingest-key-ClientAPIKey-dev
                aws:apigatewayv2/api:Api ingest-api
                aws:apigatewayv2/authorizer:Authorizer ingest-api-authorizer
                aws:apigatewayv2/integration:Integration ingest-integration
                aws:apigatewayv2/route:Route ingest-route
                aws:apigatewayv2/stage:Stage ingest-stage
                aws:athena/namedQuery:NamedQuery query-daily_active_users
                aws:athena/namedQuery:NamedQuery query-distinct_users_by_month
                aws:athena/namedQuery:NamedQuery query-distinct_users_this_month
                aws:athena/namedQuery:NamedQuery query-events_by_type
                aws:athena/namedQuery:NamedQuery query-late_arrivals
                aws:athena/namedQuery:NamedQuery query-login_to_purchase
                aws:athena/namedQuery:NamedQuery query-quarantine_by_reason
                aws:athena/namedQuery:NamedQuery query-top_events_by_day
                aws:athena/namedQuery:NamedQuery query-weekly_retention
                aws:athena/workgroup:Workgroup query-workgroup
                aws:cloudwatch/logGroup:LogGroup delivery-stream-logs
                aws:cloudwatch/logGroup:LogGroup ingest-authorizer-logs
                aws:cloudwatch/logGroup:LogGroup ingest-track-logs
                aws:cloudwatch/logGroup:LogGroup lakehouse-job-error-logs
                aws:cloudwatch/logGroup:LogGroup lakehouse-job-output-logs
                aws:cloudwatch/logStream:LogStream delivery-stream-log
                aws:glue/catalogDatabase:CatalogDatabase lakehouse-database
                aws:glue/crawler:Crawler lakehouse-raw-discovery
                aws:glue/job:Job lakehouse-job
                aws:glue/trigger:Trigger lakehouse-maintenance
                aws:glue/trigger:Trigger lakehouse-start
                aws:glue/workflow:Workflow lakehouse-workflow
                aws:iam/role:Role delivery-stream-role
                aws:iam/role:Role ingest-authorizer-role
                aws:iam/role:Role ingest-track-role
                aws:iam/role:Role lakehouse-job-role
                aws:iam/role:Role lakehouse-raw-discovery-role
                aws:iam/rolePolicy:RolePolicy delivery-stream-policy
                aws:iam/rolePolicy:RolePolicy ingest-authorizer-policy
                aws:iam/rolePolicy:RolePolicy ingest-track-policy
                aws:iam/rolePolicy:RolePolicy lakehouse-job-policy
                aws:iam/rolePolicy:RolePolicy lakehouse-raw-discovery-policy
                aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream delivery-stream
                aws:lambda/alias:Alias ingest-authorizer-live
                aws:lambda/alias:Alias ingest-track-live
                aws:lambda/function:Function ingest-authorizer
                aws:lambda/function:Function ingest-track
                aws:lambda/permission:Permission ingest-authorizer-permission
                aws:lambda/permission:Permission ingest-track-permission
                aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2 delivery-landing-lifecycle
                aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2 query-results-lifecycle
                aws:s3/bucketObjectv2:BucketObjectv2 lakehouse-job-jar
                aws:s3/bucketObjectv2:BucketObjectv2 lakehouse-job-script
                aws:s3/bucketOwnershipControls:BucketOwnershipControls delivery-landing-ownership
                aws:s3/bucketOwnershipControls:BucketOwnershipControls query-results-ownership
                aws:s3/bucketPolicy:BucketPolicy delivery-landing-policy
                aws:s3/bucketPolicy:BucketPolicy query-results-policy
                aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock delivery-landing-public-access
                aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock query-results-public-access
                aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2 delivery-landing-encryption
                aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2 query-results-encryption
                aws:s3/bucketV2:BucketV2 delivery-landing
                aws:s3/bucketV2:BucketV2 query-results
                aws:s3/bucketVersioningV2:BucketVersioningV2 delivery-landing-versioning
                aws:s3/bucketVersioningV2:BucketVersioningV2 query-results-versioning
                lolscale:index:DeliveryPipeline delivery
                lolscale:index:IngestApi ingest
                lolscale:index:Lakehouse lakehouse
                lolscale:index:QueryLayer query
                pulumi:providers:aws aws
                """));
    }

    @Test
    void shouldDeclareTheSameInProdAsInDevAndWatchIt() {
        Recording dev = record("dev");
        Recording prod = record("prod");

        assertThat(prod.names())
                .filteredOn(name -> name.contains(" operations"))
                .containsExactlyElementsOf(lines("""
                        aws:budgets/budget:Budget operations-budget
                        aws:cloudwatch/dashboard:Dashboard operations-dashboard
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-authorizer-errors
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-authorizer-throttles
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-delivery-failed
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-delivery-freshness
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-events-undelivered
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-job-failed
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-job-not-run
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-puts-throttled
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-quarantine-growth
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-server-errors
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-table-freshness
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-track-errors
                        aws:cloudwatch/metricAlarm:MetricAlarm operations-track-throttles
                        aws:kms/key:Key operations-alarms-key
                        aws:kms/keyPolicy:KeyPolicy operations-alarms-key-policy
                        aws:sns/topic:Topic operations-alarms
                        aws:sns/topicPolicy:TopicPolicy operations-alarms-policy
                        lolscale:index:Operations operations
                        """));
        assertThat(prod.names())
                .filteredOn(name -> !name.contains(" operations"))
                .containsExactlyElementsOf(dev.names().stream()
                        .map(name -> name.replace("ClientAPIKey-dev", "ClientAPIKey-prod"))
                        .toList());
    }

    @Test
    void shouldDeclareTheDesignOf2018InClassic() {
        Recording classic = record("classic");

        assertThat(classic.names()).containsExactlyElementsOf(lines("""
                aws:apigateway/apiKey:ApiKey ingest-key-ClientAPIKey-classic
                aws:apigateway/deployment:Deployment ingest-deployment
                aws:apigateway/integration:Integration ingest-integration
                aws:apigateway/integration:Integration ingest-preflight-integration
                aws:apigateway/integrationResponse:IntegrationResponse ingest-preflight-response
                aws:apigateway/method:Method ingest-method
                aws:apigateway/method:Method ingest-preflight
                aws:apigateway/methodResponse:MethodResponse ingest-preflight-method-response
                aws:apigateway/methodSettings:MethodSettings ingest-method-settings
                aws:apigateway/resource:Resource ingest-path
                aws:apigateway/response:Response ingest-refusals-4xx
                aws:apigateway/response:Response ingest-refusals-5xx
                aws:apigateway/restApi:RestApi ingest-api
                aws:apigateway/stage:Stage ingest-stage
                aws:apigateway/usagePlan:UsagePlan ingest-usage-plan
                aws:apigateway/usagePlanKey:UsagePlanKey ingest-usage-plan-key-ClientAPIKey-classic
                aws:athena/namedQuery:NamedQuery query-daily_active_users
                aws:athena/namedQuery:NamedQuery query-distinct_users_by_month
                aws:athena/namedQuery:NamedQuery query-distinct_users_this_month
                aws:athena/namedQuery:NamedQuery query-events_by_type
                aws:athena/namedQuery:NamedQuery query-late_arrivals
                aws:athena/namedQuery:NamedQuery query-login_to_purchase
                aws:athena/namedQuery:NamedQuery query-quarantine_by_reason
                aws:athena/namedQuery:NamedQuery query-top_events_by_day
                aws:athena/namedQuery:NamedQuery query-weekly_retention
                aws:athena/workgroup:Workgroup query-workgroup
                aws:cloudwatch/logGroup:LogGroup delivery-mover-logs
                aws:cloudwatch/logGroup:LogGroup delivery-stream-logs
                aws:cloudwatch/logGroup:LogGroup ingest-track-logs
                aws:cloudwatch/logGroup:LogGroup lakehouse-job-error-logs
                aws:cloudwatch/logGroup:LogGroup lakehouse-job-output-logs
                aws:cloudwatch/logStream:LogStream delivery-stream-log
                aws:glue/catalogDatabase:CatalogDatabase lakehouse-database
                aws:glue/crawler:Crawler lakehouse-parquet-discovery
                aws:glue/crawler:Crawler lakehouse-raw-discovery
                aws:glue/job:Job lakehouse-job
                aws:glue/trigger:Trigger lakehouse-after-job
                aws:glue/trigger:Trigger lakehouse-after-raw-discovery
                aws:glue/trigger:Trigger lakehouse-start
                aws:glue/workflow:Workflow lakehouse-workflow
                aws:iam/role:Role delivery-mover-role
                aws:iam/role:Role delivery-stream-role
                aws:iam/role:Role ingest-track-role
                aws:iam/role:Role lakehouse-job-role
                aws:iam/role:Role lakehouse-parquet-discovery-role
                aws:iam/role:Role lakehouse-raw-discovery-role
                aws:iam/rolePolicy:RolePolicy delivery-mover-policy
                aws:iam/rolePolicy:RolePolicy delivery-stream-policy
                aws:iam/rolePolicy:RolePolicy ingest-track-policy
                aws:iam/rolePolicy:RolePolicy lakehouse-job-policy
                aws:iam/rolePolicy:RolePolicy lakehouse-parquet-discovery-policy
                aws:iam/rolePolicy:RolePolicy lakehouse-raw-discovery-policy
                aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream delivery-stream
                aws:lambda/alias:Alias delivery-mover-live
                aws:lambda/alias:Alias ingest-track-live
                aws:lambda/eventSourceMapping:EventSourceMapping delivery-mover-source
                aws:lambda/function:Function delivery-mover
                aws:lambda/function:Function ingest-track
                aws:lambda/permission:Permission ingest-track-permission
                aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2 delivery-landing-lifecycle
                aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2 query-results-lifecycle
                aws:s3/bucketNotification:BucketNotification delivery-mover-notification
                aws:s3/bucketObjectv2:BucketObjectv2 lakehouse-job-jar
                aws:s3/bucketObjectv2:BucketObjectv2 lakehouse-job-script
                aws:s3/bucketOwnershipControls:BucketOwnershipControls delivery-landing-ownership
                aws:s3/bucketOwnershipControls:BucketOwnershipControls query-results-ownership
                aws:s3/bucketPolicy:BucketPolicy delivery-landing-policy
                aws:s3/bucketPolicy:BucketPolicy query-results-policy
                aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock delivery-landing-public-access
                aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock query-results-public-access
                aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2 delivery-landing-encryption
                aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2 query-results-encryption
                aws:s3/bucketV2:BucketV2 delivery-landing
                aws:s3/bucketV2:BucketV2 query-results
                aws:s3/bucketVersioningV2:BucketVersioningV2 delivery-landing-versioning
                aws:s3/bucketVersioningV2:BucketVersioningV2 query-results-versioning
                aws:sqs/queue:Queue delivery-mover-dead-letters
                aws:sqs/queue:Queue delivery-mover-queue
                aws:sqs/queuePolicy:QueuePolicy delivery-mover-queue-policy
                lolscale:index:DeliveryPipeline delivery
                lolscale:index:IngestApi ingest
                lolscale:index:Lakehouse lakehouse
                lolscale:index:QueryLayer query
                pulumi:providers:aws aws
                """));
    }

    @Test
    void shouldMakeEveryResourceTheChildOfItsComponent() {
        Recording classic = record("classic");

        assertThat(classic.names()).filteredOn(name -> name.startsWith("aws:")).allSatisfy(name -> {
            String component = classic.parents().get(name);
            assertThat(component).isIn("delivery", "ingest", "lakehouse", "query");
            assertThat(name.substring(name.indexOf(' ') + 1)).startsWith(component + "-");
        });
    }

    @Test
    void shouldProtectWhatHoldsDataInProdOnly() {
        assertThat(record("prod").protectedNames())
                .containsExactly(
                        "aws:glue/catalogDatabase:CatalogDatabase lakehouse-database",
                        "aws:s3/bucketV2:BucketV2 delivery-landing");
        assertThat(record("dev").protectedNames()).isEmpty();
        assertThat(record("classic").protectedNames()).isEmpty();
    }

    @Test
    void shouldDeleteDataInDevAndKeepItInProd() {
        assertThat(record("dev").inputs(BUCKET, "delivery-landing")).containsEntry("forceDestroy", true);
        assertThat(record("prod").inputs(BUCKET, "delivery-landing")).containsEntry("forceDestroy", false);
    }

    @Test
    void shouldKeepLittleInDevAndTierInProd() {
        assertThat(ruleIds(record("dev"))).containsExactly("clean-up", "expire-analytics_raw");
        assertThat(ruleIds(record("prod"))).containsExactly("clean-up", "tier-all");
        assertThat(record("dev").inputs(VERSIONING, "delivery-landing-versioning"))
                .containsEntry("versioningConfiguration", Map.of("status", "Suspended"));
        assertThat(record("prod").inputs(VERSIONING, "delivery-landing-versioning"))
                .containsEntry("versioningConfiguration", Map.of("status", "Enabled"));
    }

    @Test
    void shouldBufferAsTheStackSays() {
        assertThat(buffer(record("dev"))).containsExactly(128L, 60L);
        assertThat(buffer(record("prod"))).containsExactly(128L, 900L);
        assertThat(buffer(record("classic"))).containsExactly(128L, 900L);
    }

    @Test
    void shouldRunClassicHourlyAndTheOthersDaily() {
        assertThat(record("classic").inputs(TRIGGER, "lakehouse-start")).containsEntry("schedule", "cron(0 * * * ? *)");
        assertThat(record("dev").inputs(TRIGGER, "lakehouse-start")).containsEntry("schedule", "cron(15 0 * * ? *)");
        assertThat(record("prod").inputs(TRIGGER, "lakehouse-start")).containsEntry("schedule", "cron(15 0 * * ? *)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldTagEverythingThroughTheProviderOfTheStacksRegion(String stack) {
        assertThat(record(stack).inputs("pulumi:providers:aws", "aws"))
                .containsEntry("region", "us-east-1")
                .containsEntry("defaultTags", "{\"tags\":{\"project\":\"lolscale\",\"stack\":\"" + stack + "\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldAllowNoWildcardAndNothingOnEveryResource(String stack) {
        Recording recording = record(stack);

        assertThat(recording.namesOf(ROLE_POLICY)).isNotEmpty().allSatisfy(name -> {
            JsonElement statements = recording
                    .json(ROLE_POLICY, name, "policy")
                    .getAsJsonObject()
                    .get("Statement");
            for (JsonElement statement : statements.getAsJsonArray()) {
                assertThat(statement.getAsJsonObject().get("Action").toString()).doesNotContain("*");
                // A metric has no ARN: its namespace is all that a permission can name.
                if (!statement.toString().contains("\"cloudwatch:namespace\":[\"Glue\"]")) {
                    assertThat(statement.getAsJsonObject().get("Resource").toString())
                            .doesNotContain("\"*\"");
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldGuardEveryBucket(String stack) {
        Recording recording = record(stack);

        assertThat(recording.namesOf(BUCKET)).isNotEmpty().allSatisfy(bucket -> assertThat(recording.names())
                .contains(
                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock " + bucket + "-public-access",
                        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2 "
                                + bucket + "-encryption",
                        "aws:s3/bucketOwnershipControls:BucketOwnershipControls " + bucket + "-ownership",
                        "aws:s3/bucketPolicy:BucketPolicy " + bucket + "-policy"));
    }

    @Test
    void shouldWatchWhatTheDesignOf2018Has() {
        Map<String, String> config = StackFiles.config("classic");
        config.put("lolscale:operations", "true");

        Recording recording = Recording.of("classic", config, Main::stack);

        assertThat(recording.errors()).isEmpty();
        assertThat(recording.namesOf("aws:cloudwatch/metricAlarm:MetricAlarm")).containsExactlyElementsOf(lines("""
                        operations-dead-letters
                        operations-delivery-failed
                        operations-delivery-freshness
                        operations-events-undelivered
                        operations-job-failed
                        operations-job-not-run
                        operations-mover-errors
                        operations-mover-throttles
                        operations-puts-throttled
                        operations-quarantine-growth
                        operations-server-errors
                        operations-table-freshness
                        operations-track-errors
                        operations-track-throttles
                        operations-unmoved-age
                        """));
        assertThat(recording.outputs())
                .containsEntry("alarmTopicArn", "arn:aws:sns:us-east-1:123456789012:operations-alarms-name")
                .containsEntry("dashboardName", "lolscale-classic-operations");
    }

    @ParameterizedTest
    @CsvSource({
        "firehose, crawlers, iceberg, 66",
        "firehose, projection, iceberg, 64",
        "firehose, crawlers, hive, 70",
        "firehose, projection, hive, 65",
        "mover, crawlers, iceberg, 76",
        "mover, projection, iceberg, 74",
        "mover, crawlers, hive, 80",
        "mover, projection, hive, 75"
    })
    void shouldDeclareEveryMode(String partitioner, String discovery, String tableFormat, int count) {
        Map<String, String> config = StackFiles.config("dev");
        config.put("lolscale:partitioner", partitioner);
        config.put("lolscale:discovery", discovery);
        config.put("lolscale:tableFormat", tableFormat);

        Recording recording = Recording.of("dev", config, Main::stack);

        assertThat(recording.errors()).isEmpty();
        assertThat(recording.names()).hasSize(count);
    }

    @Test
    void shouldHandOutWhatAClientNeeds() {
        Map<String, Object> outputs = new TreeMap<>(record("dev").outputs());
        String readme = (String) outputs.remove("readme");

        assertThat(Pattern.compile("\\$\\{outputs\\.(\\w+)}").matcher(readme).results())
                .extracting(named -> named.group(1))
                .hasSize(12)
                .allMatch(outputs::containsKey);
        assertThat(outputs)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("url", "https://ingest-api.example.com/track"),
                        Map.entry("apiKeyIds", Map.of("ClientAPIKey-dev", "ingest-key-ClientAPIKey-dev-id")),
                        Map.entry("streamName", "delivery-stream-name"),
                        Map.entry("bucketName", "delivery-landing-id"),
                        Map.entry("rawPrefix", "analytics_raw/"),
                        Map.entry("databaseName", "lolscale_dev"),
                        Map.entry("rawTable", "analytics_raw"),
                        Map.entry("eventTable", "analytics_data"),
                        Map.entry("quarantineTable", "analytics_quarantine"),
                        Map.entry("jobName", "lakehouse-job-name"),
                        Map.entry("workflowName", "lakehouse-workflow-name"),
                        Map.entry("workgroupName", "query-workgroup-name"),
                        Map.entry(
                                "queryIds",
                                Map.of(
                                        "daily_active_users", "query-daily_active_users-id",
                                        "distinct_users_by_month", "query-distinct_users_by_month-id",
                                        "distinct_users_this_month", "query-distinct_users_this_month-id",
                                        "events_by_type", "query-events_by_type-id",
                                        "late_arrivals", "query-late_arrivals-id",
                                        "login_to_purchase", "query-login_to_purchase-id",
                                        "quarantine_by_reason", "query-quarantine_by_reason-id",
                                        "top_events_by_day", "query-top_events_by_day-id",
                                        "weekly_retention", "query-weekly_retention-id"))));
    }

    @Test
    void shouldOpenTheDoorThatTheSettingsAskFor() {
        Map<String, String> config = StackFiles.config("dev");
        config.put("lolscale:beacon", "true");
        config.put("lolscale:corsOrigins", "[\"https://www.example.com\"]");
        config.put("lolscale:corsCredentials", "true");
        config.put("lolscale:authorizerCacheSeconds", "5");
        config.put("lolscale:domainName", "events.example.com");
        config.put("lolscale:certificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/c1");
        config.put("lolscale:hostedZoneId", "Z1");

        Recording recording = Recording.of("dev", config, Main::stack);

        assertThat(recording.errors()).isEmpty();
        assertThat(recording.outputs())
                .containsEntry("url", "https://events.example.com/track")
                .containsEntry("beaconUrl", "https://events.example.com/beacon");
        List<String> standard = record("dev").names();
        assertThat(recording.names())
                .filteredOn(name -> !standard.contains(name))
                .containsExactly(
                        "aws:apigatewayv2/apiMapping:ApiMapping ingest-domain-mapping",
                        "aws:apigatewayv2/authorizer:Authorizer ingest-beacon-api-authorizer",
                        "aws:apigatewayv2/domainName:DomainName ingest-domain",
                        "aws:apigatewayv2/route:Route ingest-beacon-route",
                        "aws:lambda/permission:Permission ingest-beacon-authorizer-permission",
                        "aws:lambda/permission:Permission ingest-beacon-track-permission",
                        "aws:route53/record:Record ingest-domain-record");
        assertThat(recording.inputs("aws:apigatewayv2/authorizer:Authorizer", "ingest-beacon-api-authorizer"))
                .containsEntry("authorizerResultTtlInSeconds", 5L);
        assertThat(recording.inputs("aws:apigatewayv2/api:Api", "ingest-api").get("corsConfiguration"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("allowCredentials", true);
    }

    @Test
    void shouldRefuseAStackWithoutRegion() {
        Recording recording = Recording.of("dev", Map.of(), Main::stack);

        assertThat(recording.errors())
                .containsExactly("aws:region: a value is required: an AWS region, for example us-east-1; set it "
                        + "with: pulumi config set aws:region");
    }

    private static Recording record(String stack) {
        Recording recording = Recording.of(stack, StackFiles.config(stack), Main::stack);
        assertThat(recording.errors()).isEmpty();
        return recording;
    }

    private static List<Object> ruleIds(Recording recording) {
        List<?> rules = (List<?>)
                recording.inputs(LIFECYCLE, "delivery-landing-lifecycle").get("rules");
        return rules.stream().<Object>map(rule -> ((Map<?, ?>) rule).get("id")).toList();
    }

    private static List<Object> buffer(Recording recording) {
        Map<?, ?> s3 = (Map<?, ?>) recording.inputs(STREAM, "delivery-stream").get("extendedS3Configuration");
        return List.of(s3.get("bufferingSize"), s3.get("bufferingInterval"));
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
