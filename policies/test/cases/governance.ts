import noPhysicalNames from "../../src/governance/no-physical-names";
import regions from "../../src/governance/regions";
import runtimeSupported from "../../src/governance/runtime-supported";
import tags from "../../src/governance/tags";
import { type Case, casesOf } from "../support";

const defaultTags = JSON.stringify({ tags: { project: "p", stack: "dev" } });

export const cases: Case[] = [
    casesOf(tags)
        .passes("from the provider", [{ type: "aws:s3/bucketV2:BucketV2", name: "b", provider: { defaultTags } }])
        .fails("none", [{ type: "aws:s3/bucketV2:BucketV2", name: "b" }], ["b: it has no tag project, stack, neither of its own nor from the provider"])
        .edge("some from here, some from there", [{ type: "aws:sqs/queue:Queue", name: "q", props: { tags: { team: "t" } }, provider: { defaultTags } }], [], { tags: ["project", "team"] })
        .edge("an empty tag is none", [{ type: "aws:sqs/queue:Queue", name: "q", props: { tags: { project: "" , stack: "dev" } } }], ["q: it has no tag project, neither of its own nor from the provider"])
        .edge("what takes no tags needs none", [{ type: "aws:iam/rolePolicy:RolePolicy", name: "p" }], []),

    casesOf(regions)
        .passes("allowed", [{ type: "pulumi:providers:aws", name: "aws", props: { region: "us-east-1" } }])
        .fails("not allowed", [{ type: "pulumi:providers:aws", name: "aws", props: { region: "ap-south-1" } }], ["aws: the region is ap-south-1, allowed are eu-central-1"], { regions: ["eu-central-1"] })
        .fails("not set", [{ type: "pulumi:providers:aws", name: "aws", props: {} }], ["aws: region is not set: it would come from whoever runs the update"])
        .edge("a single resource elsewhere", [{ type: "pulumi:providers:aws", name: "aws", props: { region: "us-east-1" } }, { type: "aws:s3/bucket:Bucket", name: "b", props: { region: "sa-east-1" } }], ["b: the region is sa-east-1, allowed are us-east-1"], { regions: ["us-east-1"] }),

    casesOf(noPhysicalNames)
        .passes("left out", [{ type: "aws:s3/bucketV2:BucketV2", name: "lake" }])
        .fails("fixed", [{ type: "aws:s3/bucketV2:BucketV2", name: "lake", props: { bucket: "my-lake" } }, { type: "aws:iam/role:Role", name: "r", props: { name: "admin" } }], ["lake: bucket is fixed to my-lake", "r: name is fixed to admin"])
        .edge("Pulumi's own name, as the engine hands it over", [{ type: "aws:iam/role:Role", name: "r", props: { name: "r-0a1b2c3" } }], [])
        .edge("a name that only looks like it", [{ type: "aws:iam/role:Role", name: "r", props: { name: "r-backup1" } }], ["r: name is fixed to r-backup1"])
        .edge("a name that others rely on", [{ type: "aws:lambda/function:Function", name: "f", props: { name: "collector" } }], [], { allowedNames: ["collector"] }),

    casesOf(runtimeSupported)
        .passes("patched", [{ type: "aws:lambda/function:Function", name: "f", props: { runtime: "java21" } }, { type: "aws:glue/job:Job", name: "j", props: { glueVersion: "5.1" } }], { today: "2026-11-25" })
        .fails("ended", [{ type: "aws:lambda/function:Function", name: "f", props: { runtime: "nodejs16.x" } }, { type: "aws:glue/job:Job", name: "j", props: { glueVersion: "2.0" } }], ["f: the runtime nodejs16.x is not patched since 2024-06-12", "j: Glue 2.0 is not patched since 2026-04-01"], { today: "2026-11-25" })
        .edge("the last day counts as ended, the day before does not", [{ type: "aws:lambda/function:Function", name: "f", props: { runtime: "nodejs22.x" } }], ["f: the runtime nodejs22.x is not patched since 2027-04-30"], { today: "2027-04-30" })
        .edge("the day before", [{ type: "aws:lambda/function:Function", name: "f", props: { runtime: "nodejs22.x" } }], [], { today: "2027-04-29" })
        .edge("a warning ahead of time", [{ type: "aws:lambda/function:Function", name: "f", props: { runtime: "nodejs22.x" } }], ["f: the runtime nodejs22.x is patched only until 2027-04-30"], { today: "2027-03-01", daysAhead: 90 })
        .edge("a container image brings its own, an unknown runtime is newer", [{ type: "aws:lambda/function:Function", name: "f", props: { packageType: "Image" } }, { type: "aws:lambda/function:Function", name: "g", props: { runtime: "java29" } }], [], { today: "2026-11-25" }),
].flatMap(({ all }) => all);
