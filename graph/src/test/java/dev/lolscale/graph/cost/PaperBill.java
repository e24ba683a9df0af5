package dev.lolscale.graph.cost;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A bill that is worked out by hand: every item of a stack, in arithmetic on plain numbers. Nothing here asks the graph, the
 * prices file or the measurements; a test says the numbers of its workload, as worked out on paper.
 */
final class PaperBill {

    static final double GB = 1024.0 * 1024 * 1024;
    static final double DAYS = 730 / 24.0;
    static final double DAILY = 365 / 12.0;
    static final double WEEKLY = 52 / 12.0;

    private static final double YEAR = 365;
    private static final double ARM = 1.33334e-5;

    /** API Gateway's price of all requests, in dollars. */
    double doorUsd;

    double requests;
    double billedBytesOfARequest;
    double millis;
    double trackGigabytes;

    /** Bytes of an event as it lands, its line's end included. */
    double landed;

    /** Bytes of an event beyond the 69 of its three fields. */
    double extra;

    double events;
    double queriesOfADay;

    /** Raw objects of a month. */
    double objects;

    /** Files of the event table for each day. */
    double tableFiles;

    /** Lines of the track function's log in a month, and invocations in each. */
    double logLines;

    double invocationsOfALine;
    double logRetentionDays;

    double usdOfFirehose = 0.029;
    double usdOfLogs = 0.50;

    private final Map<String, Double> items = new TreeMap<>();

    Map<String, Double> prod() {
        httpDoor();
        track();
        authorizer();
        cloudWatch(DAILY + WEEKLY);
        watched();
        icebergJob();
        glue("runs of lakehouse-raw-discovery, 10 minutes each", DAILY * 2 * 600);
        queries();
        // The crawler reads every raw object daily and a query all of the table: nothing leaves Frequent Access.
        tiered("analytics_raw/", rawOfADay(), objects / DAYS);
        tiered("analytics_data/", tableOfADay(), tableFiles);
        // Compacted away: seven days of snapshots, then 30 of versions.
        stored("Standard, replaced and deleted files", tableOfADay() * (7 + 30));
        lakeOfADay(YEAR);
        results(30);
        return items;
    }

    Map<String, Double> dev() {
        httpDoor();
        track();
        authorizer();
        cloudWatch(DAILY + WEEKLY);
        icebergJob();
        glue("runs of lakehouse-raw-discovery, 10 minutes each", DAILY * 2 * 600);
        queries();
        // Raw objects for 30 days, the table for a year, all in Standard.
        stored("Standard, analytics_raw/", rawOfADay() * 30);
        stored("Standard, analytics_data/", tableOfADay() * YEAR);
        // No versions: what was compacted away stays for the seven days of the snapshots.
        stored("Standard, replaced and deleted files", tableOfADay() * 7);
        lakeOfADay(30);
        results(7);
        return items;
    }

    Map<String, Double> classic() {
        put("API Gateway: REST API requests", doorUsd);
        track();
        mover();
        cloudWatch(730);
        // Every hour so little that the minute is paid for, on ten workers; two crawlers.
        glue("loading runs of the job", 730 * 10 * 60);
        glue("runs of lakehouse-raw-discovery, 10 minutes each", 730 * 2 * 600);
        glue("runs of lakehouse-parquet-discovery, 10 minutes each", 730 * 2 * 600);
        queries();
        stored("Standard, partitioned_analytics_raw/", rawOfADay() * YEAR);
        stored("Standard, analytics_data/", tableOfADay() * YEAR);
        put("S3: PUT of raw objects", objects * 5e-6);
        put("S3: COPY by the mover", objects * 5e-6);
        put("S3: GET by the mover", 3 * objects * 4e-7);
        put("S3: PUT by the job", 730 * 19 * 5e-6);
        put("S3: LIST by the job", 730 * YEAR * 5e-6);
        put("S3: GET by the job", 2 * objects * 4e-7);
        put("S3: GET by queries", getsOfQueries() * 4e-7);
        // A folder a day: this raises what Iceberg would know from its own list.
        put("S3: LIST by queries", each() * ((DAYS + 1) / 2 + 365 + 57 + 5 * 31 + 8) * 5e-6);
        // A year of raw objects and of files, and the quarantine's folders, every hour.
        put("S3: GET by crawlers", 730 * YEAR * (objects / DAYS + tableFiles) * 4e-7);
        put("S3: LIST by crawlers", 730 * (3 * YEAR + YEAR * (objects / DAYS + tableFiles) / 1_000) * 5e-6);
        results(30);
        return items;
    }

    private void httpDoor() {
        put("API Gateway: HTTP API requests", doorUsd);
    }

    private void track() {
        put("Data transfer: answers to senders", requests * 250 / GB * 0.09);
        put("Lambda: requests of ingest-track", requests / 1e6 * 0.20);
        put("Lambda: time of ingest-track", requests * millis / 1_000 * trackGigabytes * ARM);
        put("Firehose: bytes in records of 5 KB steps", requests * billedBytesOfARequest / GB * usdOfFirehose);
    }

    /** One key, asked for every 300 seconds: 1 x 1.5 x 1769 / 512 = 5.2 ms. */
    private void authorizer() {
        double asked = 730 * 12;
        put("Lambda: requests of ingest-authorizer", asked / 1e6 * 0.20);
        put("Lambda: time of ingest-authorizer", asked * 0.006 * 0.5 * ARM);
    }

    /** 150 + 10 x 1.5 x 1769 / 512 = 201.8 ms. Three requests a message, and five polls every 20 seconds. */
    private void mover() {
        put("Lambda: requests of delivery-mover", objects / 1e6 * 0.20);
        put("Lambda: time of delivery-mover", objects * 0.202 * 0.5 * ARM);
        put("SQS: requests for messages", 3 * objects / 1e6 * 0.40);
        put("SQS: requests that find nothing", (5 * 730 * 180 - objects) / 1e6 * 0.40);
    }

    private void icebergJob() {
        double larger = landed / 119;
        double load = (11.2 + events / 1e6 / DAILY * 20.6 * larger / 4) * 1.5;
        double maintain = (11.2 + events / 1e6 / WEEKLY * 6.2 * larger / 4) * 1.5;
        glue("loading runs of the job", DAILY * 2 * Math.max(60, load));
        glue("maintenance runs of the job", WEEKLY * 2 * Math.max(60, maintain));
    }

    private void glue(String item, double seconds) {
        put("Glue: " + item, seconds / 3_600 * 0.44);
    }

    private void queries() {
        double perDay = events / DAYS;
        athena("distinct_users_this_month", landed * 0.0821 * perDay * (DAYS + 1) / 2);
        athena("distinct_users_by_month", 1.72 * perDay * 365);
        athena("weekly_retention", 1.72 * perDay * 57);
        athena("login_to_purchase", (0.345 + 1.72 + 2.905) * perDay * 31);
        athena("late_arrivals", (2.905 + 0.287) * perDay * 31);
        athena("daily_active_users", 1.72 * perDay * 31);
        athena("events_by_type", 0.345 * perDay * 31);
        athena("top_events_by_day", 0.345 * perDay * 8);
        athena("quarantine_by_reason", 10e6);
    }

    private void athena(String query, double bytes) {
        put("Athena: query " + query, each() * bytes / 1e12 * 5);
    }

    /** Each of nine saved queries. */
    private double each() {
        return queriesOfADay * DAYS / 9;
    }

    private void cloudWatch(double runs) {
        log("log of ingest-track", logLines * (387 + invocationsOfALine * 3 + 26));
        log("log of the job, lakehouse-job-error-logs", runs * 1e6);
        log("log of the job, lakehouse-job-output-logs", runs * 1e6);
        put("CloudWatch: metrics of ingest-track", 3 * 0.30);
        put("CloudWatch: metrics of the job", 11 * 0.30 * runs / 730);
    }

    private void log(String item, double bytes) {
        put("CloudWatch: " + item, bytes / GB * usdOfLogs);
        put("CloudWatch: " + item + ", kept", bytes / GB * 0.15 * logRetentionDays / DAYS * 0.03);
    }

    /** Thirteen alarms on fifteen metrics, a dashboard, a key that was rotated once, and Glue's own metrics of its runs. */
    private void watched() {
        for (String one : List.of(
                "authorizer-errors",
                "authorizer-throttles",
                "delivery-failed",
                "delivery-freshness",
                "events-undelivered",
                "job-failed",
                "job-not-run",
                "puts-throttled",
                "table-freshness",
                "track-errors",
                "track-throttles")) {
            put("CloudWatch: alarm operations-" + one, 0.10);
        }
        for (String two : List.of("quarantine-growth", "server-errors")) {
            put("CloudWatch: alarm operations-" + two, 0.20);
        }
        put("CloudWatch: dashboard", 3.00);
        put("CloudWatch: Glue's metrics of the job", 20 * 0.30 * (DAILY + WEEKLY) / 730);
        put("SNS: messages to operations-alarms", 100 * 0.50 / 1e6);
        put("KMS: key operations-alarms-key", 2 * 1.00);
        put("KMS: requests to operations-alarms-key", 200 * 0.03 / 1e4);
    }

    private double rawOfADay() {
        return landed * 0.0821 * events / DAYS;
    }

    private double tableOfADay() {
        return (0.345 + 1.72 + 2.905 + 2.897 + 0.287 + 0.003 + extra * 0.0821) * events / DAYS;
    }

    /** A month in Standard, then eleven in Frequent Access. */
    private void tiered(String zone, double bytesOfADay, double filesOfADay) {
        stored("Standard, " + zone, bytesOfADay * 30);
        stored("Frequent Access, " + zone, bytesOfADay * 335);
        put("S3: objects watched, " + zone, 335 * filesOfADay * 2.5e-6);
        put("S3: transitions, " + zone, filesOfADay * DAYS * 1e-5);
    }

    private void stored(String item, double bytes) {
        put("S3: " + item, bytes / GB * 0.023);
    }

    /** Requests of a lake with an Iceberg table whose workflow runs daily. */
    private void lakeOfADay(double rawDays) {
        put("S3: PUT of raw objects", objects * 5e-6);
        put("S3: PUT by the job", (DAILY + WEEKLY) * 19 * 5e-6);
        put("S3: LIST by the job", DAILY * rawDays * 5e-6);
        put("S3: GET by the job", 2 * objects * 4e-7);
        put("S3: GET by queries", getsOfQueries() * 4e-7);
        put("S3: LIST by queries", each() * (DAYS + 1) / 2 * 5e-6);
        put("S3: GET by crawlers", DAILY * objects / DAYS * rawDays * 4e-7);
        put("S3: LIST by crawlers", DAILY * (rawDays + objects / DAYS * rawDays / 1_000) * 5e-6);
    }

    /** One GET a raw object; of a Parquet file one for the footer and one for each column. */
    private double getsOfQueries() {
        double ofTable = 365 * 2 + 57 * 2 + 31 * (4 + 3 + 2 + 2) + 8 * 2;
        return each() * (objects / DAYS * (DAYS + 1) / 2 + tableFiles * ofTable);
    }

    private void results(double days) {
        put("S3: PUT of query results", queriesOfADay * DAYS * 2 * 5e-6);
        if (queriesOfADay > 0) {
            stored("Standard, query results", queriesOfADay * 10_000 * days);
        }
    }

    private void put(String item, double usd) {
        items.put(item, usd);
    }
}
