import { PolicyPack, type ResourceValidationPolicy, type StackValidationPolicy } from "@pulumi/policy";
import { policies } from "./policies";
import { Graph } from "./src/graph";
import { type Policy, valuesOf } from "./src/policy";

new PolicyPack("lolscale", { policies: policies.map(toPulumi) });

function toPulumi(policy: Policy): ResourceValidationPolicy | StackValidationPolicy {
    const common = {
        name: policy.name,
        displayName: policy.title,
        description: `${policy.title}. ${policy.why} Fix: ${policy.fix}`,
        severity: policy.severity,
        enforcementLevel: policy.level,
        remediationSteps: policy.fix,
        tags: [policy.name.split("-")[0] ?? ""],
        configSchema: {
            properties: Object.fromEntries(
                Object.entries(policy.settings).map(([name, setting]) => [name, setting.schema]),
            ),
        },
    };
    if (policy.kind === "resource") {
        return {
            ...common,
            validateResource: (args, report) =>
                policy.validateResource(args, valuesOf(policy, args.getConfig()), (reason) => report(reason)),
        };
    }
    return {
        ...common,
        validateStack: (args, report) =>
            policy.validateStack(
                new Graph(args.resources),
                valuesOf(policy, args.getConfig()),
                (resource, reason) => report(reason, resource.urn),
            ),
    };
}
