import { listOf } from "../graph";
import { stackPolicy, textsSetting } from "../policy";

export default stackPolicy({
    name: "security-bucket-encryption",
    title: "Every bucket says how it encrypts",
    severity: "medium",
    level: "mandatory",
    why: "S3 would encrypt with a key of its own anyway; said in the program, the choice is seen, and kept when the default moves.",
    fix: "Add a BucketServerSideEncryptionConfiguration whose bucket is this one.",
    settings: {
        algorithms: textsSetting("The algorithms that are allowed", ["AES256", "aws:kms", "aws:kms:dsse"]),
    },
    validateStack(graph, { algorithms }, report) {
        const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
        for (const bucket of graph.ofType("aws:s3/bucket:Bucket")) {
            const rules = [
                ...graph.referring(type, "bucket", bucket).flatMap((configuration) => listOf(configuration.props["rules"])),
                ...listOf(bucket.props["serverSideEncryptionConfiguration"]).map((inline) => inline["rule"] ?? {}),
            ];
            const chosen = rules
                .map((rule) => rule["applyServerSideEncryptionByDefault"]?.["sseAlgorithm"] as string | undefined)
                .filter((algorithm): algorithm is string => algorithm !== undefined);
            if (chosen.length === 0) {
                report(bucket, "no encryption is declared for the bucket");
            }
            for (const algorithm of chosen.filter((each) => !algorithms.includes(each))) {
                report(bucket, `sseAlgorithm is ${algorithm}, allowed is ${algorithms.join(", ")}`);
            }
        }
    },
});
