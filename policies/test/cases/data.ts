import keptUntilRead from "../../src/data/kept-until-read";
import partitionsAgree from "../../src/data/partitions-agree";
import prefixesAgree from "../../src/data/prefixes-agree";
import queriesAgree from "../../src/data/queries-agree";
import tableColumns from "../../src/data/table-columns";
import { type Case, casesOf, type Given } from "../support";

const bucket: Given = { type: "aws:s3/bucketV2:BucketV2", name: "lake", props: { id: "lake-1", bucket: "lake-1" } };
const stream = (prefix: string): Given => ({ type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", name: "stream", props: { extendedS3Configuration: { bucketArn: "arn:aws:s3:::lake-1", prefix } } });
const crawler = (path: string): Given => ({ type: "aws:glue/crawler:Crawler", name: "crawler", props: { s3Targets: [{ path: `s3://lake-1/${path}` }] } });
const job = (defaultArguments: object, props: object = {}): Given => ({ type: "aws:glue/job:Job", name: "job", props: { defaultArguments, ...props } });
const mover: Given = { type: "aws:lambda/function:Function", name: "mover", props: { environment: { variables: { RAW_PREFIX: "raw/", PARTITIONED_PREFIX: "parted/" } } } };
const notification = (filterPrefix: string): Given => ({ type: "aws:s3/bucketNotification:BucketNotification", name: "n", props: { bucket: "lake-1", queues: [{ queueArn: "q", filterPrefix }] } });
const column = (name: string, type: string) => ({ name, type });
const table = (path: string, keys: string[], columns: object[] = [], parameters: object = {}): Given => ({
    type: "aws:glue/catalogTable:CatalogTable", name: "table",
    props: { name: "events", partitionKeys: keys.map((key) => column(key, "string")), parameters, storageDescriptor: { location: `s3://lake-1/${path}`, columns } },
});
const lifecycle = (...rules: object[]): Given => ({ type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", name: "l", props: { bucket: "lake-1", rules } });
const database: Given = { type: "aws:glue/catalogDatabase:CatalogDatabase", name: "db", props: { name: "db_dev" } };
const workgroup: Given = { type: "aws:athena/workgroup:Workgroup", name: "wg", props: { name: "wg-1" } };
const query = (sql: string, in_ = "db_dev"): Given => ({ type: "aws:athena/namedQuery:NamedQuery", name: "query", props: { database: in_, workgroup: "wg-1", query: sql }, from: { database: "db", workgroup: "wg" } });
const columns = ["event string", "at timestamp"];

export const cases: Case[] = [
    casesOf(prefixesAgree)
        .passes("one path", [stream("raw/year=!{timestamp:yyyy}/"), crawler("raw/"), job({ "--raw": "s3://lake-1/raw/" })])
        .fails("the crawler looks elsewhere", [stream("positions/"), crawler("raw_positions/")], ["stream: nothing reads s3://lake-1/positions/: no crawler, table or job looks there", "crawler: it looks in s3://lake-1/raw_positions/, where nothing writes"])
        .fails("the job reads elsewhere", [stream("raw/"), crawler("raw/"), job({ "--raw": "s3://lake-1/old/" })], ["job: --raw is s3://lake-1/old/, and the raw events lie in s3://lake-1/raw/"])
        .edge("with a mover, what is read is where it moves to", [stream("raw/"), mover, notification("raw/"), crawler("parted/"), job({ "--raw": "s3://lake-1/parted/" })], [])
        .edge("a notification that is wider than the prefix moves what it has moved", [stream("raw/"), mover, notification(""), crawler("parted/")], ['n: it notices objects under "", and Firehose writes raw/'])
        .edge("raw is not raw_errors", [stream("raw/"), crawler("raw_errors/")], ["stream: nothing reads s3://lake-1/raw/: no crawler, table or job looks there", "crawler: it looks in s3://lake-1/raw_errors/, where nothing writes"])
        .edge("where a job writes, a crawler may look", [stream("raw/"), crawler("table/"), job({ "--raw": "s3://lake-1/raw/", "--output": "s3://lake-1/table/" })], []),

    casesOf(partitionsAgree)
        .passes("the same keys", [stream("raw/year=!{timestamp:yyyy}/month=!{timestamp:MM}/"), table("raw/", ["year", "month"])])
        .fails("another key", [stream("raw/year=!{timestamp:yyyy}/month=!{timestamp:MM}/"), table("raw/", ["year", "day"])], ["table: its partition keys are year, day, and stream makes the folders year, month"])
        .edge("the order counts", [stream("raw/year=!{timestamp:yyyy}/month=!{timestamp:MM}/"), table("raw/", ["month", "year"])], ["table: its partition keys are month, year, and stream makes the folders year, month"])
        .edge("what is moved gets its folders from the mover", [stream("raw/"), mover, table("raw/", ["year"])], [])
        .edge("projection needs each key", [table("other/", ["year", "day"], [], { "projection.enabled": "true", "projection.year.type": "integer" })], ["table: projection is enabled, and day has none"]),

    casesOf(tableColumns)
        .passes("all of them, and one more", [stream("raw/"), table("raw/", [], [column("event", "string"), column("at", "string"), column("more", "string")])], { columns })
        .fails("one is missing", [stream("raw/"), table("raw/", [], [column("at", "timestamp")])], ["table: it has no column event"], { columns })
        .edge("text for a time in JSON, but not in the job's table", [job({ "--output": "s3://lake-1/table/" }), table("table/", [], [column("event", "string"), column("at", "string")])], ["table: its column at is string, and timestamp in the schema"], { columns })
        .edge("another table of the stack has its own columns", [stream("raw/"), table("customers/", [], [column("id", "bigint")])], [], { columns })
        .edge("without configuration the project's schema counts", [stream("raw/"), table("raw/", [], ["event", "userid", "datetime", "receivedat"].map((name) => column(name, "string")))], ["table: it has no column eventid"]),

    casesOf(queriesAgree)
        .passes("declared, crawled, made by the job", [database, workgroup, crawler("raw/"), job({ "--table": "events", "--quarantine_table": "bad" }), query("SELECT * FROM events e JOIN raw r ON e.id = r.id JOIN bad b ON true")])
        .fails("a table that is not there", [database, workgroup, crawler("raw/"), query("SELECT count(*) FROM evnets")], ["query: it asks evnets; the tables are raw"])
        .fails("another stack's database", [database, workgroup, query("SELECT 1", "db_prod")], ["query: its database is none of this stack"])
        .edge("WITH, EXTRACT, UNNEST, comments and text name no tables", [database, workgroup, crawler("raw/"), query("WITH days AS (SELECT extract(day FROM at) d FROM raw), more AS (SELECT 'FROM nowhere' x) -- FROM nothing\nSELECT * FROM days CROSS JOIN UNNEST(xs) AS t(x), \"db_dev\".\"raw\"")], []),

    casesOf(keptUntilRead)
        .passes("a month", [bucket, stream("raw/"), job({ "--checkpoint": "s3://lake-1/state/" }), lifecycle({ id: "raw", status: "Enabled", filter: { prefix: "raw/" }, expiration: { days: 30 } })])
        .fails("raw events after three days", [bucket, stream("raw/"), lifecycle({ id: "raw", status: "Enabled", filter: { prefix: "raw/" }, expiration: { days: 3 } })], ["l: the rule raw deletes raw events from s3://lake-1/raw/ after 3 days, at least 7 are needed"])
        .fails("the checkpoint", [bucket, job({ "--checkpoint": "s3://lake-1/state/" }), lifecycle({ id: "state", status: "Enabled", filter: { prefix: "state/" }, expiration: { days: 400 } })], ["l: the rule state deletes from s3://lake-1/state/ after 400 days"])
        .edge("a rule for everything takes the books along", [bucket, stream("raw/"), job({ "--output": "s3://lake-1/table/" }), lifecycle({ id: "all", status: "Enabled", filter: {}, expiration: { days: 90 } })], ["l: the rule all deletes from s3://lake-1/table/ after 90 days"])
        .edge("a rule that is off, or that only tiers", [bucket, stream("raw/"), lifecycle({ status: "Disabled", expiration: { days: 1 } }, { status: "Enabled", transitions: [{ days: 1 }] })], [])
        .edge("the same prefix in another bucket", [bucket, stream("raw/"), { ...lifecycle({ status: "Enabled", filter: { prefix: "raw/" }, expiration: { days: 1 } }), props: { bucket: "other-1", rules: [{ status: "Enabled", filter: { prefix: "raw/" }, expiration: { days: 1 } }] } }], []),
].flatMap(({ all }) => all);
