import { isWide } from "../arn";
import { isA } from "../graph";
import { resourcePolicy } from "../policy";

/** Services whose ARNs hold no account, so that a bucket deleted here and made elsewhere would still be let in. */
const WITHOUT_ACCOUNT = ["s3.amazonaws.com"];

export default resourcePolicy({
    name: "security-permission-source",
    title: "A function is called only by the resource that is meant to",
    severity: "high",
    level: "mandatory",
    why: "A permission for a service without a source lets any account's API or bucket call the function.",
    fix: "Set sourceArn of the permission to the ARN of the one resource, with its account, and for S3 also sourceAccount; name the service or role in principal.",
    validateResource(resource, _settings, report) {
        if (!isA(resource, "aws:lambda/permission:Permission")) {
            return;
        }
        const principal = String(resource.props["principal"]);
        const source = resource.props["sourceArn"] as string | undefined;
        if (principal === "*") {
            report("principal is *: everybody may call the function");
        } else if (principal.endsWith(".amazonaws.com") && !source) {
            report(`any resource of ${principal} may call the function: sourceArn is not set`);
        } else if (source && isWide(source)) {
            report(`sourceArn is ${source}, which leaves open whose or which resource may call the function`);
        } else if (WITHOUT_ACCOUNT.includes(principal) && !resource.props["sourceAccount"]) {
            report(`sourceAccount is not set, and the ARNs of ${principal} name no account`);
        }
    },
});
