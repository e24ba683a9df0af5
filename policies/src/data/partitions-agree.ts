import { listOf } from "../graph";
import { deliveries, isSame, moves, tables } from "../lake";
import { stackPolicy } from "../policy";

export default stackPolicy({
    name: "data-partitions-agree",
    title: "A table's partitions are the folders that Firehose makes",
    severity: "high",
    level: "mandatory",
    why: "A partition key that is no folder finds no file, and a folder that is no key is read in every query.",
    fix: "Give the table the partition keys of the prefix's key=!{...} folders, in their order, and each a projection where it is enabled.",
    validateStack(graph, _settings, report) {
        const moved = moves(graph);
        for (const { table, place } of tables(graph)) {
            const keys = listOf(table.props["partitionKeys"]).map((key) => String(key["name"]));
            for (const delivery of deliveries(graph).filter((each) => isSame(each, place))) {
                const folders = [...delivery.expression.matchAll(/([A-Za-z0-9_]+)=!\{/g)].map((match) => match[1] ?? "");
                const isMoved = moved.some(({ from }) => from === delivery.prefix);
                if (!isMoved && folders.join() !== keys.join()) {
                    report(table, `its partition keys are ${keys.join(", ") || "none"}, and ${delivery.stream.name} makes the folders ${folders.join(", ") || "by no key"}`);
                }
            }
            const parameters = table.props["parameters"] ?? {};
            if (parameters["projection.enabled"] === "true") {
                const unprojected = keys.filter((key) => !parameters[`projection.${key}.type`]);
                if (unprojected.length > 0) {
                    report(table, `projection is enabled, and ${unprojected.join(", ")} has none`);
                }
            }
        }
    },
});
