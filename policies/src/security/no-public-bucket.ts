import { isA, listOf } from "../graph";
import { isForEverybody, resourceDocuments, statementsOf } from "../iam";
import { type Properties, resourcePolicy } from "../policy";

const OPEN_ACLS = ["public-read", "public-read-write", "authenticated-read", "website"];

/** The end of the address of a group: everybody, and everybody who has any account of AWS. */
const OPEN_GROUP = /\/(AllUsers|AuthenticatedUsers)$/;

export default resourcePolicy({
    name: "security-no-public-bucket",
    title: "No bucket is open to the public",
    severity: "critical",
    level: "mandatory",
    why: "Whoever guesses the name of a public bucket reads what is in it.",
    fix: "Leave the ACL private, and name the accounts or services in the Principal of each Allow of the bucket policy.",
    validateResource(resource, _settings, report) {
        if (isA(resource, "aws:s3/bucket:Bucket", "aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketObject:BucketObject", "aws:s3/objectCopy:ObjectCopy")) {
            const acl = resource.props["acl"] as string | undefined;
            if (acl !== undefined && OPEN_ACLS.includes(acl)) {
                report(`acl is ${acl}`);
            }
            for (const group of grantees(resource.props).filter((uri) => OPEN_GROUP.test(uri))) {
                report(`a grant of the ACL is for ${group.split("/").at(-1)}`);
            }
        }
        if (!isA(resource, "aws:s3/bucketPolicy:BucketPolicy", "aws:s3/bucket:Bucket")) {
            return;
        }
        for (const statement of resourceDocuments(resource).flatMap(statementsOf).filter(isForEverybody)) {
            report(`a statement of the policy allows ${[...statement.actions, ...statement.notActions.map((action) => `all but ${action}`)].join(", ")} to everybody`);
        }
    },
});

/** The groups to which an ACL grants something, by address: of a BucketAcl, and of a bucket's or object's own grants. */
function grantees(props: Properties): string[] {
    return [
        ...listOf(props["accessControlPolicy"]?.["grants"]).map((grant) => grant["grantee"]?.["uri"]),
        ...listOf(props["grants"]).map((grant) => grant["uri"]),
    ].filter((uri): uri is string => typeof uri === "string");
}
