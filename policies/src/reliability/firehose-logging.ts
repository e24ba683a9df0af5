import { isA } from "../graph";
import { resourcePolicy } from "../policy";

const DESTINATIONS = ["extendedS3Configuration", "icebergConfiguration", "opensearchConfiguration", "httpEndpointConfiguration", "redshiftConfiguration"];

export default resourcePolicy({
    name: "reliability-firehose-logging",
    title: "Firehose logs what it cannot deliver",
    severity: "medium",
    level: "mandatory",
    why: "Without its log a stream that lost the right to write retries for a day, and says nothing.",
    fix: "Set cloudwatchLoggingOptions of the destination: enabled, logGroupName and logStreamName.",
    validateResource(resource, _settings, report) {
        if (!isA(resource, "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream")) {
            return;
        }
        for (const name of DESTINATIONS.filter((each) => resource.props[each])) {
            const logging = resource.props[name]["cloudwatchLoggingOptions"] ?? {};
            if (logging["enabled"] !== true) {
                report(`${name} does not log`);
            } else if (!logging["logGroupName"] || !logging["logStreamName"]) {
                report(`${name} names no log group and stream to log to`);
            }
        }
    },
});
