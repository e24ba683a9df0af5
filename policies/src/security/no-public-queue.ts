import { isA } from "../graph";
import { isForEverybody, resourceDocuments, statementsOf } from "../iam";
import { resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "security-no-public-queue",
    title: "No queue or topic is open to the public",
    severity: "critical",
    level: "mandatory",
    why: "Whoever guesses the address of a public queue or topic reads its messages, deletes them, or sends ones that are taken for real.",
    fix: "Name the services or accounts in the Principal of each Allow, and the source in a Condition: ArnEquals on aws:SourceArn, or StringEquals on aws:SourceAccount.",
    validateResource(resource, _settings, report) {
        if (!isA(resource, "aws:sqs/queuePolicy:QueuePolicy", "aws:sqs/queue:Queue", "aws:sns/topicPolicy:TopicPolicy", "aws:sns/topic:Topic")) {
            return;
        }
        for (const statement of resourceDocuments(resource).flatMap(statementsOf).filter(isForEverybody)) {
            report(`a statement of the policy allows ${[...statement.actions, ...statement.notActions.map((action) => `all but ${action}`)].join(", ")} to everybody`);
        }
    },
});
