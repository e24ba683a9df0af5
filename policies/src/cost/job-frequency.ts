import { listOf } from "../graph";
import { numberSetting, stackPolicy } from "../policy";
import { scheduledTriggers } from "../schedule";

export default stackPolicy({
    name: "cost-job-frequency",
    title: "Jobs do not start more often than their start is worth",
    severity: "medium",
    level: "mandatory",
    why: "Each run is billed for a minute at least, $0.015 with two DPU, most of it for starting: every five minutes that is $127 a month for each job. A run that outlasts the interval makes the next one fail.",
    fix: "Set a wider schedule of the trigger that starts the job or its workflow; a job that reads what is new since its last run loses nothing.",
    settings: {
        maxRunsPerDay: numberSetting("How often a schedule may start a job a day", 24),
    },
    validateStack(graph, { maxRunsPerDay }, report) {
        for (const { trigger, runs, together } of scheduledTriggers(graph).filter((each) => each.runs > maxRunsPerDay)) {
            const starts = together.some(({ props }) => listOf(props["actions"]).some((action) => action["jobName"] !== undefined));
            if (starts) {
                report(trigger, `its schedule starts a job ${runs} times a day, allowed are ${maxRunsPerDay}`);
            }
        }
    },
});
