import { type Graph } from "./graph";
import type { StackResource } from "./policy";

/** A day in minutes. */
const DAY = 24 * 60;

/**
 * How often a day a schedule of AWS fires at most: cron(minutes hours day-of-month month day-of-week year) or
 * rate(value unit).
 *
 * @returns undefined when it is no schedule; AWS refuses it
 */
export function runsPerDay(schedule: string): number | undefined {
    const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule.trim());
    if (rate) {
        const minutes = { minute: 1, hour: 60, day: DAY }[rate[2] as "minute" | "hour" | "day"];
        return DAY / (Number(rate[1]) * minutes);
    }
    const cron = /^cron\((\S+) (\S+) \S+ \S+ \S+ \S+\)$/.exec(schedule.trim());
    return cron ? count(cron[1] ?? "", 60) * count(cron[2] ?? "", 24) : undefined;
}

/** How many of the values below a bound a field of cron names: *, 5, 1-5, 0/15, 1-10/2, and lists of them. */
function count(field: string, bound: number): number {
    return new Set(field.split(",").flatMap((part) => valuesOf(part, bound))).size;
}

function valuesOf(part: string, bound: number): number[] {
    const [range = "", step] = part.split("/");
    const [from = "", to] = range.split("-");
    const first = from === "*" || from === "?" ? 0 : Number(from);
    const last = to !== undefined ? Number(to) : step !== undefined || from === "*" || from === "?" ? bound - 1 : first;
    const values: number[] = [];
    for (let value = first; value <= last; value += Math.max(1, Number(step ?? 1))) {
        values.push(value);
    }
    return values;
}

/** The triggers of Glue with a schedule, how often a day each fires, and all triggers that follow from it: its workflow's. */
export function scheduledTriggers(graph: Graph): { trigger: StackResource; runs: number; together: StackResource[] }[] {
    const triggers = graph.ofType("aws:glue/trigger:Trigger");
    return triggers.flatMap((trigger) => {
        const runs = runsPerDay(String(trigger.props["schedule"] ?? ""));
        if (runs === undefined) {
            return [];
        }
        const workflow = graph.target(trigger, "workflowName", ["aws:glue/workflow:Workflow"]);
        const together = workflow ? triggers.filter((each) => graph.refers(each, "workflowName", workflow)) : [trigger];
        return [{ trigger, runs, together }];
    });
}
