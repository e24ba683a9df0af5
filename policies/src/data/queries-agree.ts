import { type Graph, listOf } from "../graph";
import { crawled } from "../lake";
import { type Properties, stackPolicy } from "../policy";

export default stackPolicy({
    name: "data-queries-agree",
    title: "Saved queries ask tables that are there",
    severity: "medium",
    level: "mandatory",
    why: "A saved query on a renamed table fails for the person who trusted it.",
    fix: "Name in the query a table that the stack declares, crawls or lets its job make, in a database and a workgroup of the stack.",
    validateStack(graph, _settings, report) {
        const tables = tableNames(graph);
        for (const query of graph.ofType("aws:athena/namedQuery:NamedQuery")) {
            if (!graph.target(query, "database", ["aws:glue/catalogDatabase:CatalogDatabase", "aws:athena/database:Database"])) {
                report(query, "its database is none of this stack");
            }
            if (!graph.target(query, "workgroup", ["aws:athena/workgroup:Workgroup"])) {
                report(query, "its workgroup is none of this stack");
            }
            for (const asked of askedTables(String(query.props["query"] ?? ""))) {
                if (tables.size > 0 && !tables.has(asked)) {
                    report(query, `it asks ${asked}; the tables are ${[...tables].sort().join(", ")}`);
                }
            }
        }
    },
});

/** Declared tables, those that crawlers name after the folder, and those that jobs are told to make. */
function tableNames(graph: Graph): Set<string> {
    const names = graph.ofType("aws:glue/catalogTable:CatalogTable").map(({ props }) => String(props["name"]));
    for (const { place } of crawled(graph)) {
        names.push(place.prefix.split("/").at(-2) ?? "");
    }
    for (const job of graph.ofType("aws:glue/job:Job")) {
        const jobArguments = (job.props["defaultArguments"] ?? {}) as Properties;
        names.push(...Object.entries(jobArguments).filter(([name]) => /^--(\w+_)?table$/.test(name)).flatMap(([, value]) => listOf(value as unknown as string)));
    }
    return new Set(names.filter((name) => name !== "").map((name) => name.toLowerCase()));
}

/** The tables after FROM and JOIN, without the query's own WITH names and without functions such as UNNEST. */
function askedTables(sql: string): string[] {
    const plain = sql.replace(/--.*$/gm, " ").replace(/\/\*[\s\S]*?\*\//g, " ").replace(/'(?:[^']|'')*'/g, "''");
    const own = new Set([...plain.matchAll(/(?:\bWITH|,)\s+"?(\w+)"?\s+AS\s*\(/gi)].map((match) => match[1]?.toLowerCase()));
    return [...plain.matchAll(/(?<!\bEXTRACT\s*\(\s*\w+\s+)\b(?:FROM|JOIN)\s+((?:"?\w+"?\.)*)"?(\w+)\b"?(?!\s*\()/gi)]
        .map((match) => (match[2] ?? "").toLowerCase())
        .filter((name) => !own.has(name) && !["unnest", "lateral", "values"].includes(name));
}
