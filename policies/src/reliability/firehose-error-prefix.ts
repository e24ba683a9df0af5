import { type Graph, known } from "../graph";
import { crawled, isInside, jobPlaces, literalPart, type Place, tables, text, writtenFolder } from "../lake";
import { stackPolicy, textsSetting } from "../policy";

export default stackPolicy({
    name: "reliability-firehose-error-prefix",
    title: "What Firehose cannot deliver lands apart from the data",
    severity: "high",
    level: "mandatory",
    why: "Failed records under the data's own prefix are read as data, by crawlers and jobs alike.",
    fix: "Set errorOutputPrefix, with !{firehose:error-output-type}, outside of prefix's folder and of what crawlers, tables and jobs read; end prefix with a slash.",
    settings: {
        inputArguments: textsSetting("The arguments by which jobs are told where to read", ["--raw", "--input", "--source"]),
    },
    validateStack(graph, { inputArguments }, report) {
        for (const stream of graph.ofType("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream")) {
            const destination = stream.props["extendedS3Configuration"];
            if (!destination) {
                continue;
            }
            const prefix = (destination["prefix"] as string | undefined) ?? "";
            const errors = (destination["errorOutputPrefix"] as string | undefined) ?? "";
            if (errors === "") {
                report(stream, "errorOutputPrefix is not set");
                continue;
            }
            if (!errors.includes("!{firehose:error-output-type}")) {
                report(stream, "errorOutputPrefix does not tell errors apart: it has no !{firehose:error-output-type}");
            }
            const bucket = known(() => String(destination["bucketArn"] ?? "").replace(/^arn:[^:]*:s3:::/, "")) ?? "";
            const place = { bucket, prefix: literalPart(errors) };
            const reader = readers(graph, inputArguments).find((each) => isInside(place, each.place));
            if (liesInside(place.prefix, prefix)) {
                report(stream, "errorOutputPrefix lies inside of prefix");
            } else if (place.prefix.startsWith(literalPart(prefix))) {
                // raw would also match raw_errors/: who lists the data by its prefix finds the errors too.
                report(stream, `prefix "${literalPart(prefix)}" also matches errorOutputPrefix: end it with a slash`);
            } else if (reader) {
                report(stream, `errorOutputPrefix lies inside of ${text(reader.place)}, which ${reader.name} reads`);
            }
        }
    },
});

/** Whether errors land in the folder of the data; what begins with an expression lies in no folder of its own. */
function liesInside(errors: string, prefix: string): boolean {
    const folder = writtenFolder(prefix);
    return prefix === "" || (folder.endsWith("/") && errors.startsWith(folder));
}

/** Where crawlers, tables and jobs read. */
function readers(graph: Graph, inputArguments: string[]): { name: string; place: Place }[] {
    return [
        ...crawled(graph).map(({ crawler, place }) => ({ name: crawler.name, place })),
        ...tables(graph).map(({ table, place }) => ({ name: table.name, place })),
        ...jobPlaces(graph)
            .filter(({ argument }) => inputArguments.includes(argument))
            .map(({ job, place }) => ({ name: job.name, place })),
    ];
}
