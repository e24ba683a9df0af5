package dev.lolscale.platform;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;

/** The alarms, each with what to do about it: its description ends with the address of its part of the runbook. */
final class Alarms {

    private static final int FIVE_MINUTES = 300;
    private static final int HOUR = 3_600;

    /** The alarm's answer to a period without data: nothing happened, and nothing had to. */
    private static final String QUIET_IS_GOOD = "notBreaching";

    /** The alarm's answer where something must happen in each period: whoever died writes no metric. */
    private static final String QUIET_IS_BAD = "breaching";

    private final String name;
    private final Resource parent;
    private final OperationsArgs args;
    private final Topic topic;
    private final List<Output<String>> arns = new ArrayList<>();

    private Alarms(String name, Resource parent, OperationsArgs args, Topic topic) {
        this.name = name;
        this.parent = parent;
        this.args = args;
        this.topic = topic;
    }

    /** Declares the alarms on what the arguments name, and returns their ARNs. */
    static List<Output<String>> create(String name, Resource parent, OperationsArgs args, Topic topic) {
        Alarms alarms = new Alarms(name, parent, args, topic);
        alarms.ofFrontDoor();
        args.trackFunctionName().ifPresent(alarms::ofTrack);
        args.authorizerFunctionName().ifPresent(function -> alarms.ofFunction("authorizer", function));
        args.streamName().ifPresent(alarms::ofStream);
        args.moverFunctionName().ifPresent(function -> alarms.ofFunction("mover", function));
        args.queueName().ifPresent(alarms::ofQueue);
        args.deadLetterQueueName().ifPresent(alarms::ofDeadLetters);
        args.jobName().ifPresent(alarms::ofJob);
        return List.copyOf(alarms.arns);
    }

    private void ofFrontDoor() {
        FrontDoorMetrics.of(args)
                .ifPresent(door -> declare(
                        "server-errors",
                        "server-errors",
                        "The front door answers with a 5xx more often than it should",
                        alarm -> alarm.metricQueries(percent(door.serverErrors(), door.requests(), FIVE_MINUTES))
                                .comparisonOperator("GreaterThanThreshold")
                                .threshold(args.serverErrorPercent())
                                .evaluationPeriods(3)
                                .datapointsToAlarm(2)
                                .treatMissingData(QUIET_IS_GOOD)));
    }

    private void ofTrack(Output<String> function) {
        ofFunction("track", function);
        declare(
                "events-undelivered",
                "events-undelivered",
                "Firehose did not take events in time, and senders were told to send them again",
                alarm -> alarm.metricQueries(MetricAlarmMetricQueryArgs.builder()
                                .id("undelivered")
                                // Over all keys: a metric's name and dimensions must match in full, and keys come and
                                // go.
                                .expression(
                                        function.applyValue(each -> "SELECT SUM(rejected_not_delivered) FROM SCHEMA(\""
                                                + Metric.OWN_NAMESPACE
                                                + "\", \"function\", \"keyName\") WHERE \"function\" = '"
                                                + each + "'"))
                                .period(FIVE_MINUTES)
                                .returnData(true)
                                .build())
                        .comparisonOperator("GreaterThanThreshold")
                        .threshold(0.0)
                        .evaluationPeriods(3)
                        .datapointsToAlarm(2)
                        .treatMissingData(QUIET_IS_GOOD));
    }

    private void ofFunction(String role, Output<String> function) {
        aboveZero(
                role + "-errors",
                "function-errors",
                "The " + role + " function fails or runs out of time",
                Metric.ofFunction("Errors", "Sum", function));
        aboveZero(
                role + "-throttles",
                "function-throttles",
                "Lambda does not start the " + role + " function, for the account's concurrency is used up",
                Metric.ofFunction("Throttles", "Sum", function));
    }

    private void ofStream(Output<String> stream) {
        aboveZero(
                "puts-throttled",
                "puts-throttled",
                "Firehose refuses records above the stream's quota",
                Metric.ofStream("ThrottledRecords", "Sum", stream));
        declare(
                "delivery-freshness",
                "delivery-freshness",
                "Events wait in Firehose for longer than they should",
                alarm -> on(alarm, Metric.ofStream("DeliveryToS3.DataFreshness", "Maximum", stream), FIVE_MINUTES)
                        .comparisonOperator("GreaterThanThreshold")
                        .threshold(args.deliverySeconds().applyValue(Integer::doubleValue))
                        .evaluationPeriods(1)
                        .treatMissingData(QUIET_IS_GOOD));
        declare("delivery-failed", "delivery-failed", "Firehose cannot write to the landing bucket", alarm -> on(
                        alarm, Metric.ofStream("DeliveryToS3.Success", "Average", stream), FIVE_MINUTES)
                .comparisonOperator("LessThanThreshold")
                .threshold(1.0)
                .evaluationPeriods(1)
                .treatMissingData(QUIET_IS_GOOD));
    }

    private void ofQueue(Output<String> queue) {
        declare("unmoved-age", "unmoved-age", "A raw object waits to be moved into its day folder", alarm -> on(
                        alarm, Metric.ofQueue("ApproximateAgeOfOldestMessage", "Maximum", queue), FIVE_MINUTES)
                .comparisonOperator("GreaterThanThreshold")
                .threshold(args.unmovedSeconds().applyValue(Integer::doubleValue))
                .evaluationPeriods(1)
                .treatMissingData(QUIET_IS_GOOD));
    }

    private void ofDeadLetters(Output<String> queue) {
        declare(
                "dead-letters",
                "dead-letters",
                "Raw objects could not be moved, and nobody tries any more",
                alarm -> on(alarm, Metric.ofQueue("ApproximateNumberOfMessagesVisible", "Maximum", queue), FIVE_MINUTES)
                        .comparisonOperator("GreaterThanThreshold")
                        .threshold(0.0)
                        .evaluationPeriods(1)
                        .treatMissingData(QUIET_IS_GOOD));
    }

    private void ofJob(Output<String> job) {
        declare("job-failed", "job-failed", "A run of the job failed", alarm -> on(
                        alarm, Metric.ofJob("glue.error.ALL", job), FIVE_MINUTES)
                .comparisonOperator("GreaterThanThreshold")
                .threshold(0.0)
                .evaluationPeriods(1)
                .treatMissingData(QUIET_IS_GOOD));
        declare(
                "job-not-run",
                "job-not-run",
                "No run of the job has ended well for too long",
                alarm -> noneFor(alarm, Metric.ofJob("glue.succeed.ALL", job), args.jobHours()));
        declare(
                "table-freshness",
                "table-freshness",
                "The event table has got no new rows for longer than its objective",
                alarm -> noneFor(alarm, Metric.ofRuns("rows", job), args.freshnessHours()));
        declare(
                "quarantine-growth",
                "quarantine-growth",
                "More lines than usual are no events, and were put into quarantine",
                alarm -> alarm.metricQueries(
                                percent(Metric.ofRuns("quarantined", job), Metric.ofRuns("rawLines", job), HOUR))
                        .comparisonOperator("GreaterThanThreshold")
                        .threshold(args.quarantinePercent())
                        .evaluationPeriods(1)
                        .treatMissingData(QUIET_IS_GOOD));
    }

    /** Two of three periods of five minutes: what heals itself wakes nobody. */
    private void aboveZero(String role, String entry, String what, Metric metric) {
        declare(role, entry, what, alarm -> on(alarm, metric, FIVE_MINUTES)
                .comparisonOperator("GreaterThanThreshold")
                .threshold(0.0)
                .evaluationPeriods(3)
                .datapointsToAlarm(2)
                .treatMissingData(QUIET_IS_GOOD));
    }

    private static MetricAlarmArgs.Builder noneFor(
            MetricAlarmArgs.Builder alarm, Metric metric, Output<Integer> hours) {
        return on(alarm, metric, HOUR)
                .comparisonOperator("LessThanThreshold")
                .threshold(1.0)
                .evaluationPeriods(hours)
                .datapointsToAlarm(hours)
                .treatMissingData(QUIET_IS_BAD);
    }

    private static MetricAlarmArgs.Builder on(MetricAlarmArgs.Builder alarm, Metric metric, int periodSeconds) {
        return alarm.namespace(metric.namespace())
                .metricName(metric.name())
                .statistic(metric.statistic())
                .dimensions(metric.dimensions())
                .period(periodSeconds);
    }

    private static List<MetricAlarmMetricQueryArgs> percent(Metric part, Metric whole, int periodSeconds) {
        return List.of(
                part.as("part", periodSeconds),
                whole.as("whole", periodSeconds),
                MetricAlarmMetricQueryArgs.builder()
                        .id("percent")
                        .expression("IF(whole > 0, 100 * part / whole, 0)")
                        .returnData(true)
                        .build());
    }

    private interface Condition {
        MetricAlarmArgs.Builder on(MetricAlarmArgs.Builder alarm);
    }

    private void declare(String role, String entry, String what, Condition condition) {
        MetricAlarm alarm = new MetricAlarm(
                name + "-" + role,
                condition
                        .on(MetricAlarmArgs.builder()
                                .alarmDescription(args.runbookUrl()
                                        .applyValue(url -> what + ". What to do: " + url + "#" + entry))
                                .alarmActions(topic.arn().applyValue(List::of))
                                .okActions(topic.arn().applyValue(List::of)))
                        .build(),
                Children.of(parent));
        arns.add(alarm.arn());
    }
}
