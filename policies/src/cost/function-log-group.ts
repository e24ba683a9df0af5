import { listOf } from "../graph";
import { stackPolicy } from "../policy";

const GROUP = "aws:cloudwatch/logGroup:LogGroup";

export default stackPolicy({
    name: "cost-function-log-group",
    title: "Every function logs into a group of the stack",
    severity: "low",
    level: "mandatory",
    why: "Lambda makes a missing log group itself: without a retention, and it stays when the stack goes.",
    fix: "Declare a LogGroup, and name it in loggingConfig.logGroup of the function.",
    validateStack(graph, _settings, report) {
        for (const each of graph.ofType("aws:lambda/function:Function")) {
            const named = listOf(each.props["loggingConfig"])[0]?.["logGroup"] as string | undefined;
            const group = named
                ? graph.target(each, "loggingConfig", [GROUP])
                : graph.ofType(GROUP).find(({ props }) => props["name"] === `/aws/lambda/${each.props["name"]}`);
            if (!group) {
                report(each, named ? `no LogGroup of the stack is ${named}` : "loggingConfig.logGroup is not set");
            }
        }
    },
});
