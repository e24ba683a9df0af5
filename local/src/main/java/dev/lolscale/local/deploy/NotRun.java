package dev.lolscale.local.deploy;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackGraph;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a stack declares and one machine does not run. */
public final class NotRun {

    /** The types whose behaviour the local platform shows. */
    private static final Set<String> RUN = Set.of(
            Functions.FUNCTION,
            Functions.ALIAS,
            Streams.STREAM,
            Buckets.BUCKET,
            Buckets.OBJECT,
            Workflows.WORKFLOW,
            Workflows.TRIGGER,
            Workflows.JOB,
            Workflows.CRAWLER,
            HttpApis.API,
            HttpApis.ROUTE,
            HttpApis.INTEGRATION,
            HttpApis.AUTHORIZER,
            HttpApis.STAGE,
            RestApis.API,
            RestApis.RESOURCE,
            RestApis.METHOD,
            RestApis.INTEGRATION,
            RestApis.INTEGRATION_RESPONSE,
            RestApis.GATEWAY_RESPONSE,
            RestApis.STAGE,
            RestApis.DEPLOYMENT,
            RestApis.METHOD_SETTINGS,
            RestApis.USAGE_PLAN,
            RestApis.USAGE_PLAN_KEY,
            ApiKeys.API_KEY,
            Queues.QUEUE,
            Queues.NOTIFICATION,
            Queues.EVENT_SOURCE_MAPPING,
            Lake.DATABASE,
            Lake.TABLE,
            Lake.WORKGROUP,
            Lake.NAMED_QUERY);

    private NotRun() {}

    /**
     * The names of the resources by their short type, in the order of the types. Components, the stack and providers are
     * no resources of AWS and not among them.
     */
    public static Map<String, List<String>> of(StackGraph graph) {
        return graph.resources().stream()
                .filter(GraphResource::custom)
                .filter(resource -> !resource.type().startsWith("pulumi:"))
                .filter(resource -> !RUN.contains(resource.type()))
                .collect(Collectors.groupingBy(
                        GraphResource::shortType,
                        TreeMap::new,
                        Collectors.mapping(GraphResource::name, Collectors.toList())));
    }
}
