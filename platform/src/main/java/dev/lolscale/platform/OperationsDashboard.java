package dev.lolscale.platform;

import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The way of an event from the door to the query, as one page of graphs, with the alarms on top. */
final class OperationsDashboard {

    /** CloudWatch's grid is 24 wide: three graphs in a row. */
    private static final int GRID = 24;

    private static final int WIDTH = GRID / 3;
    private static final int HEIGHT = 6;

    private static final int FIVE_MINUTES = 300;
    private static final int HOUR = 3_600;

    private final Output<String> region;
    private final List<Output<Map<String, Object>>> widgets = new ArrayList<>();

    private OperationsDashboard(Output<String> region) {
        this.region = region;
    }

    /**
     * Declares it and returns its name, {@code <project>-<stack>-<component>}: Pulumi makes none for a dashboard, and one
     * that came from another resource would be unknown in a preview.
     */
    static Output<String> create(
            String name, Resource parent, OperationsArgs args, Topic topic, List<Output<String>> alarmArns) {
        OperationsDashboard page = new OperationsDashboard(
                topic.arn().applyValue(arn -> Arn.parse(arn).region()));
        page.alarms(alarmArns);
        page.door(args);
        page.stream(args);
        page.table(args);
        page.queries(args);
        Dashboard dashboard = new Dashboard(
                name,
                DashboardArgs.builder()
                        .dashboardName(String.join(
                                "-",
                                Deployment.getInstance().getProjectName(),
                                Deployment.getInstance().getStackName(),
                                parent.pulumiResourceName()))
                        .dashboardBody(Output.all(page.widgets).applyValue(OperationsDashboard::body))
                        .build(),
                Children.of(parent));
        return dashboard.dashboardName();
    }

    private void alarms(List<Output<String>> arns) {
        widgets.add(Output.all(arns)
                .applyValue(all -> widget("alarm", GRID, new TreeMap<>(Map.of("title", "Alarms", "alarms", all)))));
    }

    private void door(OperationsArgs args) {
        FrontDoorMetrics.of(args).ifPresent(door -> {
            graph(
                    "1. Requests at the door",
                    FIVE_MINUTES,
                    List.of(door.requests(), door.clientErrors(), door.serverErrors()));
            graph("Answers, 99th percentile in milliseconds", FIVE_MINUTES, List.of(door.latency()));
        });
        args.trackFunctionName().ifPresent(function -> {
            search(
                    "2. Events by what became of them, over all keys",
                    FIVE_MINUTES,
                    function.applyValue(name -> List.of(
                            sumOf(
                                    "{Lolscale,function,keyName} MetricName=\"accepted\" function=\"" + name + "\"",
                                    "accepted"),
                            sumOf("{Lolscale,function,keyName} rejected function=\"" + name + "\"", "rejected"))));
            graph(
                    "Track function",
                    FIVE_MINUTES,
                    List.of(
                            Metric.ofFunction("Invocations", "Sum", function),
                            Metric.ofFunction("Errors", "Sum", function),
                            Metric.ofFunction("Throttles", "Sum", function),
                            Metric.ofFunction("ConcurrentExecutions", "Maximum", function)));
        });
    }

    private void stream(OperationsArgs args) {
        args.streamName().ifPresent(stream -> {
            graph(
                    "3. Records in the stream",
                    FIVE_MINUTES,
                    List.of(
                            Metric.ofStream("IncomingRecords", "Sum", stream),
                            Metric.ofStream("ThrottledRecords", "Sum", stream),
                            Metric.ofStream("DeliveryToS3.Records", "Sum", stream)));
            graph(
                    "Age of the oldest event in it, in seconds",
                    FIVE_MINUTES,
                    List.of(Metric.ofStream("DeliveryToS3.DataFreshness", "Maximum", stream)));
        });
        args.queueName()
                .ifPresent(queue -> graph(
                        "4. Age of the oldest object to move, in seconds",
                        FIVE_MINUTES,
                        List.of(Metric.ofQueue("ApproximateAgeOfOldestMessage", "Maximum", queue))));
        args.deadLetterQueueName()
                .ifPresent(queue -> graph(
                        "Objects that could not be moved",
                        FIVE_MINUTES,
                        List.of(Metric.ofQueue("ApproximateNumberOfMessagesVisible", "Maximum", queue))));
    }

    private void table(OperationsArgs args) {
        args.jobName().ifPresent(job -> {
            graph(
                    "5. What became of raw lines",
                    HOUR,
                    List.of(
                            Metric.ofRuns("rawLines", job),
                            Metric.ofRuns("rows", job),
                            Metric.ofRuns("quarantined", job),
                            Metric.ofRuns("duplicatesDropped", job)));
            graph(
                    "Runs of the job",
                    HOUR,
                    List.of(Metric.ofJob("glue.succeed.ALL", job), Metric.ofJob("glue.error.ALL", job)));
            graph("How long they took, in seconds", HOUR, List.of(Metric.ofRuns("seconds", job)));
        });
    }

    private void queries(OperationsArgs args) {
        args.workgroupName()
                .ifPresent(workgroup -> search(
                        "6. Bytes read by queries",
                        HOUR,
                        workgroup.applyValue(name -> List.of(sumOf(
                                "{AWS/Athena,QueryState,QueryType,WorkGroup} MetricName=\"ProcessedBytes\" WorkGroup=\""
                                        + name + "\"",
                                "bytes")))));
    }

    private void graph(String title, int periodSeconds, List<Metric> metrics) {
        search(
                title,
                periodSeconds,
                Output.all(metrics.stream().map(Metric::line).toList()).applyValue(List::copyOf));
    }

    private void search(String title, int periodSeconds, Output<? extends List<?>> lines) {
        widgets.add(Output.tuple(region, lines)
                .applyValue(shown -> widget(
                        "metric",
                        WIDTH,
                        new TreeMap<>(Map.of(
                                "title",
                                title,
                                "region",
                                shown.t1,
                                "period",
                                periodSeconds,
                                "view",
                                "timeSeries",
                                "metrics",
                                shown.t2)))));
    }

    private static List<Object> sumOf(String search, String label) {
        return List.of(new TreeMap<>(Map.of("expression", "SUM(SEARCH('" + search + "', 'Sum'))", "label", label)));
    }

    private static Map<String, Object> widget(String type, int width, Map<String, Object> properties) {
        return new TreeMap<>(Map.of("type", type, "width", width, "height", HEIGHT, "properties", properties));
    }

    /** CloudWatch puts widgets without a place side by side, in their order. */
    private static String body(List<Map<String, Object>> widgets) {
        return Json.of(Map.of("widgets", widgets));
    }
}
