package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OperationsTest {

    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String BUDGET = "aws:budgets/budget:Budget";
    private static final String TOPIC = "aws:sns/topic:Topic";
    private static final String TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:watch-alarms-name";
    private static final Path RUNBOOK = Path.of("../docs/operations.md");

    private static Recording record(OperationsArgs args) {
        return Recording.of(context -> {
            Operations operations = new Operations("watch", args, ComponentResourceOptions.Empty);
            context.export("topicArn", operations.topicArn());
            context.export("dashboardName", operations.dashboardName());
        });
    }

    /** Everything that can be watched. */
    private static OperationsArgs.Builder everything() {
        return OperationsArgs.builder()
                .httpApiId("a1")
                .stageName("$default")
                .trackFunctionName("track")
                .authorizerFunctionName("authorizer")
                .moverFunctionName("mover")
                .streamName("events")
                .queueName("moves")
                .deadLetterQueueName("unmoved")
                .jobName("job")
                .workgroupName("ask");
    }

    @Nested
    class OfAStreamAlone {

        private final Recording recording =
                record(OperationsArgs.builder().streamName("events").build());

        @Test
        void shouldDeclareExactlyThese() {
            assertThat(recording.names())
                    .containsExactly(
                            "aws:cloudwatch/dashboard:Dashboard watch-dashboard",
                            ALARM + " watch-delivery-failed",
                            ALARM + " watch-delivery-freshness",
                            ALARM + " watch-puts-throttled",
                            "aws:kms/key:Key watch-alarms-key",
                            "aws:kms/keyPolicy:KeyPolicy watch-alarms-key-policy",
                            TOPIC + " watch-alarms",
                            "aws:sns/topicPolicy:TopicPolicy watch-alarms-policy",
                            "lolscale:index:Operations watch");
        }

        @Test
        void shouldWarnWhenEventsWaitTwiceTheLongestBuffer() {
            assertThat(recording.inputs(ALARM, "watch-delivery-freshness"))
                    .isEqualTo(Map.ofEntries(
                            Map.entry("namespace", "AWS/Firehose"),
                            Map.entry("metricName", "DeliveryToS3.DataFreshness"),
                            Map.entry("dimensions", Map.of("DeliveryStreamName", "events")),
                            Map.entry("statistic", "Maximum"),
                            Map.entry("period", 300L),
                            Map.entry("evaluationPeriods", 1L),
                            Map.entry("comparisonOperator", "GreaterThanThreshold"),
                            Map.entry("threshold", 1800L),
                            Map.entry("treatMissingData", "notBreaching"),
                            Map.entry("alarmActions", List.of(TOPIC_ARN)),
                            Map.entry("okActions", List.of(TOPIC_ARN)),
                            Map.entry(
                                    "alarmDescription",
                                    "Events wait in Firehose for longer than they should. What to do:"
                                            + " docs/operations.md#delivery-freshness")));
        }

        @Test
        void shouldLetOnlyAlarmsAndBudgetsOfThisAccountPublish() {
            assertThat(recording.json("aws:sns/topicPolicy:TopicPolicy", "watch-alarms-policy", "policy"))
                    .isEqualTo(JsonParser.parseString("""
                            {"Version": "2012-10-17", "Statement": [
                              {"Effect": "Allow", "Principal": {"Service": ["cloudwatch.amazonaws.com"]},
                               "Action": ["sns:Publish"], "Resource": ["%1$s"],
                               "Condition": {
                                 "ArnLike": {"aws:SourceArn": ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:*"]},
                                 "StringEquals": {"aws:SourceAccount": ["123456789012"]}}},
                              {"Effect": "Allow", "Principal": {"Service": ["budgets.amazonaws.com"]},
                               "Action": ["sns:Publish"], "Resource": ["%1$s"],
                               "Condition": {"StringEquals": {"aws:SourceAccount": ["123456789012"]}}}]}
                            """.formatted(TOPIC_ARN)));
        }

        @Test
        void shouldEncryptTheTopicWithARotatedKeyThatItsPublishersMayUse() {
            assertThat(recording.inputs(TOPIC, "watch-alarms"))
                    .isEqualTo(Map.of("kmsMasterKeyId", "arn:aws:kms:us-east-1:123456789012:key/watch-alarms-key-id"));
            assertThat(recording.inputs("aws:kms/key:Key", "watch-alarms-key"))
                    .isEqualTo(Map.of(
                            "description",
                            "Alarms and the budget's warnings",
                            "enableKeyRotation",
                            true,
                            "deletionWindowInDays",
                            30L));
            JsonElement policy = recording.json("aws:kms/keyPolicy:KeyPolicy", "watch-alarms-key-policy", "policy");
            List<JsonElement> statements =
                    policy.getAsJsonObject().get("Statement").getAsJsonArray().asList();
            assertThat(statements).hasSize(3);
            assertThat(statements.get(0).getAsJsonObject().get("Principal"))
                    .isEqualTo(JsonParser.parseString("{\"AWS\": [\"arn:aws:iam::123456789012:root\"]}"));
            assertThat(statements.subList(1, 3))
                    .containsExactly(usedBy("cloudwatch.amazonaws.com"), usedBy("budgets.amazonaws.com"));
            assertThat(statements).allSatisfy(statement -> assertThat(
                            statement.getAsJsonObject().get("Action").toString())
                    .doesNotContain("*"));
        }

        private static JsonElement usedBy(String service) {
            return JsonParser.parseString("""
                    {"Effect": "Allow", "Principal": {"Service": ["%s"]},
                     "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": ["*"],
                     "Condition": {"StringEquals": {"aws:SourceAccount": ["123456789012"]}}}
                    """.formatted(service));
        }

        @Test
        void shouldHandOnTopicAndDashboard() {
            assertThat(recording.outputs())
                    .isEqualTo(Map.of("topicArn", TOPIC_ARN, "dashboardName", "lolscale-test-watch"));
        }
    }

    @Nested
    class OfEverything {

        private final Recording recording = record(everything().build());

        @Test
        void shouldSendEachAlarmToAnEntryOfTheRunbook() throws IOException {
            List<String> entries = Files.readAllLines(RUNBOOK).stream()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9 -]", "")
                            .replace(' ', '-'))
                    .toList();

            assertThat(recording.namesOf(ALARM)).hasSize(17).allSatisfy(alarm -> {
                String description = (String) recording.inputs(ALARM, alarm).get("alarmDescription");
                assertThat(description).matches("[A-Z].+\\. What to do: docs/operations\\.md#[a-z-]+");
                assertThat(entries).contains(description.substring(description.indexOf('#') + 1));
            });
        }

        @Test
        void shouldTellTheTopicOfEachAlarmAndOfItsEnd() {
            assertThat(recording.namesOf(ALARM)).allSatisfy(alarm -> assertThat(recording.inputs(ALARM, alarm))
                    .containsEntry("alarmActions", List.of(TOPIC_ARN))
                    .containsEntry("okActions", List.of(TOPIC_ARN)));
        }

        @Test
        void shouldTakeSilenceForAFaultWhereSomethingMustHappen() {
            assertThat(recording.namesOf(ALARM))
                    .filteredOn(alarm -> recording
                            .inputs(ALARM, alarm)
                            .get("treatMissingData")
                            .equals("breaching"))
                    .containsExactly("watch-job-not-run", "watch-table-freshness");
            assertThat(recording.inputs(ALARM, "watch-job-not-run"))
                    .containsEntry("namespace", "Glue")
                    .containsEntry("metricName", "glue.succeed.ALL")
                    .containsEntry(
                            "dimensions",
                            Map.of("JobName", "job", "JobRunId", "ALL", "Type", "count", "ObservabilityGroup", "error"))
                    .containsEntry("comparisonOperator", "LessThanThreshold")
                    .containsEntry("threshold", 1L)
                    .containsEntry("period", 3600L)
                    .containsEntry("evaluationPeriods", 26L)
                    .containsEntry("datapointsToAlarm", 26L);
            assertThat(recording.inputs(ALARM, "watch-table-freshness"))
                    .containsEntry("namespace", "Lolscale")
                    .containsEntry("metricName", "rows")
                    .containsEntry("dimensions", Map.of("job", "job"))
                    .containsEntry("evaluationPeriods", 26L);
        }

        @Test
        void shouldLookAtSharesWhereNumbersGrowWithTraffic() {
            assertThat(recording.inputs(ALARM, "watch-server-errors"))
                    .containsEntry("threshold", 1L)
                    .containsEntry(
                            "metricQueries",
                            List.of(
                                    Map.of(
                                            "id",
                                            "part",
                                            "returnData",
                                            false,
                                            "metric",
                                            Map.of(
                                                    "namespace",
                                                    "AWS/ApiGateway",
                                                    "metricName",
                                                    "5xx",
                                                    "stat",
                                                    "Sum",
                                                    "period",
                                                    300L,
                                                    "dimensions",
                                                    Map.of("ApiId", "a1", "Stage", "$default"))),
                                    Map.of(
                                            "id",
                                            "whole",
                                            "returnData",
                                            false,
                                            "metric",
                                            Map.of(
                                                    "namespace",
                                                    "AWS/ApiGateway",
                                                    "metricName",
                                                    "Count",
                                                    "stat",
                                                    "Sum",
                                                    "period",
                                                    300L,
                                                    "dimensions",
                                                    Map.of("ApiId", "a1", "Stage", "$default"))),
                                    Map.of(
                                            "id",
                                            "percent",
                                            "returnData",
                                            true,
                                            "expression",
                                            "IF(whole > 0, 100 * part / whole, 0)")));
        }

        @Test
        void shouldAskForUndeliveredEventsOfAllKeysAtOnce() {
            assertThat(recording.inputs(ALARM, "watch-events-undelivered").get("metricQueries"))
                    .isEqualTo(List.of(Map.of(
                            "id",
                            "undelivered",
                            "returnData",
                            true,
                            "period",
                            300L,
                            "expression",
                            "SELECT SUM(rejected_not_delivered) FROM SCHEMA(\"Lolscale\", \"function\", \"keyName\")"
                                    + " WHERE \"function\" = 'track'")));
        }

        @Test
        void shouldTellTheWayOfAnEventOnTheDashboard() {
            List<JsonElement> widgets = JsonParser.parseString((String) recording
                            .inputs("aws:cloudwatch/dashboard:Dashboard", "watch-dashboard")
                            .get("dashboardBody"))
                    .getAsJsonObject()
                    .get("widgets")
                    .getAsJsonArray()
                    .asList();

            assertThat(widgets)
                    .extracting(widget -> widget.getAsJsonObject()
                            .get("properties")
                            .getAsJsonObject()
                            .get("title")
                            .getAsString())
                    .containsExactly(
                            "Alarms",
                            "1. Requests at the door",
                            "Answers, 99th percentile in milliseconds",
                            "2. Events by what became of them, over all keys",
                            "Track function",
                            "3. Records in the stream",
                            "Age of the oldest event in it, in seconds",
                            "4. Age of the oldest object to move, in seconds",
                            "Objects that could not be moved",
                            "5. What became of raw lines",
                            "Runs of the job",
                            "How long they took, in seconds",
                            "6. Bytes read by queries");
            assertThat(widgets.get(0).toString()).contains("alarm:watch-server-errors");
            assertThat(widgets.get(5)).isEqualTo(JsonParser.parseString("""
                    {"type": "metric", "width": 8, "height": 6, "properties": {
                      "title": "3. Records in the stream", "region": "us-east-1", "period": 300, "view": "timeSeries",
                      "metrics": [
                        ["AWS/Firehose", "IncomingRecords", "DeliveryStreamName", "events", {"stat": "Sum"}],
                        ["AWS/Firehose", "ThrottledRecords", "DeliveryStreamName", "events", {"stat": "Sum"}],
                        ["AWS/Firehose", "DeliveryToS3.Records", "DeliveryStreamName", "events", {"stat": "Sum"}]]}}
                    """));
        }
    }

    @Nested
    class Customised {

        private final Recording recording = record(OperationsArgs.builder()
                .restApiName("door")
                .stageName("live")
                .streamName("events")
                .queueName("moves")
                .jobName("job")
                .deliverySeconds(120)
                .unmovedSeconds(60)
                .serverErrorPercent(0.5)
                .quarantinePercent(5)
                .jobHours(3)
                .freshnessHours(4)
                .runbookUrl("https://example.com/runbook")
                .emails("oncall@example.com")
                .encryptionKeyArn("arn:aws:kms:us-east-1:123456789012:key/k1")
                .monthlyBudgetDollars(250)
                .costTagKey("team")
                .costTagValue("games")
                .build());

        @Test
        void shouldTakeTheKeyThatItIsGiven() {
            assertThat(recording.namesOf("aws:kms/key:Key")).isEmpty();
            assertThat(recording.inputs(TOPIC, "watch-alarms"))
                    .isEqualTo(Map.of("kmsMasterKeyId", "arn:aws:kms:us-east-1:123456789012:key/k1"));
        }

        @Test
        void shouldWarnFromTheGivenValuesOn() {
            assertThat(recording.inputs(ALARM, "watch-delivery-freshness")).containsEntry("threshold", 120L);
            assertThat(recording.inputs(ALARM, "watch-unmoved-age")).containsEntry("threshold", 60L);
            assertThat(recording.inputs(ALARM, "watch-server-errors")).containsEntry("threshold", 0.5);
            assertThat(recording.inputs(ALARM, "watch-quarantine-growth")).containsEntry("threshold", 5L);
            assertThat(recording.inputs(ALARM, "watch-job-not-run")).containsEntry("evaluationPeriods", 3L);
            assertThat(recording.inputs(ALARM, "watch-table-freshness")).containsEntry("evaluationPeriods", 4L);
        }

        @Test
        void shouldKnowTheMetricsOfARestApi() {
            assertThat(recording
                            .inputs(ALARM, "watch-server-errors")
                            .get("metricQueries")
                            .toString())
                    .contains("5XXError")
                    .contains("ApiName=door")
                    .contains("Stage=live");
        }

        @Test
        void shouldPointToTheTeamsOwnRunbook() {
            assertThat(recording.inputs(ALARM, "watch-job-failed"))
                    .containsEntry(
                            "alarmDescription",
                            "A run of the job failed. What to do: https://example.com/runbook#job-failed");
        }

        @Test
        void shouldMailToThoseOnCall() {
            assertThat(recording.inputs(
                            "aws:sns/topicSubscription:TopicSubscription", "watch-alarms-oncall@example.com"))
                    .isEqualTo(Map.of("topic", TOPIC_ARN, "protocol", "email", "endpoint", "oncall@example.com"));
        }

        @Test
        void shouldBudgetTheStackByItsTagAndWarnByForecast() {
            assertThat(recording.inputs(BUDGET, "watch-budget"))
                    .isEqualTo(Map.of(
                            "budgetType",
                            "COST",
                            "timeUnit",
                            "MONTHLY",
                            "limitUnit",
                            "USD",
                            "limitAmount",
                            "250",
                            "costFilters",
                            List.of(Map.of("name", "TagKeyValue", "values", List.of("user:team$games"))),
                            "notifications",
                            List.of(warning("FORECASTED"), warning("ACTUAL"))));
        }

        private static Map<String, Object> warning(String type) {
            return Map.of(
                    "notificationType",
                    type,
                    "comparisonOperator",
                    "GREATER_THAN",
                    "threshold",
                    100L,
                    "thresholdType",
                    "PERCENTAGE",
                    "subscriberSnsTopicArns",
                    List.of(TOPIC_ARN));
        }
    }

    @Test
    void shouldRefuseToWatchNothing() {
        Recording recording = Recording.of(
                "test",
                Map.of(),
                context -> new Operations(
                        "watch",
                        OperationsArgs.builder().workgroupName("ask").build(),
                        ComponentResourceOptions.Empty));

        assertThat(recording.errors())
                .containsExactly("OperationsArgs: nothing to watch; name at least one of httpApiId, restApiName,"
                        + " trackFunctionName, authorizerFunctionName, streamName, moverFunctionName, queueName,"
                        + " deadLetterQueueName, jobName on the builder");
    }

    @Test
    void shouldSayWhatBelongsTogether() {
        OperationsArgs.Builder twoDoors =
                OperationsArgs.builder().httpApiId("a1").restApiName("door");
        OperationsArgs.Builder noStage = OperationsArgs.builder().httpApiId("a1");
        OperationsArgs.Builder noTag =
                OperationsArgs.builder().streamName("events").monthlyBudgetDollars(1);

        assertThatThrownBy(twoDoors::build)
                .isInstanceOf(RunException.class)
                .hasMessage("OperationsArgs: httpApiId and restApiName are not allowed together; set the one of the"
                        + " front door's kind");
        assertThatThrownBy(noStage::build)
                .isInstanceOf(RunException.class)
                .hasMessage("OperationsArgs.stageName: a value is required; set it on the builder");
        assertThatThrownBy(noTag::build)
                .isInstanceOf(RunException.class)
                .hasMessage("OperationsArgs.costTagValue: a value is required; set it on the builder");
    }
}
