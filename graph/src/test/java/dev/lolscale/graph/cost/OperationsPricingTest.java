package dev.lolscale.graph.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lolscale.graph.GraphException;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What watches a platform has its price too, and what nobody knows the price of is said to be unpriced. */
class OperationsPricingTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

    @Test
    void shouldChargeAnAlarmByItsMetricsAndResolution() {
        Bill bill = Graphs.in("us-east-1")
                .with(ALARM, "slow", Map.of("period", 300L))
                .with(ALARM, "fast", Map.of("period", 10L))
                .with(
                        ALARM,
                        "ratio",
                        Map.of(
                                "metricQueries",
                                List.of(
                                        Map.of("id", "e", "expression", "a/b"),
                                        Map.of("id", "a", "metric", Map.of("period", 60L)),
                                        Map.of("id", "b", "metric", Map.of("period", 60L)))))
                .bill();

        assertThat(usd(bill, "alarm slow")).isCloseTo(0.10, EXACT);
        assertThat(usd(bill, "alarm fast")).isCloseTo(0.30, EXACT);
        assertThat(usd(bill, "alarm ratio")).isCloseTo(2 * 0.10, EXACT);
        assertThat(bill.totalUsd()).isCloseTo(0.60, EXACT);
    }

    @Test
    void shouldChargeADashboardATopicItsMailsAndAKey() {
        Bill bill = Graphs.in("us-east-1")
                .with("aws:cloudwatch/dashboard:Dashboard", "board", Map.of())
                .with("aws:sns/topic:Topic", "alarms", Map.of("kmsMasterKeyId", "arn:key"))
                .with("aws:sns/topicSubscription:TopicSubscription", "mail", Map.of("protocol", "email"))
                .with("aws:kms/key:Key", "key", Map.of("arn", "arn:key"))
                .bill();

        assertThat(usd(bill, "dashboard")).isCloseTo(3.00, EXACT);
        assertThat(usd(bill, "messages to alarms")).isCloseTo(100 * 0.50 / 1e6, EXACT);
        assertThat(usd(bill, "e-mails of mail")).isCloseTo(100 * 2.00 / 1e5, EXACT);
        assertThat(usd(bill, "key key")).isCloseTo(1.00, EXACT);
        assertThat(usd(bill, "requests to key")).isCloseTo(200 * 0.03 / 1e4, EXACT);
        assertThat(bill.unpriced()).isEmpty();
    }

    @Test
    void shouldKnowThatABudgetThatOnlyNotifiesIsFree() {
        Bill bill = Graphs.in("us-east-1")
                .with("aws:budgets/budget:Budget", "budget", Map.of("budgetType", "COST"))
                .bill();

        assertThat(bill.totalUsd()).isZero();
        assertThat(bill.unpriced()).isEmpty();
        assertThat(bill.free()).extracting(FreeResource::resource).contains("budget");
    }

    @Test
    void shouldNameWhatItDoesNotKnowInsteadOfTakingItForFree() {
        Bill bill = Graphs.in("us-east-1")
                .with("aws:rds/instance:Instance", "database", Map.of())
                .with("aws:lambda/function:Function", "stranger", Map.of("memorySize", 128L))
                .with("aws:sns/topicSubscription:TopicSubscription", "phone", Map.of("protocol", "sms"))
                .bill();

        assertThat(bill.items()).isEmpty();
        assertThat(bill.unpriced())
                .containsExactly(
                        new Unpriced(
                                "stranger",
                                "aws:lambda/function:Function",
                                "what invokes it is not known: neither an API with events, nor a queue, nor an authorizer"),
                        new Unpriced(
                                "database", "aws:rds/instance:Instance", "nothing is known of the charges of its type"),
                        new Unpriced("phone", "aws:sns/topicSubscription:TopicSubscription", "delivery by sms"));
    }

    @Test
    void shouldNameAPriceThatARegionLacks() {
        Bill bill = Graphs.in("eu-west-1")
                .with(ALARM, "fast", Map.of("period", 10L))
                .bill();

        assertThat(bill.unpriced())
                .containsExactly(new Unpriced(
                        "fast",
                        ALARM,
                        "no price cloudwatch.highResolutionAlarm for eu-west-1 in the prices file: CloudWatch, alarm"
                                + " fast"));
    }

    @Test
    void shouldRefuseARegionWithoutAnyPrice() {
        assertThatThrownBy(() -> Graphs.in("mars-north-1").bill())
                .isInstanceOf(GraphException.class)
                .hasMessage("there are no prices for mars-north-1; there are for eu-west-1, us-east-1: give a file with"
                        + " --prices");
    }

    private static double usd(Bill bill, String item) {
        return bill.items().stream()
                .filter(each -> each.item().equals(item))
                .mapToDouble(BillItem::usd)
                .sum();
    }
}
