import { stackPolicy } from "../policy";

const FLAGS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export default stackPolicy({
    name: "security-bucket-access-block",
    title: "Every bucket has its public access block",
    severity: "high",
    level: "mandatory",
    why: "The block keeps a bucket private when a policy or an ACL is opened by mistake later.",
    fix: "Add a BucketPublicAccessBlock whose bucket is this one, with all four flags true.",
    validateStack(graph, _settings, report) {
        for (const bucket of graph.ofType("aws:s3/bucket:Bucket")) {
            const blocks = graph.referring("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "bucket", bucket);
            if (blocks.length === 0) {
                report(bucket, "no BucketPublicAccessBlock belongs to the bucket");
            }
            for (const block of blocks) {
                const open = FLAGS.filter((flag) => block.props[flag] !== true);
                if (open.length > 0) {
                    report(block, `${open.join(", ")} ${open.length === 1 ? "is" : "are"} not true`);
                }
            }
        }
    },
});
