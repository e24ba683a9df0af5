package dev.lolscale.graph.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lolscale.graph.StackConfiguration;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Ten bills, recomputed by hand: each item of each, and the total. {@link PaperBill} has the arithmetic; the numbers of a
 * workload are worked out here. An event of 200 bytes lands as 255: 53 are added on receipt, one or two are the digits of its
 * line, one ends the line.
 */
class BillArithmeticTest {

    private static final Offset<Double> EXACT = within(1e-6);

    @Test
    void shouldPriceProdAt25EventsARequest() {
        check("prod", Stacks.WORKLOAD, prod().prod());
    }

    @Test
    void shouldPriceProdAt100EventsARequest() {
        PaperBill paper = prod();
        paper.requests = 2e6;
        paper.doorUsd = 2 * 1.00;
        // 35 lines with one digit, 65 with two: 25,565 bytes, so five steps of 5 KB. 20 + 10.97 ms.
        paper.landed = 25_565 / 100.0;
        paper.billedBytesOfARequest = 25_600;
        paper.millis = 31;
        paper.logLines = 2e5;

        check("prod", Stacks.WORKLOAD.withBatch(100), paper.prod());
    }

    @Test
    void shouldPriceProdAtOneEventARequest() {
        PaperBill paper = prod();
        // Every event is a request and a record of 5 KB: 20 + (0.65 + 0.073 x 0.201) x 1.5 x 1769 / 512 = 23.4 ms.
        paper.requests = 200e6;
        paper.doorUsd = 200 * 1.00;
        paper.billedBytesOfARequest = 5_120;
        paper.millis = 24;
        paper.logLines = 2e7;

        check("prod", Stacks.WORKLOAD.withBatch(1), paper.prod());
    }

    @Test
    void shouldPriceTheSecondStepOfTheHttpApi() {
        PaperBill paper = prod();
        // 1,000 million requests: 300 at $1.00, 700 at $0.90.
        paper.events = 1e9;
        paper.requests = 1e9;
        paper.doorUsd = 300 * 1.00 + 700 * 0.90;
        paper.billedBytesOfARequest = 5_120;
        paper.millis = 24;
        paper.logLines = 1e8;
        paper.queriesOfADay = 0;
        // 255 GB a month fill 1,900 buffers of 128 MB: the timer is faster, with 2,920 objects, as at 200 million.
        // 622 MB a day of the event table are five files of 128 MB.
        paper.tableFiles = 5;

        check("prod", new Workload(1_000_000_000L, 200, 1, 0), paper.prod());
    }

    @Test
    void shouldPriceRequestsOfTwoMeteredStepsAndSeveralRecords() {
        PaperBill paper = prod();
        // 10,000 requests of 1,001,000 bytes: two steps of 512 KB each.
        paper.events = 10e6;
        paper.requests = 10_000;
        paper.doorUsd = 10_000 * 2 / 1e6 * 1.00;
        // They land as 35 x 1055 + 965 x 1056 = 1,055,965 bytes: one record of 969 whole events (1,023,229 bytes, 200
        // steps), one of 31 (32,736 bytes, 7 steps).
        paper.landed = 1_055_965 / 1_000.0;
        paper.billedBytesOfARequest = (200 + 7) * 5_120;
        paper.extra = 1_000 - 69;
        // 20 + (0.65 + 0.073 x 1,001) x 1.5 x 1769 / 512 = 402.1 ms.
        paper.millis = 403;
        // Fewer than one a minute: each invocation has a line of its own.
        paper.logLines = 10_000;
        paper.invocationsOfALine = 1;
        paper.queriesOfADay = 0;

        check("prod", new Workload(10_000_000, 1_000, 1_000, 0), paper.prod());
    }

    @Test
    void shouldPriceClassic() {
        check("classic", Stacks.WORKLOAD, classic().classic());
    }

    @Test
    void shouldPriceTheSecondStepOfTheRestApi() {
        PaperBill paper = classic();
        // 400 million requests: 333 at $3.50, 67 at $2.80. 20 + (0.65 + 0.073 x 0.201) x 1.5 x 1769 / 1024 = 21.7 ms.
        paper.events = 400e6;
        paper.requests = 400e6;
        paper.doorUsd = 333 * 3.50 + 67 * 2.80;
        paper.billedBytesOfARequest = 5_120;
        paper.millis = 22;
        paper.logLines = 4e7;
        paper.queriesOfADay = 0;

        check("classic", new Workload(400_000_000, 200, 1, 0), paper.classic());
    }

    @Test
    void shouldPriceDev() {
        check("dev", Stacks.WORKLOAD, dev().dev());
    }

    @Test
    void shouldPriceProdWithoutQueries() {
        PaperBill paper = prod();
        paper.queriesOfADay = 0;

        check("prod", new Workload(200_000_000, 200, 25, 0), paper.prod());
    }

    @Test
    void shouldPriceDevInIreland() {
        PaperBill paper = dev();
        paper.doorUsd = 8 * 1.11;
        paper.usdOfFirehose = 0.031;
        paper.usdOfLogs = 0.57;

        check(Stacks.configuration("dev").with("aws:region", "eu-west-1"), Stacks.WORKLOAD, paper.dev());
    }

    /** 200 million events of 200 bytes in 8 million requests; 512 MB. 20 + (0.65 + 0.073 x 5.025) x 1.5 x 1769 / 512 = 25.3 ms. */
    private static PaperBill prod() {
        PaperBill paper = new PaperBill();
        paper.events = 200e6;
        paper.requests = 8e6;
        paper.doorUsd = 8 * 1.00;
        // 25 x 255 = 6,375 bytes: two steps.
        paper.landed = 255;
        paper.billedBytesOfARequest = 10_240;
        paper.extra = 131;
        paper.millis = 26;
        paper.trackGigabytes = 0.5;
        paper.queriesOfADay = 100;
        // One object every 900 seconds; a file of 124 MB a day in the event table.
        paper.objects = 730 * 4;
        paper.tableFiles = 1;
        paper.logLines = 8e5;
        paper.invocationsOfALine = 10;
        paper.logRetentionDays = 90;
        return paper;
    }

    /** 1,024 MB: 20 + 2.63 ms. One object a minute. */
    private static PaperBill dev() {
        PaperBill paper = prod();
        paper.millis = 23;
        paper.trackGigabytes = 1;
        paper.objects = 730 * 60;
        paper.logRetentionDays = 7;
        return paper;
    }

    /** The same door's function; a file an hour in the event table. */
    private static PaperBill classic() {
        PaperBill paper = prod();
        paper.doorUsd = 8 * 3.50;
        paper.millis = 23;
        paper.trackGigabytes = 1;
        paper.tableFiles = 24;
        paper.logRetentionDays = 30;
        return paper;
    }

    private static void check(String stack, Workload workload, Map<String, Double> expected) {
        check(Stacks.configuration(stack), workload, expected);
    }

    private static void check(StackConfiguration configuration, Workload workload, Map<String, Double> expected) {
        Bill bill = Stacks.bill(configuration, workload);
        Map<String, Double> actual = new TreeMap<>();
        bill.items().forEach(item -> actual.merge(item.service() + ": " + item.item(), item.usd(), Double::sum));

        assertThat(bill.unpriced()).isEmpty();
        assertThat(actual).containsOnlyKeys(expected.keySet());
        expected.forEach(
                (item, usd) -> assertThat(actual.get(item)).as(item).isCloseTo(usd, within(1e-9 + usd * 1e-9)));
        double total =
                expected.values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(bill.totalUsd()).isCloseTo(total, EXACT);
    }
}
