import { known, listOf } from "../graph";
import { crawled, deliveries, isInside, isSame, jobPlaces, moves, type Place, tables, text } from "../lake";
import { stackPolicy, textsSetting } from "../policy";

export default stackPolicy({
    name: "data-prefixes-agree",
    title: "What is written is what is read",
    severity: "critical",
    level: "mandatory",
    why: "When one prefix moves and another does not, nothing fails: the tables just stay empty from that day on.",
    fix: "Derive the paths of notification, crawler, table and job from the prefix that Firehose writes.",
    settings: {
        inputArguments: textsSetting("The arguments by which jobs are told where to read", ["--raw", "--input", "--source"]),
    },
    validateStack(graph, { inputArguments }, report) {
        const delivered = deliveries(graph);
        const moved = moves(graph);
        const landed: Place[] = delivered.map(({ bucket, prefix }) => ({ bucket, prefix }));
        // Where the mover takes them is where they are read.
        const raw = landed.map((place) => {
            const move = moved.find(({ bucket, from }) => bucket === place.bucket && from === place.prefix);
            return move ? { bucket: move.bucket, prefix: move.to } : place;
        });

        for (const { mover, bucket, from } of moved) {
            if (!landed.some((place) => isSame(place, { bucket, prefix: from }))) {
                report(mover, `it moves what lies under ${from}, and Firehose writes ${landed.map(text).join(", ")}`);
            }
        }
        for (const notification of graph.ofType("aws:s3/bucketNotification:BucketNotification")) {
            const stream = delivered.find(({ bucket }) => bucket === known(() => notification.props["bucket"]));
            const noticed = ["queues", "topics", "lambdaFunctions"].flatMap((kind) => listOf(notification.props[kind]));
            for (const filter of stream && moved.length > 0 ? noticed : []) {
                const prefix = (filter["filterPrefix"] as string | undefined) ?? "";
                if (prefix !== stream?.prefix) {
                    report(notification, `it notices objects under "${prefix}", and Firehose writes ${stream?.prefix}`);
                }
            }
        }
        const crawlers = crawled(graph);
        const declared = tables(graph);
        const places = jobPlaces(graph);
        for (const { job, argument, place } of places.filter(({ argument }) => inputArguments.includes(argument))) {
            if (raw.length > 0 && !raw.some((each) => isSame(each, place))) {
                report(job, `${argument} is ${text(place)}, and the raw events lie in ${raw.map(text).join(", ")}`);
            }
        }
        const readers = [...crawlers, ...declared, ...places].map(({ place }) => place);
        raw.forEach((place, i) => {
            const stream = delivered[i]?.stream;
            if (stream && readers.length > 0 && !readers.some((reader) => isInside(place, reader))) {
                report(stream, `nothing reads ${text(place)}: no crawler, table or job looks there`);
            }
        });
        const written = [...raw, ...places.map(({ place }) => place)];
        for (const { place, owner } of [
            ...crawlers.map((each) => ({ place: each.place, owner: each.crawler })),
            ...declared.map((each) => ({ place: each.place, owner: each.table })),
        ]) {
            const ours = landed.some(({ bucket }) => bucket === place.bucket);
            if (ours && !written.some((each) => isInside(each, place))) {
                report(owner, `it looks in ${text(place)}, where nothing writes`);
            }
        }
    },
});
