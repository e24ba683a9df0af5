import { type Graph, isA, stackOf } from "../graph";
import { coversAll, expirationDays, isEnabled, rulesOf } from "../lifecycle";
import { stackPolicy, type StackResource, textsSetting } from "../policy";

const BUCKET = "aws:s3/bucket:Bucket";
const HOLDS_DATA = [
    BUCKET, "aws:dynamodb/table:Table", "aws:rds/instance:Instance", "aws:rds/cluster:Cluster",
    "aws:efs/fileSystem:FileSystem",
];

export default stackPolicy({
    name: "reliability-data-retained",
    title: "In production nothing that holds data is destroyed by a command",
    severity: "critical",
    level: "mandatory",
    why: "A renamed resource or a pulumi destroy in the wrong terminal would take the data along.",
    fix: "Set the resource option protect, and leave forceDestroy false. A bucket in which everything expires, as query results do, needs neither.",
    settings: {
        productionStacks: textsSetting("The stacks that are production", ["prod", "production"]),
    },
    validateStack(graph, { productionStacks }, report) {
        for (const resource of graph.ofType(...HOLDS_DATA)) {
            if (!productionStacks.includes(stackOf(resource)) || expiresAnyway(graph, resource)) {
                continue;
            }
            if (!resource.opts.protect) {
                report(resource, "protect is not set");
            }
            if (resource.props["forceDestroy"] === true) {
                report(resource, "forceDestroy is true: destroying it deletes what is in it");
            }
        }
    },
});

function expiresAnyway(graph: Graph, resource: StackResource): boolean {
    return (
        isA(resource, BUCKET) &&
        rulesOf(graph, resource).some((rule) => isEnabled(rule) && coversAll(rule) && expirationDays(rule) !== undefined)
    );
}
