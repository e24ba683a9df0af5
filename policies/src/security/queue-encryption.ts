import { isA } from "../graph";
import { resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "security-queue-encryption",
    title: "Queues are encrypted",
    severity: "medium",
    level: "mandatory",
    why: "A message may hold what the data holds, for up to two weeks.",
    fix: "Set sqsManagedSseEnabled of the queue to true, or name a key with kmsMasterKeyId.",
    validateResource(resource, _settings, report) {
        if (!isA(resource, "aws:sqs/queue:Queue") || resource.props["kmsMasterKeyId"]) {
            return;
        }
        if (resource.props["sqsManagedSseEnabled"] !== true) {
            report("neither sqsManagedSseEnabled nor kmsMasterKeyId is set");
        }
    },
});
