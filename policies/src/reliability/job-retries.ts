import { isA } from "../graph";
import { numberSetting, resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "reliability-job-retries",
    title: "A job is tried again, ends in time, and runs alone",
    severity: "medium",
    level: "mandatory",
    why: "Workers are lost now and then; a job that is not tried again loses the day, one that hangs is billed for two, and two at once read the same input.",
    fix: "Set maxRetries to at least 1, timeout, and leave executionProperty.maxConcurrentRuns at 1.",
    settings: {
        maxMinutes: numberSetting("The longest timeout that is allowed, in minutes", 480),
    },
    validateResource(resource, { maxMinutes }, report) {
        // A streaming job runs for ever, and Glue restarts it itself.
        if (!isA(resource, "aws:glue/job:Job") || resource.props["command"]?.["name"] === "gluestreaming") {
            return;
        }
        if (Number(resource.props["maxRetries"] ?? 0) < 1) {
            report("maxRetries is 0");
        }
        const timeout = resource.props["timeout"] as number | undefined;
        if (timeout === undefined) {
            report("timeout is not set; Glue's own is two days");
        } else if (timeout > maxMinutes) {
            report(`timeout is ${timeout} minutes, allowed is ${maxMinutes} at most`);
        }
        const runs = Number(resource.props["executionProperty"]?.["maxConcurrentRuns"] ?? 1);
        if (runs > 1) {
            report(`executionProperty.maxConcurrentRuns is ${runs}`);
        }
    },
});
