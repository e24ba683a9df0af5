import { statementsOf, type Statement } from "../iam";
import { stackPolicy, type StackResource } from "../policy";

export default stackPolicy({
    name: "security-bucket-tls-only",
    title: "Buckets refuse requests without TLS",
    severity: "medium",
    level: "mandatory",
    why: "S3 also answers plain HTTP, where anybody on the way can read the data and the signature.",
    fix: "Give the bucket a BucketPolicy that denies s3:* to everybody on the bucket and its objects while aws:SecureTransport is false.",
    validateStack(graph, _settings, report) {
        for (const bucket of graph.ofType("aws:s3/bucket:Bucket")) {
            const policies: StackResource[] = graph.referring("aws:s3/bucketPolicy:BucketPolicy", "bucket", bucket);
            const statements = [...policies, bucket].flatMap((each) => statementsOf(each.props["policy"]));
            const denials = statements.filter(deniesPlainHttp);
            if (denials.length === 0) {
                report(bucket, "no policy of the bucket denies requests without TLS");
                continue;
            }
            const denied = denials.flatMap((denial) => denial.resources);
            if (!denied.some(isBucket) || !denied.some(areObjects)) {
                report(bucket, `the policy denies plain HTTP only for ${denied.some(isBucket) ? "the bucket" : "its objects"}`);
            }
        }
    },
});

function deniesPlainHttp(statement: Statement): boolean {
    return (
        !statement.allows &&
        statement.principals.some(({ name }) => name === "*") &&
        statement.actions.some((action) => action === "*" || action.toLowerCase() === "s3:*") &&
        // A second condition would let through whatever does not meet it.
        statement.conditions.length === 1 &&
        statement.conditions.every(
            ({ operator, key, values }) =>
                /^Bool(IfExists)?$/.test(operator) && key === "aws:securetransport" && values.includes("false"),
        )
    );
}

function isBucket(arn: string): boolean {
    return arn === "*" || !arn.includes("/");
}

function areObjects(arn: string): boolean {
    return arn.endsWith("*") && (arn === "*" || arn.endsWith("/*") || !arn.includes("/"));
}
