import { type Graph, known } from "../graph";
import { stackPolicy, numberSetting, type StackResource } from "../policy";

const QUEUE = "aws:sqs/queue:Queue";

export default stackPolicy({
    name: "reliability-queue-dead-letters",
    title: "A message that always fails ends in a dead-letter queue",
    severity: "high",
    level: "mandatory",
    why: "Without one a bad message is tried until it expires, and is then lost without a trace.",
    fix: "Set redrivePolicy of the queue, with the ARN of a dead-letter queue of this stack that keeps messages at least as long.",
    settings: {
        minReceives: numberSetting("How often a message is tried at least: a throttled function also counts", 3),
    },
    validateStack(graph, { minReceives }, report) {
        for (const mapping of graph.ofType("aws:lambda/eventSourceMapping:EventSourceMapping")) {
            const queue = graph.target(mapping, "eventSourceArn", [QUEUE]);
            if (!queue) {
                continue;
            }
            const { redrive, owner } = redriveOf(graph, queue);
            if (!redrive || !owner) {
                report(queue, "a function reads the queue, and it has no redrivePolicy");
                continue;
            }
            const receives = Number(redrive["maxReceiveCount"] ?? 0);
            if (receives < minReceives) {
                report(queue, `maxReceiveCount is ${receives}, at least ${minReceives} are needed`);
            }
            const letters = graph.target(owner, "redrivePolicy", [QUEUE], () => redrive["deadLetterTargetArn"]);
            if (letters?.urn === queue.urn) {
                report(queue, "the queue is its own dead-letter queue");
            } else if (letters && retention(letters) < retention(queue)) {
                // A message keeps its age when it moves.
                report(letters, `messages are kept for ${retention(letters)} s, less than the ${retention(queue)} s of ${queue.name}`);
            }
        }
    },
});

/** The redrive policy, inline or as a resource of its own, and the resource that has it. */
function redriveOf(graph: Graph, queue: StackResource): { redrive?: Record<string, unknown>; owner?: StackResource } {
    const owners = [queue, ...graph.referring("aws:sqs/redrivePolicy:RedrivePolicy", "queueUrl", queue)];
    for (const owner of owners) {
        const redrive = owner.props["redrivePolicy"] as string | undefined;
        const parsed = redrive && known(() => JSON.parse(redrive) as Record<string, unknown>);
        if (parsed) {
            return { redrive: parsed, owner };
        }
    }
    return {};
}

/** SQS keeps messages for four days unless told. */
function retention(queue: StackResource): number {
    return Number(queue.props["messageRetentionSeconds"] ?? 345_600);
}
