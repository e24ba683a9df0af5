import { isA, listOf } from "../graph";
import { permissionDocuments, resourceDocuments, statementsOf } from "../iam";
import { type Resource, resourcePolicy, textsSetting } from "../policy";

/**
 * Policies of AWS's own that name each action, in their versions up to 2024-02-13, when the last of them changed; all
 * others are taken to have wildcards, because most have (AWSGlueServiceRole holds glue:*). These name no resources:
 * Lambda's own log group or network interface is not known when they are written.
 */
const NARROW = [
    "service-role/AWSLambdaBasicExecutionRole", "service-role/AWSLambdaVPCAccessExecutionRole",
    "service-role/AWSLambdaSQSQueueExecutionRole", "service-role/AWSLambdaKinesisExecutionRole",
    "service-role/AWSLambdaDynamoDBExecutionRole", "AWSXRayDaemonWriteAccess",
];

export default resourcePolicy({
    name: "security-no-wildcard-action",
    title: "Permissions name their actions",
    severity: "high",
    level: "mandatory",
    why: "A wildcard grants what nobody has thought of, and what AWS adds later; so does a policy that AWS manages.",
    fix: "List the actions that the code calls, one by one, in a policy of the stack's own.",
    settings: {
        managedPolicies: textsSetting(
            "AWS's own policies that may be attached because they name each action, by what follows policy/ in the ARN",
            NARROW,
        ),
    },
    validateResource(resource, { managedPolicies }, report) {
        const documents = [...permissionDocuments(resource), ...resourceDocuments(resource)];
        for (const statement of documents.flatMap(statementsOf).filter(({ allows }) => allows)) {
            for (const action of statement.actions.filter((name) => /[*?]/.test(name))) {
                report(`the action ${action} is a wildcard`);
            }
            if (statement.notActions.length > 0) {
                report(`NotAction allows all actions but ${statement.notActions.join(", ")}`);
            }
        }
        if (isA(resource, "aws:lambda/permission:Permission") && /[*?]/.test(String(resource.props["action"] ?? ""))) {
            report(`the action ${resource.props["action"]} is a wildcard`);
        }
        for (const name of attached(resource).flatMap(managedByAws).filter((each) => !managedPolicies.includes(each))) {
            report(`${name} is a policy of AWS's own, not known to name each action`);
        }
    },
});

/** The ARNs of the policies that a resource gives to a role, user or group. */
function attached(resource: Resource): string[] {
    const attachment = /^aws:iam\/((role|user|group)?[pP]olicyAttachment|(role|user|group)PolicyAttachmentsExclusive):/.test(resource.type);
    const arns = attachment
        ? [...listOf(resource.props["policyArn"] as unknown), ...listOf(resource.props["policyArns"] as unknown)]
        : isA(resource, "aws:iam/role:Role")
          ? listOf(resource.props["managedPolicyArns"] as unknown)
          : [];
    return arns.map(String);
}

/** What follows policy/ in the ARN of a policy that AWS manages: its account is aws. */
function managedByAws(arn: string): string[] {
    const match = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn);
    return match?.[1] ? [match[1]] : [];
}
