import { isA } from "../graph";
import { resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "reliability-batch-item-failures",
    title: "One bad message does not send its batch back",
    severity: "medium",
    level: "mandatory",
    why: "When a function fails as a whole, the good messages of the batch come again too, and end among the dead letters with the bad one.",
    fix: "Add ReportBatchItemFailures to functionResponseTypes, or set batchSize to 1.",
    validateResource(resource, _settings, report) {
        if (!isA(resource, "aws:lambda/eventSourceMapping:EventSourceMapping")) {
            return;
        }
        const source = String(resource.props["eventSourceArn"] ?? "");
        const types = (resource.props["functionResponseTypes"] as string[] | undefined) ?? [];
        if (/:(sqs|kinesis|dynamodb):/.test(source) && resource.props["batchSize"] !== 1 && !types.includes("ReportBatchItemFailures")) {
            report("functionResponseTypes has no ReportBatchItemFailures");
        }
    },
});
