import { isA } from "../graph";
import { numberSetting, resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "cost-firehose-buffers",
    title: "Firehose does not write crumbs",
    severity: "medium",
    level: "mandatory",
    why: "Every object costs a PUT now, and a GET, a LIST and a moment in each query and each run of the job for as long as it lies there.",
    fix: "Set bufferingInterval and bufferingSize of the destination higher.",
    settings: {
        minSeconds: numberSetting("The shortest interval that is allowed, in seconds", 60),
        minMegabytes: numberSetting("The smallest buffer that is allowed, in megabytes", 32),
    },
    validateResource(resource, { minSeconds, minMegabytes }, report) {
        const destination = resource.props["extendedS3Configuration"];
        if (!isA(resource, "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream") || !destination) {
            return;
        }
        // What Firehose itself takes: five minutes, five megabytes.
        const seconds = Number(destination["bufferingInterval"] ?? 300);
        const megabytes = Number(destination["bufferingSize"] ?? 5);
        if (seconds < minSeconds) {
            report(`bufferingInterval is ${seconds} s, at least ${minSeconds} are needed`);
        }
        if (megabytes < minMegabytes) {
            report(`bufferingSize is ${megabytes} MB, at least ${minMegabytes} are needed`);
        }
    },
});
