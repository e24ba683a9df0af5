import { type Graph, listOf } from "./graph";
import type { Properties, StackResource } from "./policy";

/** The lifecycle rules of a bucket, from a resource of their own or, in the provider's older form, from the bucket. */
export function rulesOf(graph: Graph, bucket: StackResource): Properties[] {
    const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    return [
        ...graph.referring(type, "bucket", bucket).flatMap(({ props }) => listOf(props["rules"])),
        ...listOf(bucket.props["lifecycleRules"]),
    ];
}

export function isEnabled(rule: Properties): boolean {
    return rule["status"] === "Enabled" || rule["enabled"] === true;
}

/** Whether a rule is for every object: no prefix, tag or size narrows it. */
export function coversAll(rule: Properties): boolean {
    // An empty prefix narrows nothing.
    return Object.values((rule["filter"] ?? {}) as Properties).every((value) => !value) && !rule["prefix"];
}

/** After how many days a rule deletes objects, if it does. */
export function expirationDays(rule: Properties): number | undefined {
    return listOf(rule["expiration"])[0]?.["days"] as number | undefined;
}
