import { type Graph, isA, known, listOf } from "../graph";
import { statementsOf } from "../iam";
import { type ReportOf, stackPolicy, type StackResource } from "../policy";

const ALIAS = "aws:lambda/alias:Alias";
const FUNCTION = "aws:lambda/function:Function";
const QUEUE = "aws:sqs/queue:Queue";

/** What calls a function: the property that names it, and the service that does. */
const CALLERS: { type: string; property: string; service: string; part?: (props: Record<string, unknown>) => unknown[] }[] = [
    { type: "aws:apigatewayv2/integration:Integration", property: "integrationUri", service: "apigateway.amazonaws.com" },
    { type: "aws:apigatewayv2/authorizer:Authorizer", property: "authorizerUri", service: "apigateway.amazonaws.com" },
    { type: "aws:apigateway/integration:Integration", property: "uri", service: "apigateway.amazonaws.com" },
    { type: "aws:apigateway/authorizer:Authorizer", property: "authorizerUri", service: "apigateway.amazonaws.com" },
    { type: "aws:cloudwatch/eventTarget:EventTarget", property: "arn", service: "events.amazonaws.com" },
    { type: "aws:sns/topicSubscription:TopicSubscription", property: "endpoint", service: "sns.amazonaws.com" },
    {
        type: "aws:s3/bucketNotification:BucketNotification",
        property: "lambdaFunctions",
        service: "s3.amazonaws.com",
        part: (props) => listOf(props["lambdaFunctions"] as object[]).map((each) => (each as Record<string, unknown>)["lambdaFunctionArn"]),
    },
];

export default stackPolicy({
    name: "reliability-trigger-permission",
    title: "What is triggered lets its trigger in",
    severity: "high",
    level: "mandatory",
    why: "Without the permission the call is refused in silence: the API answers 500, an object is never noticed.",
    fix: "Add a lambda Permission for the very alias that is called (qualifier), or a queue or topic policy, for the calling service.",
    validateStack(graph, _settings, report) {
        for (const caller of CALLERS) {
            for (const resource of graph.ofType(caller.type).filter(({ type }) => type === caller.type)) {
                for (const part of known(() => caller.part?.(resource.props)) ?? [resource.props[caller.property]]) {
                    checkCall(graph, resource, caller.property, caller.service, part, report);
                }
            }
        }
        for (const notification of graph.ofType("aws:s3/bucketNotification:BucketNotification")) {
            for (const target of listOf(notification.props["queues"])) {
                checkQueue(graph, notification, "queues", "s3.amazonaws.com", () => target["queueArn"], report);
            }
        }
        for (const subscription of graph.ofType("aws:sns/topicSubscription:TopicSubscription")) {
            checkQueue(graph, subscription, "endpoint", "sns.amazonaws.com", () => subscription.props["endpoint"], report);
        }
    },
});

function checkCall(graph: Graph, caller: StackResource, property: string, service: string, part: unknown, report: ReportOf): void {
    // An alias' ARN begins with its function's: the alias is what is called.
    const called = graph.target(caller, property, [ALIAS], () => part) ?? graph.target(caller, property, [FUNCTION], () => part);
    if (!called) {
        return;
    }
    const alias = isA(called, ALIAS);
    const permitted = graph.ofType("aws:lambda/permission:Permission").some((permission) => {
        if (permission.props["principal"] !== service && permission.props["principal"] !== "*") {
            return false;
        }
        if (!alias) {
            return permission.props["qualifier"] === undefined && graph.refers(permission, "function", called);
        }
        return (
            graph.refers(permission, "qualifier", called) ||
            graph.refers(permission, "function", called) ||
            (permission.props["qualifier"] === called.props["name"] && sameFunction(graph, permission, called))
        );
    });
    if (!permitted) {
        report(caller, `${service} may not call ${called.name}: there is no Permission for it${alias ? " with this alias as qualifier" : ""}`);
    }
}

function sameFunction(graph: Graph, permission: StackResource, alias: StackResource): boolean {
    const called = graph.target(alias, "functionName", [FUNCTION]);
    return called !== undefined && graph.refers(permission, "function", called);
}

function checkQueue(graph: Graph, caller: StackResource, property: string, service: string, part: () => unknown, report: ReportOf): void {
    const queue = graph.target(caller, property, [QUEUE], part);
    if (!queue) {
        return;
    }
    const allowed = graph
        .referring("aws:sqs/queuePolicy:QueuePolicy", "queueUrl", queue)
        .flatMap((policy) => statementsOf(policy.props["policy"]))
        .some(
            (statement) =>
                statement.allows &&
                statement.actions.some((action) => /^(\*|sqs:\*|sqs:SendMessage)$/i.test(action)) &&
                statement.principals.some(({ name }) => name === service || name === "*"),
        );
    if (!allowed) {
        report(caller, `${service} may not send to ${queue.name}: no policy of the queue allows it`);
    }
}
