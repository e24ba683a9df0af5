import { known } from "../graph";
import { resourcePolicy, type Resource, textsSetting } from "../policy";

/** Types that AWS bills or keeps, and that take tags. */
const TAGGED = [
    "aws:apigateway/apiKey:ApiKey", "aws:apigateway/restApi:RestApi", "aws:apigateway/stage:Stage",
    "aws:apigateway/usagePlan:UsagePlan", "aws:apigatewayv2/api:Api", "aws:apigatewayv2/stage:Stage",
    "aws:athena/workgroup:Workgroup", "aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/metricAlarm:MetricAlarm", "aws:dynamodb/table:Table", "aws:glue/catalogDatabase:CatalogDatabase",
    "aws:glue/crawler:Crawler", "aws:glue/job:Job", "aws:glue/trigger:Trigger", "aws:glue/workflow:Workflow",
    "aws:iam/policy:Policy", "aws:iam/role:Role", "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    "aws:kinesis/stream:Stream", "aws:kms/key:Key", "aws:lambda/function:Function", "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2", "aws:sns/topic:Topic", "aws:sqs/queue:Queue",
];

export default resourcePolicy({
    name: "governance-tags",
    title: "Everything says whose it is",
    severity: "low",
    level: "mandatory",
    why: "The bill is split, and what nobody owns is found, by tags.",
    fix: "Set the tags once, in defaultTags of the AWS provider, or on the resource.",
    settings: {
        tags: textsSetting("The tags that each resource must have", ["project", "stack"]),
    },
    validateResource(resource, { tags }, report) {
        if (!TAGGED.includes(resource.type)) {
            return;
        }
        const set = { ...defaultTags(resource), ...(resource.props["tags"] as Record<string, string> | undefined) };
        const missing = tags.filter((tag) => !set[tag]);
        if (missing.length > 0) {
            report(`it has no tag ${missing.join(", ")}, neither of its own nor from the provider`);
        }
    },
});

/** The tags of the provider; its settings are JSON text on the wire. */
function defaultTags(resource: Resource): Record<string, string> {
    const given = known(() => resource.provider?.props["defaultTags"] as unknown);
    const parsed = typeof given === "string" ? known(() => JSON.parse(given) as unknown) : given;
    return (parsed as { tags?: Record<string, string> } | undefined)?.tags ?? {};
}
