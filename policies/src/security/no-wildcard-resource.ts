import { permissionDocuments, statementsOf } from "../iam";
import { resourcePolicy, textsSetting } from "../policy";

export default resourcePolicy({
    name: "security-no-wildcard-resource",
    title: "Permissions name their resources",
    severity: "high",
    level: "mandatory",
    why: "A role that may touch every bucket or stream of the account is as dangerous as the account's own.",
    fix: "Put the ARNs of this stack's own resources into Resource; only what follows the last slash or colon may be *.",
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
            for (const arn of statement.resources.filter(isWide)) {
                report(`${statement.actions.join(", ")} may be done to ${arn}`);
            }
            if (statement.notResources.length > 0) {
                report(`NotResource allows ${statement.actions.join(", ")} on all but ${statement.notResources.join(", ")}`);
            }
        }
    },
});

/** Whether an ARN leaves open which bucket, function, table it means: a wildcard before the resource's own name ends. */
function isWide(arn: string): boolean {
    if (arn === "*") {
        return true;
    }
    // arn:partition:service:region:account:resource
    const parts = arn.split(":");
    const service = parts[2] ?? "*";
    const resource = parts.slice(5).join(":");
    // The name stands before the first slash in S3, and after the kind elsewhere: role/name, log-group:name.
    const name = service === "s3" ? resource.split("/")[0] : resource.split(/[/:]/).slice(0, 2).join("/");
    return /[*?]/.test(service) || resource === "" || /[*?]/.test(withoutEnd(name ?? "", resource));
}

/** A name that begins with a letter may end in a wildcard where others follow it: table/my_database/raw_*. */
function withoutEnd(name: string, resource: string): string {
    const segments = resource.split(/[/:]/);
    return segments.length > 2 ? name : name.replace(/([A-Za-z0-9_-]{3,})\*$/, "$1");
}
