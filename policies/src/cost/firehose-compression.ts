import { isA } from "../graph";
import { resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "cost-firehose-compression",
    title: "What Firehose writes is compressed",
    severity: "medium",
    level: "mandatory",
    why: "JSON shrinks to a tenth: S3 bills the bytes each month, and Athena at each query.",
    fix: "Set compressionFormat of the destination to GZIP, or convert to Parquet.",
    validateResource(resource, _settings, report) {
        const destination = resource.props["extendedS3Configuration"];
        if (!isA(resource, "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream") || !destination) {
            return;
        }
        // Parquet and ORC compress inside; Firehose then demands UNCOMPRESSED.
        const conversion = destination["dataFormatConversionConfiguration"];
        const converts = conversion !== undefined && conversion["enabled"] !== false;
        const format = (destination["compressionFormat"] as string | undefined) ?? "UNCOMPRESSED";
        if (format === "UNCOMPRESSED" && !converts) {
            report("compressionFormat is UNCOMPRESSED");
        }
    },
});
