import { type Graph, isA } from "../graph";
import { numberSetting, stackPolicy, type StackResource } from "../policy";

const FUNCTION = "aws:lambda/function:Function";
const ALIAS = "aws:lambda/alias:Alias";

/** What API Gateway waits unless told: 29 s (REST), 30 s (HTTP). */
const API_SECONDS: Record<string, number> = {
    "aws:apigateway/integration:Integration": 29,
    "aws:apigatewayv2/integration:Integration": 30,
};

export default stackPolicy({
    name: "reliability-timeouts-nested",
    title: "Who waits, waits longer than who works",
    severity: "high",
    level: "mandatory",
    why: "A message that turns visible while its function still works is done twice; an API that gives up first answers 504 for what was done.",
    fix: "Make visibilityTimeoutSeconds of the queue six times the function's timeout plus the batching window, and the function's timeout less than the API's.",
    settings: {
        visibilityTimes: numberSetting("How many times the function's timeout a message stays invisible; AWS advises six", 6),
    },
    validateStack(graph, { visibilityTimes }, report) {
        for (const mapping of graph.ofType("aws:lambda/eventSourceMapping:EventSourceMapping")) {
            const queue = graph.target(mapping, "eventSourceArn", ["aws:sqs/queue:Queue"]);
            const called = functionOf(graph, mapping, "functionName");
            if (!queue || !called) {
                continue;
            }
            const visible = Number(queue.props["visibilityTimeoutSeconds"] ?? 30);
            const window = Number(mapping.props["maximumBatchingWindowInSeconds"] ?? 0);
            const needed = visibilityTimes * timeout(called) + window;
            if (visible < needed) {
                report(queue, `visibilityTimeoutSeconds is ${visible}; ${called.name} may take ${timeout(called)} s, so at least ${needed} are needed`);
            }
        }
        for (const [type, standard] of Object.entries(API_SECONDS)) {
            const property = type.includes("v2") ? "integrationUri" : "uri";
            for (const integration of graph.resources.filter((resource) => resource.type === type)) {
                const called = functionOf(graph, integration, property);
                const waits = Number(integration.props["timeoutMilliseconds"] ?? standard * 1000) / 1000;
                if (called && timeout(called) > waits) {
                    report(integration, `it waits ${waits} s for ${called.name}, which may take ${timeout(called)} s`);
                }
            }
        }
    },
});

function functionOf(graph: Graph, resource: StackResource, property: string): StackResource | undefined {
    const called = graph.target(resource, property, [ALIAS]) ?? graph.target(resource, property, [FUNCTION]);
    return called && isA(called, ALIAS) ? graph.target(called, "functionName", [FUNCTION]) : called;
}

/** Lambda ends a function after three seconds unless told. */
function timeout(resource: StackResource): number {
    return Number(resource.props["timeout"] ?? 3);
}
