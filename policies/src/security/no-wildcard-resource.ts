import { hasWildcard, isWide } from "../arn";
import { permissionDocuments, statementsOf } from "../iam";
import { resourcePolicy, textsSetting } from "../policy";

export default resourcePolicy({
    name: "security-no-wildcard-resource",
    title: "Permissions name their resources",
    severity: "high",
    level: "mandatory",
    why: "A role that may touch every bucket or stream of the account is as dangerous as the account's own.",
    fix: "Put the ARNs of this stack's own resources into Resource, each with account and name: a * may follow the name, as in bucket/raw/* or table/database/*. For iam:PassRole write out the ARN of the one role, without any *, in a statement of its own.",
    settings: {
        unscopedActions: textsSetting("Actions for which AWS knows no resource but *", [
            "cloudwatch:PutMetricData", "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces",
            "ec2:DeleteNetworkInterface", "ecr:GetAuthorizationToken", "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
        ]),
    },
    validateResource(resource, { unscopedActions }, report) {
        for (const statement of permissionDocuments(resource).flatMap(statementsOf)) {
            if (!statement.allows || statement.actions.every((action) => unscopedActions.includes(action))) {
                continue;
            }
            const passes = statement.actions.some((action) => action.toLowerCase() === "iam:passrole");
            for (const arn of statement.resources.filter((each) => isWide(each) || (passes && hasWildcard(each)))) {
                report(
                    passes
                        ? `iam:PassRole may hand any role of ${arn} to a service: name the one role`
                        : `${statement.actions.join(", ")} may be done to ${arn}`,
                );
            }
            if (statement.notResources.length > 0) {
                report(`NotResource allows ${statement.actions.join(", ")} on all but ${statement.notResources.join(", ")}`);
            }
        }
    },
});
