import { type Graph, known, listOf } from "./graph";
import type { Properties, StackResource } from "./policy";

/** A place in S3: bucket and prefix, the prefix with a slash at its end unless it is empty. */
export interface Place {
    bucket: string;
    prefix: string;
}

/** A stream that Firehose writes to S3, and where: the expression of its prefix, and what stands before it. */
export interface Delivery extends Place {
    stream: StackResource;
    expression: string;
}

/** The place of s3://bucket/prefix/, or undefined when it is none. */
export function placeOf(address: unknown): Place | undefined {
    const match = /^s3[an]?:\/\/([^/]+)\/?(.*)$/.exec(String(address ?? ""));
    return match ? { bucket: match[1] ?? "", prefix: folder(match[2] ?? "") } : undefined;
}

export function isInside(inner: Place, outer: Place): boolean {
    return inner.bucket === outer.bucket && inner.prefix.startsWith(outer.prefix);
}

export function isSame(one: Place, other: Place): boolean {
    return one.bucket === other.bucket && one.prefix === other.prefix;
}

export function text(place: Place): string {
    return `s3://${place.bucket}/${place.prefix}`;
}

/** Where Firehose writes, by stream. */
export function deliveries(graph: Graph): Delivery[] {
    return graph.ofType("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream").flatMap((stream) => {
        const destination = stream.props["extendedS3Configuration"];
        const bucket = known(() => String(destination?.["bucketArn"] ?? "").replace(/^arn:[^:]*:s3:::/, ""));
        if (!destination || !bucket) {
            return [];
        }
        const expression = (destination["prefix"] as string | undefined) ?? "";
        return [{ stream, expression, bucket, prefix: writtenFolder(expression) }];
    });
}

/** What stands before the first expression of a prefix of Firehose. */
export function literalPart(expression: string): string {
    return expression.split("!{")[0] ?? "";
}

/** The folder under which all objects of a prefix lie: raw/ for raw/year=!{...}; the prefix itself without expressions. */
export function writtenFolder(expression: string): string {
    const literal = literalPart(expression);
    return expression === literal ? literal : literal.slice(0, literal.lastIndexOf("/") + 1);
}

/** Where crawlers look, by target. */
export function crawled(graph: Graph): { crawler: StackResource; place: Place }[] {
    return graph.ofType("aws:glue/crawler:Crawler").flatMap((crawler) =>
        listOf(crawler.props["s3Targets"]).flatMap((target) => {
            const place = placeOf(target["path"]);
            return place ? [{ crawler, place }] : [];
        }),
    );
}

/** Where declared tables lie. */
export function tables(graph: Graph): { table: StackResource; place: Place }[] {
    return graph.ofType("aws:glue/catalogTable:CatalogTable").flatMap((table) => {
        const place = placeOf(table.props["storageDescriptor"]?.["location"]);
        return place ? [{ table, place }] : [];
    });
}

/** The arguments of jobs that are places in S3, by name. */
export function jobPlaces(graph: Graph): { job: StackResource; argument: string; place: Place }[] {
    return graph.ofType("aws:glue/job:Job").flatMap((job) =>
        Object.entries((job.props["defaultArguments"] ?? {}) as Properties).flatMap(([argument, value]) => {
            const place = placeOf(value);
            return place ? [{ job, argument, place }] : [];
        }),
    );
}

/** A move of objects from one prefix to another, by a function that a bucket notifies through a queue or directly. */
export interface Move {
    mover: StackResource;
    bucket: string;
    from: string;
    to: string;
}

/** The functions that say by their variables that they move objects. */
export function moves(graph: Graph): Move[] {
    return graph.ofType("aws:lambda/function:Function").flatMap((mover) => {
        const variables = known(() => mover.props["environment"]?.["variables"] as Properties | undefined) ?? {};
        const from = variables["RAW_PREFIX"] as string | undefined;
        const to = variables["PARTITIONED_PREFIX"] as string | undefined;
        const delivery = deliveries(graph).find(({ prefix }) => prefix === from) ?? deliveries(graph)[0];
        return from !== undefined && to !== undefined && delivery ? [{ mover, bucket: delivery.bucket, from, to }] : [];
    });
}

function folder(prefix: string): string {
    return prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
}
