import { isA } from "../graph";
import { resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "reliability-firehose-error-prefix",
    title: "What Firehose cannot deliver lands apart from the data",
    severity: "high",
    level: "mandatory",
    why: "Failed records under the data's own prefix are read as data, by crawlers and jobs alike.",
    fix: "Set errorOutputPrefix, with !{firehose:error-output-type}, outside of prefix; end prefix with a slash.",
    validateResource(resource, _settings, report) {
        const destination = resource.props["extendedS3Configuration"];
        if (!isA(resource, "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream") || !destination) {
            return;
        }
        const prefix = (destination["prefix"] as string | undefined) ?? "";
        const errors = (destination["errorOutputPrefix"] as string | undefined) ?? "";
        if (errors === "") {
            report("errorOutputPrefix is not set");
            return;
        }
        if (!errors.includes("!{firehose:error-output-type}")) {
            report("errorOutputPrefix does not tell errors apart: it has no !{firehose:error-output-type}");
        }
        const folder = literalPart(prefix);
        // raw would also match raw_errors/: who lists the data by its prefix finds the errors too.
        if (literalPart(errors).startsWith(folder)) {
            report(
                folder.endsWith("/") || folder === ""
                    ? "errorOutputPrefix lies inside of prefix"
                    : `prefix "${folder}" also matches errorOutputPrefix: end it with a slash`,
            );
        }
    },
});

/** What stands before the first expression. */
function literalPart(prefix: string): string {
    return prefix.split("!{")[0] ?? "";
}
