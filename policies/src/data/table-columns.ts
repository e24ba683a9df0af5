import { type Graph, listOf } from "../graph";
import { deliveries, isSame, jobPlaces, moves, type Place, tables } from "../lake";
import { stackPolicy, textsSetting } from "../policy";
import { schemaColumns } from "../event-schema";

export default stackPolicy({
    name: "data-table-columns",
    title: "A declared table has the columns of the event schema",
    severity: "high",
    level: "mandatory",
    why: "A column that is missing answers no query; one of another type answers wrong ones, or fails them.",
    fix: "Make the table's columns from schema/src/main/resources/dev/lolscale/schema/events.json, as the components do.",
    settings: {
        columns: textsSetting(
            "The columns, each as name and type; empty for those of the project's event schema, if it is there",
            [],
        ),
        outputArguments: textsSetting("The arguments by which jobs are told where to write events", ["--output"]),
    },
    validateStack(graph, { columns, outputArguments }, report) {
        const expected = (columns.length > 0 ? columns : schemaColumns()).map((column) => column.split(" "));
        const events = eventPlaces(graph, outputArguments);
        for (const { table, place } of tables(graph).filter((each) => events.some((event) => isSame(event, each.place)))) {
            const actual = new Map(
                listOf(table.props["storageDescriptor"]?.["columns"]).map((column) => [
                    String(column["name"]),
                    String(column["type"]),
                ]),
            );
            // JSON knows no timestamp: in the raw zone it is text, or a number when the front door wrote it.
            const raw = !jobPlaces(graph).some(({ argument, place: each }) => outputArguments.includes(argument) && isSame(each, place));
            for (const [name = "", type = ""] of expected) {
                const found = actual.get(name);
                if (found === undefined) {
                    report(table, `it has no column ${name}`);
                } else if (found !== type && !(raw && type === "timestamp" && ["string", "bigint"].includes(found))) {
                    report(table, `its column ${name} is ${found}, and ${type} in the schema`);
                }
            }
        }
    },
});

/** Where events lie: where Firehose or the mover writes, and where the job puts them. */
function eventPlaces(graph: Graph, outputArguments: string[]): Place[] {
    return [
        ...deliveries(graph),
        ...moves(graph).map(({ bucket, to }) => ({ bucket, prefix: to })),
        ...jobPlaces(graph).filter(({ argument }) => outputArguments.includes(argument)).map(({ place }) => place),
    ];
}
