package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.List;
import java.util.Set;

/**
 * Lambda: each invocation, and the time it takes times the function's memory. Processor time was measured on a whole core
 * and grows as the memory falls short of what Lambda gives a core for; waiting for other services does not. SnapStart has
 * no charge of its own for Java.
 */
final class LambdaPricing implements ServicePricing {

    private static final String SERVICE = "Lambda";

    /** The memory at which Lambda gives one processor core (Lambda's documentation). */
    static final double MEGABYTES_OF_A_CORE = 1_769;

    private static final double MEGABYTES_OF_GB = 1_024;
    private static final double MILLIS = 1_000;
    private static final String AUTHORIZER = "aws:apigatewayv2/authorizer:Authorizer";

    @Override
    public Set<String> types() {
        return Set.of(Types.FUNCTION);
    }

    @Override
    public void price(GraphResource function, Flow flow, Charges charges) {
        double invocations = invocations(function, flow);
        if (flow.isTrack(function)) {
            charge(function, invocations, trackMillis(function, flow), charges);
        } else if (flow.movers().contains(function)) {
            charge(function, invocations, waiting(function, flow, "mover.cpuMillis", "mover.waitMillis"), charges);
        } else if (!authorizers(function, flow).isEmpty()) {
            double millis = waiting(function, flow, "authorizer.cpuMillis", "authorizer.waitMillis");
            charge(function, invocations, millis, charges);
        } else {
            charges.unpriced(
                    function,
                    "what invokes it is not known: neither an API with events, nor a queue, nor an authorizer");
        }
    }

    private static void charge(GraphResource function, double invocations, double millis, Charges charges) {
        String name = function.name();
        double gigabytes = memory(function) / MEGABYTES_OF_GB;
        String architecture = function.inputs().texts("architectures").contains("arm64") ? "arm" : "x86";
        charges.ingest(function, SERVICE, "requests of " + name, invocations, "lambda.requests");
        charges.ingest(
                function,
                SERVICE,
                "time of " + name,
                invocations * Math.ceil(millis) / MILLIS * gigabytes,
                "lambda." + architecture + ".gbSeconds");
        if (function.inputs().number("ephemeralStorage.size", 512) > 512) {
            charges.unpriced(function, "ephemeral storage above 512 MB");
        }
    }

    /** Milliseconds of an invocation that takes a request of the workload. */
    static double trackMillis(GraphResource function, Flow flow) {
        Measurements measured = flow.measurements();
        double kilobytes = flow.workload().bodyBytes() / 1e3;
        double cpu = measured.number("track.cpuMillisPerRequest")
                + measured.number("track.cpuMillisPerKilobyte") * kilobytes;
        return measured.number("track.waitMillis") + onItsMemory(function, cpu, measured);
    }

    private static double waiting(GraphResource function, Flow flow, String cpu, String wait) {
        Measurements measured = flow.measurements();
        return measured.number(wait) + onItsMemory(function, measured.number(cpu), measured);
    }

    private static double onItsMemory(GraphResource function, double cpuMillis, Measurements measured) {
        return cpuMillis * measured.margin() * MEGABYTES_OF_A_CORE / Math.min(memory(function), MEGABYTES_OF_A_CORE);
    }

    private static double memory(GraphResource function) {
        return function.inputs().number("memorySize", 128);
    }

    /** Invocations a month: of a track function its requests, of a mover its messages, else those by authorizers. */
    static double invocations(GraphResource function, Flow flow) {
        if (flow.isTrack(function)) {
            return flow.requestsOf(function);
        }
        if (flow.movers().contains(function)) {
            return flow.queueOf(function).map(flow::messages).orElse(0.0);
        }
        // API Gateway asks again for a key when its cached answer has expired, at most once a request.
        return authorizers(function, flow).stream()
                .mapToDouble(authorizer -> {
                    long seconds = authorizer.inputs().number("authorizerResultTtlInSeconds", 0);
                    double requests = flow.workload().requests();
                    return seconds == 0 ? requests : Math.min(requests, flow.keys() * Workload.SECONDS / seconds);
                })
                .sum();
    }

    private static List<GraphResource> authorizers(GraphResource function, Flow flow) {
        return flow.graph().ofType(AUTHORIZER).stream()
                .filter(authorizer -> flow.functionIn(authorizer
                                .inputs()
                                .optionalText("authorizerUri")
                                .orElse(""))
                        .filter(function::equals)
                        .isPresent())
                .toList();
    }
}
