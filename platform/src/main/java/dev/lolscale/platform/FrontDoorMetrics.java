package dev.lolscale.platform;

import com.pulumi.core.Output;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What API Gateway counts at the front door. Its two kinds of API write other names and other dimensions.
 *
 * @param requests how many came
 * @param clientErrors how many were answered 4xx
 * @param serverErrors how many were answered 5xx
 * @param latency how long the answers took
 */
record FrontDoorMetrics(Metric requests, Metric clientErrors, Metric serverErrors, Metric latency) {

    static Optional<FrontDoorMetrics> of(OperationsArgs args) {
        return args.httpApiId()
                .map(id -> of("ApiId", id, args.stageName(), "4xx", "5xx"))
                .or(() ->
                        args.restApiName().map(name -> of("ApiName", name, args.stageName(), "4XXError", "5XXError")));
    }

    private static FrontDoorMetrics of(
            String dimension, Output<String> api, Output<String> stage, String clientErrors, String serverErrors) {
        Output<Map<String, String>> dimensions = Output.tuple(api, stage)
                .applyValue(names -> new TreeMap<>(Map.of(dimension, names.t1, "Stage", names.t2)));
        return new FrontDoorMetrics(
                new Metric("AWS/ApiGateway", "Count", "Sum", dimensions),
                new Metric("AWS/ApiGateway", clientErrors, "Sum", dimensions),
                new Metric("AWS/ApiGateway", serverErrors, "Sum", dimensions),
                new Metric("AWS/ApiGateway", "Latency", "p99", dimensions));
    }
}
