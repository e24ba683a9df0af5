import { isA } from "../graph";
import { numberSetting, resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "cost-log-retention",
    title: "Logs are kept for a set time",
    severity: "medium",
    level: "mandatory",
    why: "A log group without a retention keeps, and bills, every line for ever.",
    fix: "Set retentionInDays of the log group.",
    settings: {
        maxDays: numberSetting("The longest retention that is allowed, in days", 731),
    },
    validateResource(resource, { maxDays }, report) {
        if (!isA(resource, "aws:cloudwatch/logGroup:LogGroup")) {
            return;
        }
        // 0 means for ever, as does leaving it out.
        const days = (resource.props["retentionInDays"] as number | undefined) ?? 0;
        if (days === 0) {
            report("retentionInDays is not set");
        } else if (days > maxDays) {
            report(`retentionInDays is ${days}, allowed is ${maxDays} at most`);
        }
    },
});
