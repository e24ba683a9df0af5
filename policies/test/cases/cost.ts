import athenaCutoff from "../../src/cost/athena-cutoff";
import bucketLifecycle from "../../src/cost/bucket-lifecycle";
import crawlerFrequency from "../../src/cost/crawler-frequency";
import firehoseBuffers from "../../src/cost/firehose-buffers";
import firehoseCompression from "../../src/cost/firehose-compression";
import functionLogGroup from "../../src/cost/function-log-group";
import jobFrequency from "../../src/cost/job-frequency";
import logRetention from "../../src/cost/log-retention";
import noProvisionedConcurrency from "../../src/cost/no-provisioned-concurrency";
import noStandingCharges from "../../src/cost/no-standing-charges";
import workersBounded from "../../src/cost/workers-bounded";
import { type Case, casesOf, type Given } from "../support";

const workgroup = (configuration: object): Given => ({ type: "aws:athena/workgroup:Workgroup", name: "w", props: { configuration } });
const stream = (extendedS3Configuration: object): Given => ({ type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", name: "s", props: { extendedS3Configuration } });
const job = (props: object): Given => ({ type: "aws:glue/job:Job", name: "j", props });
const bucket: Given = { type: "aws:s3/bucketV2:BucketV2", name: "b", props: { id: "b-1", bucket: "b-1" } };
const lifecycle = (...rules: object[]): Given => ({ type: "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2", name: "l", props: { bucket: "b-1", rules }, from: { bucket: "b" } });
const abort = { daysAfterInitiation: 7 };

export const cases: Case[] = [
    casesOf(athenaCutoff)
        .passes("bounded", [workgroup({ bytesScannedCutoffPerQuery: 20_000_000_000, enforceWorkgroupConfiguration: true })])
        .fails("none", [workgroup({})], ["w: bytesScannedCutoffPerQuery is not set"])
        .fails("too high", [workgroup({ bytesScannedCutoffPerQuery: 2_000_000_000_000 })], ["w: bytesScannedCutoffPerQuery is 2000000000000, allowed is 1000000000000 at most"])
        .edge("set, but a client may go around it", [workgroup({ bytesScannedCutoffPerQuery: 1e9, enforceWorkgroupConfiguration: false })], ["w: enforceWorkgroupConfiguration is false: a client may go around the cut-off"])
        .edge("a team with smaller queries", [workgroup({ bytesScannedCutoffPerQuery: 2e9 })], ["w: bytesScannedCutoffPerQuery is 2000000000, allowed is 1000000000 at most"], { maxBytes: 1e9 }),

    casesOf(bucketLifecycle)
        .passes("uploads are aborted", [bucket, lifecycle({ status: "Enabled", filter: { prefix: "" }, abortIncompleteMultipartUpload: abort })])
        .fails("none", [bucket], ["b: the bucket has no lifecycle rule"])
        .fails("switched off", [bucket, lifecycle({ status: "Disabled", abortIncompleteMultipartUpload: abort })], ["b: no lifecycle rule of the bucket is enabled"])
        .edge("for one folder only", [bucket, lifecycle({ status: "Enabled", filter: { prefix: "raw/" }, abortIncompleteMultipartUpload: abort })], ["b: no rule for the whole bucket aborts incomplete multipart uploads"])
        .edge("inside of the bucket, as in the provider's older form", [{ ...bucket, props: { lifecycleRules: [{ enabled: true, abortIncompleteMultipartUploadDays: 3 }] } }], []),

    casesOf(functionLogGroup)
        .passes("a group of the stack", [{ type: "aws:cloudwatch/logGroup:LogGroup", name: "g", props: { name: "g-1" } }, { type: "aws:lambda/function:Function", name: "f", props: { loggingConfig: { logGroup: "g-1" } }, from: { loggingConfig: "g" } }])
        .fails("Lambda's own", [{ type: "aws:lambda/function:Function", name: "f", props: { name: "f-1" } }], ["f: loggingConfig.logGroup is not set"])
        .edge("Lambda's own name, declared", [{ type: "aws:cloudwatch/logGroup:LogGroup", name: "g", props: { name: "/aws/lambda/f-1" } }, { type: "aws:lambda/function:Function", name: "f", props: { name: "f-1" } }], []),

    casesOf(logRetention)
        .passes("a month", [{ type: "aws:cloudwatch/logGroup:LogGroup", name: "g", props: { retentionInDays: 30 } }])
        .fails("for ever", [{ type: "aws:cloudwatch/logGroup:LogGroup", name: "g", props: {} }], ["g: retentionInDays is not set"])
        .edge("0 is for ever too", [{ type: "aws:cloudwatch/logGroup:LogGroup", name: "g", props: { retentionInDays: 0 } }], ["g: retentionInDays is not set"])
        .edge("ten years", [{ type: "aws:cloudwatch/logGroup:LogGroup", name: "g", props: { retentionInDays: 3653 } }], ["g: retentionInDays is 3653, allowed is 731 at most"]),

    casesOf(crawlerFrequency)
        .passes("hourly", [{ type: "aws:glue/crawler:Crawler", name: "c", props: { schedule: "cron(0 * * * ? *)" } }])
        .fails("every five minutes", [{ type: "aws:glue/crawler:Crawler", name: "c", props: { schedule: "cron(0/5 * * * ? *)" } }], ["c: its schedule runs it 288 times a day, allowed are 24"])
        .edge("twice in the hours of the day, by a list", [{ type: "aws:glue/crawler:Crawler", name: "c", props: { schedule: "cron(0,30 8-19 * * ? *)" } }], [])
        .edge("through a workflow, at the second trigger", [
            { type: "aws:glue/workflow:Workflow", name: "w", props: { name: "w-1" } },
            { type: "aws:glue/trigger:Trigger", name: "start", props: { workflowName: "w-1", schedule: "cron(0/15 * * * ? *)", actions: [{ jobName: "j" }] }, from: { workflowName: "w" } },
            { type: "aws:glue/trigger:Trigger", name: "then", props: { workflowName: "w-1", actions: [{ crawlerName: "c" }] }, from: { workflowName: "w" } },
        ], ["start: its schedule starts a workflow with a crawler 96 times a day, allowed are 24"])
        .edge("a job alone is another policy's affair", [{ type: "aws:glue/trigger:Trigger", name: "start", props: { schedule: "cron(0/15 * * * ? *)", actions: [{ jobName: "j" }] } }], []),

    casesOf(jobFrequency)
        .passes("hourly", [{ type: "aws:glue/trigger:Trigger", name: "start", props: { schedule: "cron(0 * * * ? *)", actions: [{ jobName: "j" }] } }])
        .fails("every minute, every five minutes", [
            { type: "aws:glue/trigger:Trigger", name: "one", props: { schedule: "cron(* * * * ? *)", actions: [{ jobName: "j" }] } },
            { type: "aws:glue/trigger:Trigger", name: "five", props: { schedule: "cron(0/5 * * * ? *)", actions: [{ jobName: "j" }] } },
        ], ["one: its schedule starts a job 1440 times a day, allowed are 24", "five: its schedule starts a job 288 times a day, allowed are 24"])
        .edge("through a workflow, at the second trigger", [
            { type: "aws:glue/workflow:Workflow", name: "w", props: { name: "w-1" } },
            { type: "aws:glue/trigger:Trigger", name: "start", props: { workflowName: "w-1", schedule: "cron(0/30 * * * ? *)", actions: [{ crawlerName: "c" }] }, from: { workflowName: "w" } },
            { type: "aws:glue/trigger:Trigger", name: "then", props: { workflowName: "w-1", actions: [{ jobName: "j" }] }, from: { workflowName: "w" } },
        ], ["start: its schedule starts a job 48 times a day, allowed are 24"])
        .edge("a team that wants it more often", [{ type: "aws:glue/trigger:Trigger", name: "start", props: { schedule: "cron(0/15 * * * ? *)", actions: [{ jobName: "j" }] } }], [], { maxRunsPerDay: 96 })
        .edge("a crawler alone is another policy's affair", [{ type: "aws:glue/trigger:Trigger", name: "start", props: { schedule: "cron(0/15 * * * ? *)", actions: [{ crawlerName: "c" }] } }], []),

    casesOf(noProvisionedConcurrency)
        .passes("in production", [{ type: "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig", name: "p", stack: "prod", props: { provisionedConcurrentExecutions: 5 } }])
        .fails("elsewhere", [{ type: "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig", name: "p", props: { provisionedConcurrentExecutions: 5 } }], ["p: 5 instances are kept warm in the stack dev"])
        .edge("a stack that is called like production is not", [{ type: "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig", name: "p", stack: "prod-copy", props: { provisionedConcurrentExecutions: 1 } }], ["p: 1 instances are kept warm in the stack prod-copy"]),

    casesOf(workersBounded)
        .passes("ten small ones", [job({ workerType: "G.1X", numberOfWorkers: 10 })])
        .fails("a digit too many", [job({ workerType: "G.1X", numberOfWorkers: 100 })], ["j: the job may use 100 DPU, allowed are 40"])
        .edge("few, but large", [job({ workerType: "G.8X", numberOfWorkers: 6 })], ["j: the job may use 48 DPU, allowed are 40"])
        .edge("not said, and Glue takes ten", [job({})], ["j: neither workerType and numberOfWorkers nor maxCapacity is set; Glue's own are ten"])
        .edge("of a type to come", [job({ workerType: "G.99X", numberOfWorkers: 1 })], ["j: nobody knows what a worker of type G.99X costs"]),

    casesOf(firehoseBuffers)
        .passes("large", [stream({ bufferingInterval: 900, bufferingSize: 128 })])
        .fails("crumbs", [stream({ bufferingInterval: 0, bufferingSize: 1 })], ["s: bufferingInterval is 0 s, at least 60 are needed", "s: bufferingSize is 1 MB, at least 32 are needed"])
        .edge("left out it is five megabytes", [stream({ bufferingInterval: 300 })], ["s: bufferingSize is 5 MB, at least 32 are needed"]),

    casesOf(firehoseCompression)
        .passes("GZIP", [stream({ compressionFormat: "GZIP" })])
        .fails("left out", [stream({})], ["s: compressionFormat is UNCOMPRESSED"])
        .edge("Parquet compresses inside, and forbids it outside", [stream({ compressionFormat: "UNCOMPRESSED", dataFormatConversionConfiguration: { outputFormatConfiguration: {} } })], [])
        .edge("a conversion that is off", [stream({ dataFormatConversionConfiguration: { enabled: false } })], ["s: compressionFormat is UNCOMPRESSED"]),

    casesOf(noStandingCharges)
        .passes("a function without a VPC", [{ type: "aws:lambda/function:Function", name: "f" }])
        .fails("a NAT gateway", [{ type: "aws:ec2/natGateway:NatGateway", name: "n" }], ["n: a NAT gateway costs $33 a month, and $0.045 for each gigabyte through it"])
        .edge("a gateway endpoint is free, an interface endpoint is not", [{ type: "aws:ec2/vpcEndpoint:VpcEndpoint", name: "free" }, { type: "aws:ec2/vpcEndpoint:VpcEndpoint", name: "paid", props: { vpcEndpointType: "Interface" } }], ["paid: an interface endpoint costs $7 a month and zone"])
        .edge("wanted all the same", [{ type: "aws:kinesis/stream:Stream", name: "k" }], [], { allowedTypes: ["aws:kinesis/stream:Stream"] }),
].flatMap(({ all }) => all);
