import apiThrottled from "../../src/reliability/api-throttled";
import batchItemFailures from "../../src/reliability/batch-item-failures";
import dataRetained from "../../src/reliability/data-retained";
import firehoseErrorPrefix from "../../src/reliability/firehose-error-prefix";
import firehoseLogging from "../../src/reliability/firehose-logging";
import jobRetries from "../../src/reliability/job-retries";
import queueDeadLetters from "../../src/reliability/queue-dead-letters";
import timeoutsNested from "../../src/reliability/timeouts-nested";
import triggerPermission from "../../src/reliability/trigger-permission";
import workflowChain from "../../src/reliability/workflow-chain";
import { type Case, casesOf, document, type Given } from "../support";

const stream = (extendedS3Configuration: object): Given => ({ type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", name: "s", props: { extendedS3Configuration } });
const queue = (name: string, props: object = {}): Given => ({ type: "aws:sqs/queue:Queue", name, props: { arn: `arn:aws:sqs:us-east-1:1:${name}`, id: `https://sqs/1/${name}`, ...props } });
const redrive = (to: string, maxReceiveCount = 5) => JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:us-east-1:1:${to}`, maxReceiveCount });
const fn = (name: string, timeout: number): Given => ({ type: "aws:lambda/function:Function", name, props: { arn: `arn:aws:lambda:us-east-1:1:function:${name}`, name, timeout } });
const alias = (of: string): Given => ({ type: "aws:lambda/alias:Alias", name: `${of}-live`, props: { name: "live", functionName: of, arn: `arn:aws:lambda:us-east-1:1:function:${of}:live` }, from: { functionName: of } });
const mapping = (from: string, to: string, props: object = {}): Given => ({
    type: "aws:lambda/eventSourceMapping:EventSourceMapping", name: "m",
    props: { eventSourceArn: `arn:aws:sqs:us-east-1:1:${from}`, functionName: `arn:aws:lambda:us-east-1:1:function:${to.replace("-live", ":live")}`, ...props },
    from: { eventSourceArn: from, functionName: to },
});
const integration = (to: string, props: object = {}): Given => ({
    type: "aws:apigatewayv2/integration:Integration", name: "i",
    props: { integrationUri: `arn:aws:apigateway:us-east-1:lambda:path/functions/arn:aws:lambda:us-east-1:1:function:${to.replace("-live", ":live")}/invocations`, ...props }, from: { integrationUri: to },
});
const permission = (of: string, principal: string, qualified = false): Given => ({
    type: "aws:lambda/permission:Permission", name: `${of}-permission`,
    props: { function: of, principal, ...(qualified ? { qualifier: "live" } : {}) },
    from: { function: of, ...(qualified ? { qualifier: `${of}-live` } : {}) },
});
const workflow: Given = { type: "aws:glue/workflow:Workflow", name: "w", props: { name: "w-1" } };
const job: Given = { type: "aws:glue/job:Job", name: "job", props: { name: "job-1" } };
const crawler = (name: string): Given => ({ type: "aws:glue/crawler:Crawler", name, props: { name: `${name}-1` } });
const trigger = (name: string, type: string, starts: string[], waits: string[] = [], more: object = {}): Given => ({
    type: "aws:glue/trigger:Trigger", name,
    props: {
        type, workflowName: "w-1", actions: starts.map(step),
        ...(waits.length > 0 ? { predicate: { conditions: waits.map(step), ...more } } : {}),
    },
    from: { workflowName: "w", actions: starts.filter((each) => each !== "gone"), predicate: waits },
});
const step = (name: string) => (name === "job" || name === "gone" ? { jobName: `${name}-1` } : { crawlerName: `${name}-1` });

export const cases: Case[] = [
    casesOf(firehoseErrorPrefix)
        .passes("apart", [stream({ prefix: "raw/", errorOutputPrefix: "raw_errors/!{firehose:error-output-type}/" })])
        .fails("left out", [stream({ prefix: "raw/" })], ["s: errorOutputPrefix is not set"])
        .fails("inside of the data", [stream({ prefix: "raw/", errorOutputPrefix: "raw/failed/!{firehose:error-output-type}/" })], ["s: errorOutputPrefix lies inside of prefix"])
        .edge("a prefix without a slash also matches raw_errors/", [stream({ prefix: "raw", errorOutputPrefix: "raw_errors/!{firehose:error-output-type}/" })], ['s: prefix "raw" also matches errorOutputPrefix: end it with a slash'])
        .fails("beside the partitions, in the folder that is read", [stream({ prefix: "raw/year=!{timestamp:yyyy}/", errorOutputPrefix: "raw/errors/!{firehose:error-output-type}/" })], ["s: errorOutputPrefix lies inside of prefix"])
        .fails("in what a job, a crawler or a table reads", ([
            ["parted/errors/", { type: "aws:glue/job:Job", name: "j", props: { defaultArguments: { "--raw": "s3://lake-1/parted/", "--output": "s3://lake-1/" } } }],
            ["errors/", { type: "aws:glue/crawler:Crawler", name: "c", props: { s3Targets: [{ path: "s3://lake-2/" }] } }],
            ["table/errors/", { type: "aws:glue/catalogTable:CatalogTable", name: "t", props: { storageDescriptor: { location: "s3://lake-3/table" } } }],
        ] as [string, Given][]).flatMap(([errors, reader], i) => [
            { ...stream({ bucketArn: `arn:aws:s3:::lake-${i + 1}`, prefix: "year=!{timestamp:yyyy}/", errorOutputPrefix: `${errors}!{firehose:error-output-type}/` }), name: `s${i}` },
            reader,
        ]), [
            "s0: errorOutputPrefix lies inside of s3://lake-1/parted/, which j reads",
            "s1: errorOutputPrefix lies inside of s3://lake-2/, which c reads",
            "s2: errorOutputPrefix lies inside of s3://lake-3/table/, which t reads",
        ])
        .edge("the same folder in another bucket, and where a job writes", [
            stream({ bucketArn: "arn:aws:s3:::lake-1", prefix: "raw/", errorOutputPrefix: "errors/!{firehose:error-output-type}/" }),
            { type: "aws:glue/job:Job", name: "j", props: { defaultArguments: { "--raw": "s3://lake-2/errors/", "--output": "s3://lake-1/errors/" } } },
        ], [])
        .edge("errors of all kinds in one folder", [stream({ prefix: "raw/", errorOutputPrefix: "errors/" })], ["s: errorOutputPrefix does not tell errors apart: it has no !{firehose:error-output-type}"]),

    casesOf(firehoseLogging)
        .passes("logs", [stream({ cloudwatchLoggingOptions: { enabled: true, logGroupName: "g", logStreamName: "s" } })])
        .fails("does not", [stream({})], ["s: extendedS3Configuration does not log"])
        .edge("enabled, but nowhere", [stream({ cloudwatchLoggingOptions: { enabled: true, logGroupName: "g" } })], ["s: extendedS3Configuration names no log group and stream to log to"]),

    casesOf(queueDeadLetters)
        .passes("inline", [queue("dead", { messageRetentionSeconds: 1209600 }), { ...queue("q", { redrivePolicy: redrive("dead") }), from: { redrivePolicy: "dead" } }, fn("f", 3), mapping("q", "f")])
        .fails("none", [queue("q"), fn("f", 3), mapping("q", "f")], ["q: a function reads the queue, and it has no redrivePolicy"])
        .fails("too few tries", [queue("dead"), { ...queue("q", { redrivePolicy: redrive("dead", 1) }), from: { redrivePolicy: "dead" } }, fn("f", 3), mapping("q", "f")], ["q: maxReceiveCount is 1, at least 3 are needed"])
        .edge("a resource of its own", [queue("dead"), queue("q"), { type: "aws:sqs/redrivePolicy:RedrivePolicy", name: "r", props: { queueUrl: "https://sqs/1/q", redrivePolicy: redrive("dead") }, from: { queueUrl: "q", redrivePolicy: "dead" } }, fn("f", 3), mapping("q", "f")], [])
        .edge("the dead-letter queue itself needs none, but must keep as long", [queue("dead"), { ...queue("q", { messageRetentionSeconds: 1209600, redrivePolicy: redrive("dead") }), from: { redrivePolicy: "dead" } }, fn("f", 3), mapping("q", "f")], ["dead: messages are kept for 345600 s, less than the 1209600 s of q"])
        .edge("a queue that no function reads is its reader's affair", [queue("q")], []),

    casesOf(batchItemFailures)
        .passes("reported", [mapping("q", "f", { functionResponseTypes: ["ReportBatchItemFailures"] }), queue("q"), fn("f", 1)])
        .fails("not", [mapping("q", "f"), queue("q"), fn("f", 1)], ["m: functionResponseTypes has no ReportBatchItemFailures"])
        .edge("one message at a time has nothing to report", [mapping("q", "f", { batchSize: 1 }), queue("q"), fn("f", 1)], []),

    casesOf(triggerPermission)
        .passes("with the alias", [fn("f", 3), alias("f"), integration("f-live"), permission("f", "apigateway.amazonaws.com", true)])
        .fails("none", [fn("f", 3), integration("f")], ["i: apigateway.amazonaws.com may not call f: there is no Permission for it"])
        .edge("a permission for the function is none for its alias", [fn("f", 3), alias("f"), integration("f-live"), permission("f", "apigateway.amazonaws.com")], ["i: apigateway.amazonaws.com may not call f-live: there is no Permission for it with this alias as qualifier"])
        .edge("a permission for another service", [fn("f", 3), integration("f"), permission("f", "events.amazonaws.com")], ["i: apigateway.amazonaws.com may not call f: there is no Permission for it"])
        .edge("a bucket that notifies a queue needs the queue's policy", [
            { type: "aws:s3/bucketNotification:BucketNotification", name: "n", props: { queues: [{ queueArn: "arn:aws:sqs:us-east-1:1:q" }] }, from: { queues: "q" } },
            queue("q"),
            { type: "aws:sqs/queuePolicy:QueuePolicy", name: "qp", props: { queueUrl: "https://sqs/1/q", policy: document({ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: "*" }) }, from: { queueUrl: "q" } },
        ], ["n: s3.amazonaws.com may not send to q: no policy of the queue allows it"]),

    casesOf(dataRetained)
        .passes("protected", [{ type: "aws:s3/bucketV2:BucketV2", name: "b", stack: "prod", protect: true }])
        .fails("not protected", [{ type: "aws:s3/bucketV2:BucketV2", name: "b", stack: "prod", props: { forceDestroy: true } }], ["b: protect is not set", "b: forceDestroy is true: destroying it deletes what is in it"])
        .edge("a bucket in which everything expires holds nothing to keep, one in which some does holds the rest", [
            { type: "aws:s3/bucketV2:BucketV2", name: "results", stack: "prod", props: { forceDestroy: true, lifecycleRules: [{ enabled: true, expiration: { days: 30 } }] } },
            { type: "aws:s3/bucketV2:BucketV2", name: "lake", stack: "prod", props: { lifecycleRules: [{ enabled: true, prefix: "raw/", expiration: { days: 30 } }] } },
        ], ["lake: protect is not set"])
        .edge("other stacks may be destroyed", [{ type: "aws:s3/bucket:Bucket", name: "b", stack: "dev", props: { forceDestroy: true } }], [])
        .edge("production by another name", [{ type: "aws:s3/bucket:Bucket", name: "b", stack: "live" }], ["b: protect is not set"], { productionStacks: ["live"] }),

    casesOf(workflowChain)
        .passes("crawler, job, crawler", [workflow, job, crawler("raw"), crawler("table"), trigger("start", "SCHEDULED", ["raw"]), trigger("then", "CONDITIONAL", ["job"], ["raw"]), trigger("last", "CONDITIONAL", ["table"], ["job"])])
        .fails("it waits for what nobody starts", [workflow, job, crawler("raw"), crawler("table"), trigger("start", "SCHEDULED", ["job"]), trigger("last", "CONDITIONAL", ["table"], ["raw"])], ["last: it waits for raw, which no trigger before it starts"])
        .fails("nothing starts it", [workflow, job, trigger("t", "CONDITIONAL", ["job"], ["job"])], ["w: no trigger starts the workflow", "t: it waits for job, which no trigger before it starts"])
        .fails("it starts what is not there", [workflow, trigger("start", "ON_DEMAND", ["gone"])], ["start: it starts gone-1, which is no job of this stack"])
        .edge("two that wait for each other never fire, though each is started by the other", [workflow, job, crawler("raw"), crawler("a"), trigger("start", "SCHEDULED", ["raw"]), trigger("one", "CONDITIONAL", ["job"], ["a"]), trigger("two", "CONDITIONAL", ["a"], ["job"])], ["one: it waits for a, which no trigger before it starts", "two: it waits for job, which no trigger before it starts"])
        .edge("ANY of two is enough, ALL is not", [workflow, job, crawler("raw"), crawler("idle"), trigger("start", "SCHEDULED", ["raw"]), trigger("any", "CONDITIONAL", ["job"], ["raw", "idle"], { logical: "ANY" })], [])
        .edge("the trigger of another workflow is not looked at", [workflow, { ...workflow, name: "other", props: { name: "other-1" } }, job, trigger("start", "SCHEDULED", ["job"])], ["other: no trigger starts the workflow"]),

    casesOf(timeoutsNested)
        .passes("six times, and below the API's", [queue("q", { visibilityTimeoutSeconds: 180 }), fn("f", 30), mapping("q", "f"), integration("f")])
        .fails("the message comes again while the function works", [queue("q"), fn("f", 30), mapping("q", "f")], ["q: visibilityTimeoutSeconds is 30; f may take 30 s, so at least 180 are needed"])
        .fails("the API gives up first", [fn("f", 60), integration("f")], ["i: it waits 30 s for f, which may take 60 s"])
        .edge("the batching window counts, and the alias leads to the function", [queue("q", { visibilityTimeoutSeconds: 180 }), fn("f", 30), alias("f"), mapping("q", "f-live", { maximumBatchingWindowInSeconds: 20 })], ["q: visibilityTimeoutSeconds is 180; f may take 30 s, so at least 200 are needed"]),

    casesOf(jobRetries)
        .passes("tried again", [{ ...job, props: { maxRetries: 1, timeout: 120 } }])
        .fails("once and for ever", [{ ...job, props: {} }], ["job: maxRetries is 0", "job: timeout is not set; Glue's own is two days"])
        .edge("two at once", [{ ...job, props: { maxRetries: 1, timeout: 60, executionProperty: { maxConcurrentRuns: 2 } } }], ["job: executionProperty.maxConcurrentRuns is 2"])
        .edge("a streaming job runs for ever", [{ ...job, props: { command: { name: "gluestreaming" } } }], []),

    casesOf(apiThrottled)
        .passes("both kinds", [
            { type: "aws:apigatewayv2/stage:Stage", name: "http", props: { defaultRouteSettings: { throttlingRateLimit: 10, throttlingBurstLimit: 20 } } },
            { type: "aws:apigateway/stage:Stage", name: "rest", props: { stageName: "live" } },
            { type: "aws:apigateway/methodSettings:MethodSettings", name: "s", props: { stageName: "live", methodPath: "*/*", settings: { throttlingRateLimit: 10, throttlingBurstLimit: 20 } }, from: { stageName: "rest" } },
        ])
        .fails("none", [{ type: "aws:apigatewayv2/stage:Stage", name: "http", props: {} }, { type: "aws:apigateway/stage:Stage", name: "rest", props: { stageName: "live" } }], ["http: throttlingRateLimit is not set", "http: throttlingBurstLimit is not set", "rest: no MethodSettings of the stage are for */*"])
        .fails("quick create, of which nobody can set the limits", [{ type: "aws:apigatewayv2/api:Api", name: "a", props: { target: "arn:aws:lambda:us-east-1:1:function:f" } }, { type: "aws:apigatewayv2/api:Api", name: "b", props: {} }], ["a: target makes a stage $default, which has no limits"])
        .edge("-1 means no limit, and one method is not all", [
            { type: "aws:apigateway/stage:Stage", name: "rest", props: { stageName: "live" } },
            { type: "aws:apigateway/methodSettings:MethodSettings", name: "one", props: { stageName: "live", methodPath: "track/POST", settings: { throttlingRateLimit: 10, throttlingBurstLimit: 20 } }, from: { stageName: "rest" } },
            { type: "aws:apigateway/methodSettings:MethodSettings", name: "all", props: { stageName: "live", methodPath: "*/*", settings: { throttlingRateLimit: -1, throttlingBurstLimit: 20 } }, from: { stageName: "rest" } },
        ], ["rest: throttlingRateLimit is not set"]),
].flatMap(({ all }) => all);
