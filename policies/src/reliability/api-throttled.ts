import { type Graph, isA, listOf } from "../graph";
import { stackPolicy, type StackResource } from "../policy";

export default stackPolicy({
    name: "reliability-api-throttled",
    title: "Every API has its own limit of requests",
    severity: "medium",
    level: "mandatory",
    why: "Without one a single API takes the whole account's 10,000 requests a second, and everything behind it is billed.",
    fix: "Set defaultRouteSettings.throttlingRateLimit and throttlingBurstLimit of the stage (HTTP API), which target of an Api cannot do, or MethodSettings for */* (REST API).",
    validateStack(graph, _settings, report) {
        for (const stage of graph.resources.filter(({ type }) => type === "aws:apigatewayv2/stage:Stage")) {
            check(stage, stage.props["defaultRouteSettings"] ?? {}, report);
        }
        for (const api of graph.resources.filter(({ type, props }) => type === "aws:apigatewayv2/api:Api" && props["target"])) {
            report(api, "target makes a stage $default, which has no limits");
        }
        for (const stage of graph.resources.filter(({ type }) => type === "aws:apigateway/stage:Stage")) {
            const settings = methodSettings(graph, stage);
            if (settings === undefined) {
                report(stage, "no MethodSettings of the stage are for */*");
            } else {
                check(stage, settings, report);
            }
        }
    },
});

function methodSettings(graph: Graph, stage: StackResource): Record<string, unknown> | undefined {
    return graph
        .ofType("aws:apigateway/methodSettings:MethodSettings")
        .filter((settings) => isA(settings, "aws:apigateway/methodSettings:MethodSettings") && graph.refers(settings, "stageName", stage))
        .filter((settings) => settings.props["methodPath"] === "*/*")
        .flatMap((settings) => listOf(settings.props["settings"]))[0];
}

function check(stage: StackResource, settings: Record<string, unknown>, report: (resource: StackResource, reason: string) => void): void {
    for (const name of ["throttlingRateLimit", "throttlingBurstLimit"]) {
        // API Gateway takes -1 for no limit, and the provider 0 of an HTTP API for not set.
        if (!(Number(settings[name] ?? 0) > 0)) {
            report(stage, `${name} is not set`);
        }
    }
}
