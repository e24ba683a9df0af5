import { listOf } from "../graph";
import { numberSetting, stackPolicy } from "../policy";
import { runsPerDay, scheduledTriggers } from "../schedule";

const CRAWLER = "aws:glue/crawler:Crawler";

export default stackPolicy({
    name: "cost-crawler-frequency",
    title: "Crawlers do not run more often than data changes shape",
    severity: "medium",
    level: "mandatory",
    why: "Each run is billed for ten minutes at least, $0.15 with two DPU: hourly that is $106 a month for each crawler.",
    fix: "Set a wider schedule of the crawler, or of the trigger that starts it; daily is enough to find a new column.",
    settings: {
        maxRunsPerDay: numberSetting("How often a crawler may run a day, by its own schedule or its workflow's", 24),
    },
    validateStack(graph, { maxRunsPerDay }, report) {
        for (const crawler of graph.ofType(CRAWLER)) {
            const runs = runsPerDay(String(crawler.props["schedule"] ?? ""));
            if (runs !== undefined && runs > maxRunsPerDay) {
                report(crawler, `its schedule runs it ${runs} times a day, allowed are ${maxRunsPerDay}`);
            }
        }
        for (const { trigger, runs, together } of scheduledTriggers(graph).filter((each) => each.runs > maxRunsPerDay)) {
            const crawls = together.some(({ props }) => listOf(props["actions"]).some((action) => action["crawlerName"] !== undefined));
            if (crawls) {
                report(trigger, `its schedule starts a workflow with a crawler ${runs} times a day, allowed are ${maxRunsPerDay}`);
            }
        }
    },
});
