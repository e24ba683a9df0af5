package dev.lolscale.graph.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lolscale.graph.StackConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Ten bills, recomputed by hand: each service's sum is written out in numbers that were worked out on paper from the stacks'
 * settings, the prices and the measurements. An event of 200 bytes lands as 255: 53 are added on receipt, one or two are the
 * digits of its line, one ends the line.
 */
class BillArithmeticTest {

    private static final double GB = 1024.0 * 1024 * 1024;
    private static final double DAYS = 730 / 24.0;
    private static final double YEARLY = 365;
    private static final double ARM = 1.33334e-5;

    /** Bytes of an event of 200 bytes in the raw zone, and in the columns of the event table; 131 bytes are extra. */
    private static final double RAW = 255 * 0.0821;

    private static final double TABLE = 0.345 + 1.72 + 2.905 + 2.897 + 0.287 + 0.003 + 131 * 0.0821;

    /** Bytes a day. */
    private static final double RAW_DAY = RAW * 200e6 / DAYS;

    private static final double TABLE_DAY = TABLE * 200e6 / DAYS;

    /** Each of nine saved queries, run a hundred times a day in all. */
    private static final double EACH = 100 * DAYS / 9;

    /** One object every 900 seconds. */
    private static final double OBJECTS = 730 * 3600 / 900.0;

    @Test
    void shouldPriceProdAt25EventsARequest() {
        assertThat(Stacks.bill("prod").unpriced()).isEmpty();
        check("prod", Stacks.WORKLOAD, prod());
    }

    @Test
    void shouldPriceProdAt100EventsARequest() {
        Map<String, Double> expected = prod();
        // 35 lines with one digit, 65 with two: 25,565 bytes, so five steps of 5 KB. 20 + 10.97 ms.
        double landed = 25_565 / 100.0;
        ingest(expected, 2e6, 1, 25_600, 31);
        expected.put("CloudWatch", cloudWatch(2e6, 30.41666666666667 + 52 / 12.0, 90) + watched());
        expected.put("Glue", glueOfProd(landed));
        replaceRaw(expected, landed);

        check("prod", Stacks.WORKLOAD.withBatch(100), expected);
    }

    @Test
    void shouldPriceProdAtOneEventARequest() {
        Map<String, Double> expected = prod();
        // Every event is a request and a record of 5 KB: 20 + 3.44 ms.
        ingest(expected, 200e6, 1, 5_120, 24);
        expected.put("CloudWatch", cloudWatch(200e6, 30.41666666666667 + 52 / 12.0, 90) + watched());

        check("prod", Stacks.WORKLOAD.withBatch(1), expected);
    }

    @Test
    void shouldPriceTheSecondStepOfTheHttpApi() {
        // 1,000 million requests: 300 at $1.00, 700 at $0.90.
        Bill bill = Stacks.bill(Stacks.configuration("prod"), new Workload(1_000_000_000L, 200, 1, 0));

        assertThat(byService(bill).get("API Gateway")).isCloseTo(300 * 1.00 + 700 * 0.90, within(1e-6));
        assertThat(byService(bill).get("Firehose")).isCloseTo(1e9 * 5_120 / GB * 0.029, within(1e-6));
        // 255 GB a month fill 1,900 buffers of 128 MB: the timer is faster, with 2,920.
        assertThat(item(bill, "PUT of raw objects")).isCloseTo(2_920 * 5e-6, within(1e-9));
    }

    @Test
    void shouldPriceRequestsOfTwoMeteredStepsAndSeveralRecords() {
        // 1,000 events of 1,000 bytes: 1,001,000 bytes are two steps of 512 KB. Landed 35 x 1055 + 965 x 1056 =
        // 1,055,965
        // bytes: one record of 969 whole events (1,023,229 bytes, 200 steps), one of 31 (32,736 bytes, 7 steps).
        Bill bill = Stacks.bill(Stacks.configuration("prod"), new Workload(10_000_000, 1_000, 1_000, 0));

        assertThat(byService(bill).get("API Gateway")).isCloseTo(10_000 * 2 / 1e6, within(1e-9));
        assertThat(byService(bill).get("Firehose")).isCloseTo(10_000.0 * (200 + 7) * 5_120 / GB * 0.029, within(1e-9));
    }

    @Test
    void shouldPriceClassic() {
        Map<String, Double> expected = new HashMap<>();
        // 1,024 MB: 20 + 2.63 ms. The mover: 730 hours of four objects, 150 + 10 x 1.5 x 1769 / 512 = 201.8 ms.
        ingest(expected, 8e6, 3.50, 10_240, 23);
        expected.put("Lambda", 8 * 0.20 + 8e6 * 0.023 * ARM + OBJECTS / 1e6 * 0.20 + OBJECTS * 0.202 * 0.5 * ARM);
        // Three requests a message, and five polls every 20 seconds less those that find one.
        expected.put("SQS", (3 * OBJECTS + 5 * 730 * 180 - OBJECTS) / 1e6 * 0.40);
        // 730 runs; four files each for 36 cores, so four work: 273,973 events x 0.6 x 20.6 x 255 / 119 / 1e6 / 4 =
        // 1.81 s,
        // which is below the minute that is billed. Two crawlers, 10 minutes of two DPU.
        expected.put("Glue", 730 * 10 * 60 / 3600.0 * 0.44 + 2 * 730 * 2 * 600 / 3600.0 * 0.44);
        expected.put("Athena", athena());
        expected.put("CloudWatch", cloudWatch(8e6, 730, 30));
        double hourly = 24;
        expected.put(
                "S3",
                // Firehose, the mover's COPY and three reads.
                2 * OBJECTS * 5e-6
                        + 3 * OBJECTS * 4e-7
                        // Both zones for a year, in Standard.
                        + (RAW_DAY + TABLE_DAY) * YEARLY / GB * 0.023
                        // The job.
                        + 730 * 19 * 5e-6
                        + 730 * YEARLY * 5e-6
                        + 2 * OBJECTS * 4e-7
                        // Queries: a file an hour, a folder a day.
                        + EACH
                                * 4e-7
                                * (96 * (DAYS + 1) / 2 + hourly * (365 * 2 + 57 * 3 + 31 * (4 + 3 + 2 + 2) + 8 * 2))
                        + EACH * 5e-6 * ((DAYS + 1) / 2 + 365 + 57 + 5 * 31 + 8)
                        // Crawlers: 96 raw objects and 24 files a day, for a year, every hour; the quarantine's folders
                        // too.
                        + 730 * YEARLY * (96 + hourly) * 4e-7
                        + 730 * (3 * YEARLY + YEARLY * (96 + hourly) / 1000) * 5e-6
                        + results(30));

        check("classic", Stacks.WORKLOAD, expected);
    }

    @Test
    void shouldPriceTheSecondStepOfTheRestApi() {
        // 400 million requests: 333 at $3.50, 67 at $2.80.
        Bill bill = Stacks.bill(Stacks.configuration("classic"), new Workload(400_000_000, 200, 1, 0));

        assertThat(byService(bill).get("API Gateway")).isCloseTo(333 * 3.50 + 67 * 2.80, within(1e-6));
        assertThat(byService(bill).get("Lambda"))
                // 20 + (0.65 + 0.073 x 0.201) x 1.5 x 1769 / 1024 = 21.7 ms.
                .isCloseTo(
                        400 * 0.20 + 400e6 * 0.022 * ARM + OBJECTS / 1e6 * 0.20 + OBJECTS * 0.202 * 0.5 * ARM,
                        within(1e-6));
    }

    @Test
    void shouldPriceDev() {
        Map<String, Double> expected = prod();
        double objects = 730 * 60;
        // Nobody watches it.
        expected.keySet().removeAll(Set.of("SNS", "KMS"));
        // 1,024 MB: 20 + 2.63 ms. The authorizer has 512 MB as everywhere.
        expected.put("Lambda", 8 * 0.20 + 8e6 * 0.023 * ARM + authorizer());
        expected.put("CloudWatch", cloudWatch(8e6, 30.41666666666667 + 52 / 12.0, 7));
        double filesOfDay = objects / DAYS;
        expected.put(
                "S3",
                objects * 5e-6
                        // Raw objects for 30 days, the table for a year, all in Standard.
                        + RAW_DAY * 30 / GB * 0.023
                        + TABLE_DAY * YEARLY / GB * 0.023
                        + (30.41666666666667 + 52 / 12.0) * 19 * 5e-6
                        + 30.41666666666667 * 30 * 5e-6
                        + 2 * objects * 4e-7
                        + queryGets(filesOfDay)
                        + EACH * (DAYS + 1) / 2 * 5e-6
                        + 30.41666666666667 * filesOfDay * 30 * 4e-7
                        + 30.41666666666667 * (30 + filesOfDay * 30 / 1000) * 5e-6
                        // No versions: what was compacted away stays for the seven days of the snapshots.
                        + TABLE_DAY * 7 / GB * 0.023
                        + results(7));

        check("dev", Stacks.WORKLOAD, expected);
    }

    @Test
    void shouldPriceProdWithoutQueries() {
        Map<String, Double> expected = prod();
        expected.put("Athena", 0.0);
        expected.compute("S3", (service, usd) -> usd - queryGets(96) - EACH * (DAYS + 1) / 2 * 5e-6 - results(30));

        check("prod", new Workload(200_000_000, 200, 25, 0), expected);
    }

    @Test
    void shouldPriceIngestInIreland() {
        StackConfiguration ireland = Stacks.configuration("dev").with("aws:region", "eu-west-1");
        Bill bill = Stacks.bill(ireland, Stacks.WORKLOAD);

        assertThat(bill.unpriced()).isEmpty();
        assertThat(byService(bill).get("API Gateway")).isCloseTo(8 * 1.11, within(1e-9));
        assertThat(byService(bill).get("Firehose")).isCloseTo(8e6 * 10_240 / GB * 0.031, within(1e-9));
        assertThat(item(bill, "log of ingest-track")).isCloseTo(800_000 * (387 + 30 + 26) / GB * 0.57, within(1e-9));
    }

    /** 512 MB and two workers: 20 + 5.28 ms a request. */
    private static Map<String, Double> prod() {
        Map<String, Double> expected = new HashMap<>();
        ingest(expected, 8e6, 1.00, 10_240, 26);
        expected.put("Glue", glueOfProd(255));
        expected.put("Athena", athena());
        expected.put("CloudWatch", cloudWatch(8e6, 30.41666666666667 + 52 / 12.0, 90) + watched());
        expected.put("SNS", 100 * 0.50 / 1e6);
        expected.put("KMS", 1.00 + 200 * 0.03 / 1e4);
        expected.put("S3", s3OfProd(RAW));
        return expected;
    }

    private static double s3OfProd(double raw) {
        double rawDay = raw * 200e6 / DAYS;
        return OBJECTS * 5e-6
                // The crawler reads every raw object daily and a query all of the table: nothing leaves Frequent
                // Access.
                + (rawDay + TABLE_DAY) * YEARLY / GB * 0.023
                + 335 * (96 + 1) * 2.5e-6
                + (OBJECTS + DAYS) * 1e-5
                + (30.41666666666667 + 52 / 12.0) * 19 * 5e-6
                + 30.41666666666667 * YEARLY * 5e-6
                + 2 * OBJECTS * 4e-7
                + queryGets(96)
                + EACH * (DAYS + 1) / 2 * 5e-6
                + 30.41666666666667 * 96 * YEARLY * 4e-7
                + 30.41666666666667 * (YEARLY + 96 * YEARLY / 1000) * 5e-6
                // Compacted away: seven days of snapshots, then 30 of versions.
                + TABLE_DAY * (7 + 30) / GB * 0.023
                + results(30);
    }

    private static void replaceRaw(Map<String, Double> expected, double landed) {
        double raw = landed * 0.0821;
        double query = EACH * (raw - RAW) * 200e6 / DAYS * (DAYS + 1) / 2 / 1e12 * 5;
        expected.compute("Athena", (service, usd) -> usd + query);
        expected.put("S3", s3OfProd(raw));
    }

    private static void ingest(
            Map<String, Double> expected, double requests, double usdPerMillion, double billedBytes, double millis) {
        expected.put("API Gateway", requests / 1e6 * usdPerMillion);
        expected.put("Data transfer", requests * 250 / GB * 0.09);
        expected.put("Lambda", requests / 1e6 * 0.20 + requests * millis / 1000 * 0.5 * ARM + authorizer());
        expected.put("Firehose", requests * billedBytes / GB * 0.029);
    }

    /** One key, asked for every 300 seconds: 1 x 1.5 x 1769 / 512 = 5.2 ms. */
    private static double authorizer() {
        double asked = 730 * 3600 / 300.0;
        return asked / 1e6 * 0.20 + asked * 0.006 * 0.5 * ARM;
    }

    private static double glueOfProd(double landed) {
        double larger = landed / 119;
        // 6.575 million events a day on the four cores of one worker; 46.15 million a week to compact.
        double load = (11.2 + 200 / (365 / 12.0) * 20.6 * larger / 4) * 1.5;
        double maintain = (11.2 + 200 / (52 / 12.0) * 6.2 * larger / 4) * 1.5;
        return (365 / 12.0 * 2 * load + 52 / 12.0 * 2 * maintain + 365 / 12.0 * 2 * 600) / 3600 * 0.44;
    }

    private static double athena() {
        double perDay = 200e6 / DAYS;
        double bytes = RAW * perDay * (DAYS + 1) / 2
                + 1.72 * perDay * 365
                + (1.72 + 2.905) * perDay * 57
                + (0.345 + 1.72 + 2.905) * perDay * 31
                + (2.905 + 0.287) * perDay * 31
                + 1.72 * perDay * 31
                + 0.345 * perDay * 31
                + 0.345 * perDay * 8
                + 10e6;
        return EACH * bytes / 1e12 * 5;
    }

    /** One GET a raw object; of a Parquet file one for the footer and one for each column. */
    private static double queryGets(double rawFilesOfDay) {
        return EACH
                * 4e-7
                * (rawFilesOfDay * (DAYS + 1) / 2 + 365 * 2 + 57 * 3 + 31 * 4 + 31 * 3 + 31 * 2 + 31 * 2 + 8 * 2);
    }

    private static double results(double days) {
        return 100 * DAYS * 2 * 5e-6 + 100 * 10_000 * days / GB * 0.023;
    }

    private static double cloudWatch(double requests, double runs, double days) {
        double gigabytes = (requests / 10 * (387 + 10 * 3 + 26) + runs * 2 * 1e6) / GB;
        return gigabytes * 0.50
                + gigabytes * 0.15 * days / DAYS * 0.03
                + 3 * 0.30
                + 11 * 0.30 * Math.min(1, runs / 730);
    }

    /** Thirteen alarms on fifteen metrics, a dashboard, and Glue's own metrics in the hours of its runs. */
    private static double watched() {
        return 15 * 0.10 + 3.00 + 20 * 0.30 * (30.41666666666667 + 52 / 12.0) / 730;
    }

    private static void check(String stack, Workload workload, Map<String, Double> expected) {
        Map<String, Double> actual = byService(Stacks.bill(Stacks.configuration(stack), workload));

        assertThat(actual).containsOnlyKeys(expected.keySet());
        expected.forEach((service, usd) ->
                assertThat(actual.get(service)).as(service).isCloseTo(usd, within(Math.max(1e-6, usd * 1e-9))));
    }

    private static Map<String, Double> byService(Bill bill) {
        Map<String, Double> byService = new HashMap<>();
        bill.items().forEach(item -> byService.merge(item.service(), item.usd(), Double::sum));
        return byService;
    }

    private static double item(Bill bill, String name) {
        return bill.items().stream()
                .filter(item -> item.item().equals(name))
                .mapToDouble(BillItem::usd)
                .sum();
    }
}
