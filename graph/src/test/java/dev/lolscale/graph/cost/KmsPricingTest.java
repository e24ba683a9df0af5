package dev.lolscale.graph.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key of one's own costs: its versions, and the requests of what it encrypts. */
class KmsPricingTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final double USD_OF_REQUEST = 0.03 / 1e4;
    private static final String KEY = "aws:kms/key:Key";
    private static final String KEY_ARN = "arn:aws:kms:us-east-1:1:key/k";
    private static final String ENCRYPTION =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";

    /** A data key lasts for 300 seconds of a month. */
    private static final double DATA_KEYS = 730 * 3_600 / 300.0;

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldLeaveNothingUnpricedInAStackUnderItsOwnKey(String stack) {
        Bill bill = Stacks.bill(Stacks.configuration(stack).with("encryption", "kms"), Stacks.WORKLOAD);

        assertThat(bill.unpriced()).isEmpty();
        assertThat(item(bill, "key encryption-key").quantity()).isEqualTo(2);
    }

    @Test
    void shouldCountTheRequestsOfEverythingThatProdKeepsUnderItsKey() {
        Bill before = Stacks.bill("prod");
        Bill bill = Stacks.bill(kms("prod"), Stacks.WORKLOAD);
        double objects = objects(before, "delivery-landing") + objects(before, "query-results");

        // Two functions, five groups of logs; a stream is written and read; a hundred alarms, encrypted and decrypted.
        double requests = 0.1 * objects + (2 + 5 + 2) * DATA_KEYS + 2 * 100;
        assertThat(item(bill, "requests to encryption-key").quantity()).isCloseTo(requests, within(1e-6));
        assertThat(BillDifference.between(before, bill))
                .isEqualTo(Map.of(
                        "KMS: key operations-alarms-key",
                        -2.0,
                        "KMS: requests to operations-alarms-key",
                        -rounded(200 * USD_OF_REQUEST),
                        "KMS: key encryption-key",
                        2.0,
                        "KMS: requests to encryption-key",
                        rounded(requests * USD_OF_REQUEST)));
    }

    @Test
    void shouldCountEachObjectWithoutABucketKey() {
        StackGraph graph = Stacks.graph(kms("prod"));
        double landing = objects(CostModel.standard().price(graph, Stacks.WORKLOAD), "delivery-landing");
        StackGraph changed = graph.withInput(
                graph.resource(ENCRYPTION, "delivery-landing-encryption").urn(),
                "rules",
                List.of(Map.of(
                        "applyServerSideEncryptionByDefault",
                        Map.of(
                                "sseAlgorithm",
                                "aws:kms",
                                "kmsMasterKeyId",
                                graph.ofType(KEY).get(0).outputs().text("arn")))));

        assertThat(requests(changed) - requests(graph)).isCloseTo(0.9 * landing, within(1e-6));
        assertThat(landing).isGreaterThan(1e6);
    }

    @Test
    void shouldCountTheMoversQueueByItsMessagesOrItsDataKeys() {
        StackGraph graph = Stacks.graph(kms("classic"));
        String queue = graph.resource(Types.QUEUE, "delivery-mover-queue").urn();

        // 2,920 objects a month: fewer than there are data keys of five minutes, more than there are of an hour.
        double byMessages = requests(graph);
        double byDataKeys = requests(graph.withInput(queue, "kmsDataKeyReusePeriodSeconds", 3_600L));

        assertThat(byMessages - byDataKeys).isCloseTo(3 * (730 * 4 - 730), within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"365, 2", "90, 3", "400, 1", "200, 2"})
    void shouldChargeTheVersionsOfAYear(long days, double versions) {
        Bill bill = Graphs.in("us-east-1")
                .with(KEY, "key", Map.of("enableKeyRotation", true, "rotationPeriodInDays", days))
                .bill();

        assertThat(bill.totalUsd()).isCloseTo(versions, EXACT);
    }

    @Test
    void shouldNameAUserOfTheKeyThatItDoesNotKnow() {
        Bill bill = Graphs.in("us-east-1")
                .with(KEY, "key", Map.of("arn", KEY_ARN))
                .with(
                        "aws:glue/securityConfiguration:SecurityConfiguration",
                        "glue",
                        Map.of("encryptionConfiguration", Map.of("s3", List.of(Map.of("kmsKeyArn", KEY_ARN)))))
                .with(
                        Types.WORKGROUP,
                        "elsewhere",
                        Map.of(
                                "configuration",
                                Map.of(
                                        "resultConfiguration",
                                        Map.of(
                                                "outputLocation",
                                                "s3://another/",
                                                "encryptionConfiguration",
                                                Map.of("kmsKeyArn", KEY_ARN)))))
                .bill();

        assertThat(bill.unpriced())
                .extracting(Unpriced::resource, Unpriced::reason)
                .containsExactlyInAnyOrder(
                        tuple("glue", "how often it uses the key key is not known"),
                        tuple("elsewhere", "how often it uses the key key is not known"));
    }

    private static StackConfiguration kms(String stack) {
        return Stacks.configuration(stack).with("encryption", "kms");
    }

    private static double requests(StackGraph graph) {
        return item(CostModel.standard().price(graph, Stacks.WORKLOAD), "requests to encryption-key")
                .quantity();
    }

    /** Objects that were written or read, by the items of the bill. */
    private static double objects(Bill bill, String bucket) {
        return bill.items().stream()
                .filter(item -> item.service().equals("S3") && item.resource().equals(bucket))
                .filter(item -> item.item().matches("(PUT|GET) .*"))
                .mapToDouble(BillItem::quantity)
                .sum();
    }

    private static BillItem item(Bill bill, String name) {
        return bill.items().stream()
                .filter(item -> item.item().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double rounded(double usd) {
        return Math.round(usd * 1e4) / 1e4;
    }
}
