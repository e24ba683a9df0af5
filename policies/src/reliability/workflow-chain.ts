import { type Graph, listOf } from "../graph";
import { type ReportOf, stackPolicy, type StackResource } from "../policy";

const JOB = "aws:glue/job:Job";
const CRAWLER = "aws:glue/crawler:Crawler";

export default stackPolicy({
    name: "reliability-workflow-chain",
    title: "The steps of a workflow form a chain",
    severity: "high",
    level: "mandatory",
    why: "A trigger that waits for a step that nothing starts never fires, and no error tells so.",
    fix: "Let one trigger start the workflow, and each other one wait only for jobs and crawlers that a trigger of the same workflow starts.",
    validateStack(graph, _settings, report) {
        const triggers = graph.ofType("aws:glue/trigger:Trigger");
        for (const workflow of graph.ofType("aws:glue/workflow:Workflow")) {
            const own = triggers.filter((trigger) => graph.refers(trigger, "workflowName", workflow));
            checkWorkflow(graph, workflow, own, report);
        }
    },
});

function checkWorkflow(graph: Graph, workflow: StackResource, triggers: StackResource[], report: ReportOf): void {
    const starts = triggers.filter(({ props }) => props["type"] !== "CONDITIONAL");
    if (starts.length !== 1) {
        report(workflow, starts.length === 0 ? "no trigger starts the workflow" : `${starts.length} triggers start the workflow: ${starts.map(({ name }) => name).join(", ")}`);
    }
    const started = new Set<string>();
    let waiting = triggers;
    for (let fired = starts; fired.length > 0; ) {
        for (const trigger of fired) {
            for (const action of steps(graph, trigger, "actions", listOf(trigger.props["actions"]), report)) {
                started.add(action.urn);
            }
        }
        waiting = waiting.filter((trigger) => !fired.includes(trigger));
        fired = waiting.filter((trigger) => mayFire(graph, trigger, started, report));
    }
    for (const trigger of waiting) {
        const missing = conditions(graph, trigger, report).filter(({ urn }) => !started.has(urn));
        report(
            trigger,
            missing.length > 0
                ? `it waits for ${missing.map(({ name }) => name).join(", ")}, which no trigger before it starts`
                : "it waits for no job or crawler of this stack",
        );
    }
}

function mayFire(graph: Graph, trigger: StackResource, started: Set<string>, report: ReportOf): boolean {
    const waitsFor = conditions(graph, trigger, report);
    const fulfilled = waitsFor.filter(({ urn }) => started.has(urn)).length;
    return trigger.props["predicate"]?.["logical"] === "ANY" ? fulfilled > 0 : waitsFor.length > 0 && fulfilled === waitsFor.length;
}

function conditions(graph: Graph, trigger: StackResource, report: ReportOf): StackResource[] {
    return steps(graph, trigger, "predicate", listOf(trigger.props["predicate"]?.["conditions"]), report);
}

/** The jobs and crawlers that a list of actions or conditions names. */
function steps(graph: Graph, trigger: StackResource, property: string, named: Record<string, unknown>[], report: ReportOf): StackResource[] {
    return named.flatMap((each) => {
        const [type, name] = each["jobName"] !== undefined ? [JOB, each["jobName"]] : [CRAWLER, each["crawlerName"]];
        const step = graph.target(trigger, property, [type], () => name);
        if (!step && property === "actions") {
            report(trigger, `it starts ${String(name)}, which is no ${type === JOB ? "job" : "crawler"} of this stack`);
        }
        return step ? [step] : [];
    });
}
