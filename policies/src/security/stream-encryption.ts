import { isA, listOf } from "../graph";
import { resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "security-stream-encryption",
    title: "Firehose encrypts what it buffers",
    severity: "medium",
    level: "mandatory",
    why: "Records wait in Firehose for minutes, and are written there in clear unless it is told otherwise.",
    fix: "Set serverSideEncryption.enabled of the delivery stream to true.",
    validateResource(resource, _settings, report) {
        // A stream that reads from Kinesis or Kafka takes their encryption, and refuses one of its own.
        const reads = listOf(resource.props["kinesisSourceConfiguration"]).concat(listOf(resource.props["mskSourceConfiguration"]));
        if (
            isA(resource, "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream") &&
            reads.length === 0 &&
            resource.props["serverSideEncryption"]?.["enabled"] !== true
        ) {
            report("serverSideEncryption.enabled is not true");
        }
    },
});
