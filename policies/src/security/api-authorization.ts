import { isA } from "../graph";
import { resourcePolicy, textsSetting } from "../policy";

export default resourcePolicy({
    name: "security-api-authorization",
    title: "Every route asks who calls",
    severity: "critical",
    level: "mandatory",
    why: "A route without authorization takes events, and causes costs, from anybody who finds its address.",
    fix: "HTTP API: set authorizationType of the Route, and declare Route and Integration in place of target. REST API: set authorization of the Method, or apiKeyRequired. Function URL: set authorizationType of the FunctionUrl to AWS_IAM.",
    settings: {
        openRoutes: textsSetting("Routes that are meant to be open, as method and path, for example GET /health", []),
    },
    validateResource(resource, { openRoutes }, report) {
        if (isA(resource, "aws:apigateway/method:Method")) {
            const open = (resource.props["authorization"] ?? "NONE") === "NONE" && resource.props["apiKeyRequired"] !== true;
            // Browsers ask OPTIONS before they have anything to show.
            if (open && resource.props["httpMethod"] !== "OPTIONS") {
                report(`${resource.props["httpMethod"]} needs neither authorization nor an API key`);
            }
        }
        // The provider's version 7 keeps the token of HTTP APIs, apigatewayv2.
        if (resource.type === "aws:apigatewayv2/route:Route") {
            const route = String(resource.props["routeKey"]);
            const open = (resource.props["authorizationType"] ?? "NONE") === "NONE";
            // On a WebSocket API only $connect is asked.
            const asked = !route.startsWith("OPTIONS ") && route !== "$disconnect";
            if (open && asked && !openRoutes.includes(route)) {
                report(`${route} has no authorization`);
            }
        }
        if (resource.type === "aws:apigatewayv2/api:Api" && resource.props["target"]) {
            const route = String(resource.props["routeKey"] ?? "$default");
            if (!openRoutes.includes(route)) {
                report(`target makes the route ${route}, which has no authorization`);
            }
        }
        if (isA(resource, "aws:lambda/functionUrl:FunctionUrl") && resource.props["authorizationType"] !== "AWS_IAM") {
            report("the function's address takes calls from everybody");
        }
    },
});
