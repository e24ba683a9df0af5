import { listOf } from "../graph";
import { expirationDays, isEnabled } from "../lifecycle";
import { deliveries, jobPlaces, moves, type Place, placeOf, text } from "../lake";
import { numberSetting, stackPolicy, textsSetting } from "../policy";

export default stackPolicy({
    name: "data-kept-until-read",
    title: "No lifecycle rule deletes what is not read yet, or what keeps the books",
    severity: "critical",
    level: "mandatory",
    why: "Raw events that expire before the job has read them are lost; a job without its checkpoint reads everything again; a table without its files is none.",
    fix: "Narrow the rule by a prefix, or raise its expiration.",
    settings: {
        minRawDays: numberSetting("How long raw events are kept at least, in days: the job must have read them", 7),
        keptArguments: textsSetting("The arguments of jobs that name what must never expire", [
            "--output", "--checkpoint", "--quarantine", "--extra-jars", "--extra-py-files",
        ]),
    },
    validateStack(graph, { minRawDays, keptArguments }, report) {
        const raw: Place[] = [...deliveries(graph), ...moves(graph).map(({ bucket, to }) => ({ bucket, prefix: to }))];
        const scripts = graph.ofType("aws:glue/job:Job").flatMap(({ props }) => listOf(placeOf(props["command"]?.["scriptLocation"])));
        const kept: Place[] = [
            ...jobPlaces(graph).filter(({ argument }) => keptArguments.includes(argument)).map(({ place }) => place),
            ...scripts,
        ];
        const types = ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "aws:s3/bucket:Bucket"];
        for (const owner of graph.ofType(...types)) {
            const bucket = String(owner.props["bucket"] ?? owner.props["id"]);
            for (const rule of listOf(owner.props["rules"] ?? owner.props["lifecycleRules"]).filter(isEnabled)) {
                const days = expirationDays(rule);
                const prefix = (rule["filter"]?.["prefix"] ?? rule["filter"]?.["and"]?.["prefix"] ?? rule["prefix"] ?? "") as string;
                // A tag or size picks single objects; which, nobody can say from here.
                if (days === undefined || rule["filter"]?.["tag"] || rule["filter"]?.["and"]?.["tags"]) {
                    continue;
                }
                const hits = (place: Place) => place.bucket === bucket && (place.prefix.startsWith(prefix) || prefix.startsWith(place.prefix));
                for (const place of kept.filter(hits)) {
                    report(owner, `the rule ${rule["id"] ?? `for "${prefix}"`} deletes from ${text(place)} after ${days} days`);
                }
                for (const place of raw.filter(hits).filter(() => days < minRawDays)) {
                    report(owner, `the rule ${rule["id"] ?? `for "${prefix}"`} deletes raw events from ${text(place)} after ${days} days, at least ${minRawDays} are needed`);
                }
            }
        }
    },
});
