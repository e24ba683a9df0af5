import { isA } from "../graph";
import { resourcePolicy, textsSetting } from "../policy";

/** Types whose names must differ between stacks, and the input that fixes the name. */
const NAMED: Record<string, string> = {
    "aws:s3/bucket:Bucket": "bucket",
    "aws:iam/role:Role": "name",
    "aws:iam/policy:Policy": "name",
    "aws:lambda/function:Function": "name",
    "aws:sqs/queue:Queue": "name",
    "aws:sns/topic:Topic": "name",
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": "name",
    "aws:athena/workgroup:Workgroup": "name",
    "aws:glue/job:Job": "name",
    "aws:glue/crawler:Crawler": "name",
    "aws:glue/workflow:Workflow": "name",
    "aws:dynamodb/table:Table": "name",
};

export default resourcePolicy({
    name: "governance-no-physical-names",
    title: "Names are left to Pulumi",
    severity: "medium",
    level: "mandatory",
    why: "A fixed name stands in the way of a second stack in the account, and of replacing the resource before the old one is gone.",
    fix: "Leave the name out; Pulumi makes one from the logical name and a random end.",
    settings: {
        allowedNames: textsSetting("Names that must be what they are, because others outside of the stack use them", []),
    },
    validateResource(resource, { allowedNames }, report) {
        for (const [type, property] of Object.entries(NAMED)) {
            const name = isA(resource, type) ? (resource.props[property] as string | undefined) : undefined;
            // In the inputs that the engine checked, an automatic name stands too: the logical one, and seven digits.
            if (name !== undefined && !isAutomatic(name, resource.name) && !allowedNames.includes(name)) {
                report(`${property} is fixed to ${name}`);
            }
        }
    },
});

function isAutomatic(name: string, logicalName: string): boolean {
    return name.startsWith(`${logicalName}-`) && /^-[0-9a-f]{7}(\.fifo)?$/.test(name.slice(logicalName.length));
}
