package dev.lolscale.platform;

import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryMetricArgs;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A metric of CloudWatch, as whoever writes it names it: an alarm on another name or other dimensions waits for ever and
 * says nothing.
 *
 * @param namespace for example {@code AWS/Firehose}
 * @param name the metric
 * @param statistic how the values of a period become one
 * @param dimensions all of them, by name
 */
record Metric(String namespace, String name, String statistic, Output<Map<String, String>> dimensions) {

    /** What our own functions and the job write, in CloudWatch's embedded metric format. */
    static final String OWN_NAMESPACE = "Lolscale";

    /** A metric with one dimension. */
    static Metric of(String namespace, String name, String statistic, String dimension, Output<String> value) {
        return new Metric(namespace, name, statistic, value.applyValue(each -> Map.of(dimension, each)));
    }

    static Metric ofStream(String name, String statistic, Output<String> stream) {
        return of("AWS/Firehose", name, statistic, "DeliveryStreamName", stream);
    }

    static Metric ofFunction(String name, String statistic, Output<String> function) {
        return of("AWS/Lambda", name, statistic, "FunctionName", function);
    }

    static Metric ofQueue(String name, String statistic, Output<String> queue) {
        return of("AWS/SQS", name, statistic, "QueueName", queue);
    }

    /** What the job itself counts. */
    static Metric ofRuns(String name, Output<String> job) {
        return of(OWN_NAMESPACE, name, "Sum", "job", job);
    }

    /** What Glue counts of the job's runs, for a job with observability metrics. */
    static Metric ofJob(String name, Output<String> job) {
        return new Metric(
                "Glue",
                name,
                "Sum",
                job.applyValue(each -> new TreeMap<>(
                        Map.of("JobName", each, "JobRunId", "ALL", "Type", "count", "ObservabilityGroup", "error"))));
    }

    /** This metric as a part of an expression, in which {@code id} stands for it. */
    MetricAlarmMetricQueryArgs as(String id, int periodSeconds) {
        return MetricAlarmMetricQueryArgs.builder()
                .id(id)
                .metric(MetricAlarmMetricQueryMetricArgs.builder()
                        .namespace(namespace)
                        .metricName(name)
                        .stat(statistic)
                        .period(periodSeconds)
                        .dimensions(dimensions)
                        .build())
                .returnData(false)
                .build();
    }

    /** This metric as a line of a dashboard's graph: namespace, name, each dimension and its value, options. */
    Output<List<Object>> line() {
        return dimensions.applyValue(named -> {
            List<Object> line = new ArrayList<>(List.of(namespace, name));
            new TreeMap<>(named).forEach((dimension, value) -> {
                line.add(dimension);
                line.add(value);
            });
            line.add(Map.of("stat", statistic));
            return line;
        });
    }
}
