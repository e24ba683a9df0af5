import { coversAll, isEnabled, rulesOf } from "../lifecycle";
import { type Properties, stackPolicy } from "../policy";

export default stackPolicy({
    name: "cost-bucket-lifecycle",
    title: "Every bucket cleans up after itself",
    severity: "medium",
    level: "mandatory",
    why: "Parts of broken uploads are billed and seen nowhere; so are versions that nobody reads again.",
    fix: "Add a BucketLifecycleConfiguration with an enabled rule for the whole bucket that aborts incomplete multipart uploads.",
    validateStack(graph, _settings, report) {
        for (const bucket of graph.ofType("aws:s3/bucket:Bucket")) {
            const rules = rulesOf(graph, bucket);
            const enabled = rules.filter(isEnabled);
            if (enabled.length === 0) {
                report(bucket, rules.length === 0 ? "the bucket has no lifecycle rule" : "no lifecycle rule of the bucket is enabled");
            } else if (!enabled.some((rule) => abortsUploads(rule) && coversAll(rule))) {
                report(bucket, "no rule for the whole bucket aborts incomplete multipart uploads");
            }
        }
    },
});

function abortsUploads(rule: Properties): boolean {
    return Boolean(rule["abortIncompleteMultipartUpload"]?.["daysAfterInitiation"] ?? rule["abortIncompleteMultipartUploadDays"]);
}
