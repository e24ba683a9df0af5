import { isA } from "../graph";
import { conditionValues, statementsOf } from "../iam";
import { resourcePolicy } from "../policy";

const OPEN_ACLS = ["public-read", "public-read-write", "authenticated-read", "website"];

/** Conditions that let only those in who are known otherwise; a region or a user agent is none of them. */
const CLOSING_KEYS = [
    "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:sourceaccount",
    "aws:sourcearn", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceip", "aws:userid", "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
];

export default resourcePolicy({
    name: "security-no-public-bucket",
    title: "No bucket is open to the public",
    severity: "critical",
    level: "mandatory",
    why: "Whoever guesses the name of a public bucket reads what is in it.",
    fix: "Leave the ACL private, and name the accounts or services in the Principal of each Allow of the bucket policy.",
    validateResource(resource, _settings, report) {
        if (isA(resource, "aws:s3/bucket:Bucket", "aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketObject:BucketObject")) {
            const acl = resource.props["acl"] as string | undefined;
            if (acl !== undefined && OPEN_ACLS.includes(acl)) {
                report(`acl is ${acl}`);
            }
        }
        if (!isA(resource, "aws:s3/bucketPolicy:BucketPolicy", "aws:s3/bucket:Bucket")) {
            return;
        }
        for (const statement of statementsOf(resource.props["policy"])) {
            const anybody = statement.principals.some(({ name }) => name === "*");
            const closing = conditionValues(statement, ...CLOSING_KEYS).filter((value) => value !== "*" && value !== "0.0.0.0/0");
            if (statement.allows && anybody && closing.length === 0) {
                report(`a statement of the policy allows ${statement.actions.join(", ")} to everybody`);
            }
        }
    },
});
