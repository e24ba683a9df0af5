package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CloudWatch: logs as they are written and kept, the metrics in them, alarms and dashboards. */
final class CloudWatchPricing implements ServicePricing {

    private static final String SERVICE = "CloudWatch";
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
    private static final String DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
    private static final String METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

    /** What CloudWatch adds to each line when it bills it. */
    private static final double BYTES_OF_A_LINE = 26;

    /** Logs are kept compressed; AWS's own example on the pricing page takes this share. */
    private static final double KEPT_SHARE = 0.15;

    private static final double MINUTES = Workload.SECONDS / 60;
    private static final double MONTHS_OF_A_YEAR = 12;
    private static final long HIGH_RESOLUTION_SECONDS = 60;
    private static final int DEFAULT_INVOCATIONS_PER_LOG_LINE = 10;

    @Override
    public Set<String> types() {
        return Set.of(Types.LOG_GROUP, ALARM, COMPOSITE_ALARM, DASHBOARD, METRIC_FILTER);
    }

    @Override
    public void price(GraphResource resource, Flow flow, Charges charges) {
        switch (resource.type()) {
            case Types.LOG_GROUP -> logGroup(resource, flow, charges);
            case ALARM -> alarm(resource, flow, charges);
            case COMPOSITE_ALARM ->
                charges.charge(resource, SERVICE, "composite alarm", 1, "cloudwatch.compositeAlarm");
            case DASHBOARD -> charges.charge(resource, SERVICE, "dashboard", 1, "cloudwatch.dashboard");
            default -> charges.charge(resource, SERVICE, "metric of " + resource.name(), 1, "cloudwatch.metric");
        }
    }

    private static void logGroup(GraphResource group, Flow flow, Charges charges) {
        String name = Flow.nameOf(group);
        Optional<GraphResource> function = flow.graph().ofType(Types.FUNCTION).stream()
                .filter(each -> each.inputs()
                        .optionalText("loggingConfig.logGroup")
                        .orElse("/aws/lambda/" + Flow.nameOf(each))
                        .equals(name))
                .findFirst();
        Optional<GraphResource> job = flow.graph().ofType(Types.JOB).stream()
                .filter(each -> name.startsWith(each.inputs()
                                .textsByKey("defaultArguments")
                                .getOrDefault("--custom-logGroup-prefix", "/aws-glue/jobs")
                        + "/"))
                .findFirst();
        boolean delivery = flow.graph().ofType(Types.STREAM).stream().anyMatch(stream -> stream.inputs()
                .optionalText("extendedS3Configuration.cloudwatchLoggingOptions.logGroupName")
                .orElse("")
                .equals(name));
        if (function.isPresent()) {
            functionLog(group, function.get(), flow, charges);
        } else if (job.isPresent()) {
            double runs = flow.lake().runs(job.get(), false) + flow.lake().runs(job.get(), true);
            double bytes = runs * flow.measurements().number("job.logBytesPerRunAndGroup");
            log(group, "log of the job, " + group.name(), bytes, false, charges);
            if (name.endsWith("/output")) {
                // A metric is paid for by the hours in which it is written.
                double share = Math.min(1, runs / Workload.HOURS);
                double metrics = flow.measurements().number("job.metrics") * share;
                charges.charge(group, SERVICE, "metrics of the job", metrics, "cloudwatch.metric");
                if (observed(job.get())) {
                    double observed = flow.measurements().number("job.observabilityMetrics") * share;
                    charges.charge(group, SERVICE, "Glue's metrics of the job", observed, "cloudwatch.metric");
                }
            }
        } else if (delivery) {
            charges.free(group, "Firehose writes to it only what it could not deliver");
        } else {
            charges.unpriced(group, "what writes to it is not known");
        }
    }

    private static boolean observed(GraphResource job) {
        return "true".equals(job.inputs().textsByKey("defaultArguments").get("--enable-observability-metrics"));
    }

    private static void functionLog(GraphResource group, GraphResource function, Flow flow, Charges charges) {
        double invocations = LambdaPricing.invocations(function, flow);
        double bytes = platformBytes(function, flow) * invocations;
        boolean speaks = flow.isTrack(function) && !isSilent(function);
        if (speaks) {
            Map<String, String> environment = function.inputs().textsByKey("environment.variables");
            double each = Integer.parseInt(environment.getOrDefault(
                    "INVOCATIONS_PER_LOG_LINE", Integer.toString(DEFAULT_INVOCATIONS_PER_LOG_LINE)));
            // A line comes also when the first invocation in it is a minute ago.
            double lines = Math.max(invocations / each, Math.min(invocations, flow.keys() * MINUTES));
            double lineBytes = flow.measurements().number("track.logLineBytes")
                    + invocations / lines * flow.measurements().number("track.logBytesPerInvocation");
            bytes += lines * (lineBytes + BYTES_OF_A_LINE);
        }
        if (bytes == 0) {
            charges.free(group, function.name() + " writes only faults");
            return;
        }
        log(group, "log of " + function.name(), bytes, true, charges);
        if (speaks) {
            double metrics = flow.measurements().number("track.metricsPerKey") * flow.keys();
            charges.charge(group, SERVICE, "metrics of " + function.name(), metrics, "cloudwatch.metric");
        }
    }

    /** Lambda's own lines about each invocation. */
    private static double platformBytes(GraphResource function, Flow flow) {
        boolean json = function.inputs()
                .optionalText("loggingConfig.logFormat")
                .orElse("Text")
                .equals("JSON");
        boolean quiet = json
                && function.inputs()
                        .optionalText("loggingConfig.systemLogLevel")
                        .orElse("INFO")
                        .equals("WARN");
        double lines = flow.measurements().number("lambda.platformLines");
        return quiet ? 0 : lines * (flow.measurements().number("lambda.platformLineBytes") + BYTES_OF_A_LINE);
    }

    /** Whether Lambda drops what the function writes, which is of level INFO. */
    private static boolean isSilent(GraphResource function) {
        return List.of("WARN", "ERROR", "FATAL")
                .contains(function.inputs()
                        .optionalText("loggingConfig.applicationLogLevel")
                        .orElse("INFO"));
    }

    private static void log(GraphResource group, String what, double bytes, boolean ingest, Charges charges) {
        double days = group.inputs().number("retentionInDays", 0);
        double months = days == 0 ? MONTHS_OF_A_YEAR : Math.min(MONTHS_OF_A_YEAR, days / Workload.DAYS);
        double gigabytes = Gigabytes.of(bytes);
        if (ingest) {
            charges.ingest(group, SERVICE, what, gigabytes, "cloudwatch.logs");
            charges.ingest(group, SERVICE, what + ", kept", gigabytes * months * KEPT_SHARE, "cloudwatch.logsKept");
        } else {
            charges.charge(group, SERVICE, what, gigabytes, "cloudwatch.logs");
            charges.charge(group, SERVICE, what + ", kept", gigabytes * months * KEPT_SHARE, "cloudwatch.logsKept");
        }
    }

    private static void alarm(GraphResource alarm, Flow flow, Charges charges) {
        double metrics = alarm.inputs().objects("metricQueries").stream()
                .mapToDouble(query -> metricsOf(query, flow))
                .sum();
        // A band of what is normal has two metrics of its own.
        double counted = Math.max(1, metrics) + (alarm.inputs().has("thresholdMetricId") ? 2 : 0);
        boolean highResolution = alarm.inputs().number("period", HIGH_RESOLUTION_SECONDS) < HIGH_RESOLUTION_SECONDS;
        charges.charge(
                alarm,
                SERVICE,
                "alarm " + alarm.name(),
                counted,
                highResolution ? "cloudwatch.highResolutionAlarm" : "cloudwatch.alarm");
    }

    /** An alarm on a query over metrics is charged for each that it looks through; the platform's own are one a key. */
    private static double metricsOf(Properties query, Flow flow) {
        if (query.has("metric")) {
            return 1;
        }
        return query.optionalText("expression").orElse("").startsWith("SELECT") ? flow.keys() : 0;
    }
}
