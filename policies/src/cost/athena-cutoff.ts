import { isA } from "../graph";
import { numberSetting, resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "cost-athena-cutoff",
    title: "A query that reads too much is ended",
    severity: "high",
    level: "mandatory",
    why: "Athena bills $5 a terabyte: one query without a filter may cost more than the platform in a month.",
    fix: "Set configuration.bytesScannedCutoffPerQuery of the workgroup, and enforceWorkgroupConfiguration to true.",
    settings: {
        maxBytes: numberSetting("The highest cut-off that is allowed, in bytes", 1_000_000_000_000),
    },
    validateResource(resource, { maxBytes }, report) {
        if (!isA(resource, "aws:athena/workgroup:Workgroup")) {
            return;
        }
        const configuration = resource.props["configuration"] ?? {};
        const cutoff = configuration["bytesScannedCutoffPerQuery"] as number | undefined;
        if (cutoff === undefined) {
            report("bytesScannedCutoffPerQuery is not set");
        } else if (cutoff > maxBytes) {
            report(`bytesScannedCutoffPerQuery is ${cutoff}, allowed is ${maxBytes} at most`);
        }
        // Left out, it is true.
        if (configuration["enforceWorkgroupConfiguration"] === false) {
            report("enforceWorkgroupConfiguration is false: a client may go around the cut-off");
        }
    },
});
