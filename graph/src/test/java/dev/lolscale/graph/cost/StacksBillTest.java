package dev.lolscale.graph.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every resource of every stack is charged, known to be free, or named as unpriced. */
class StacksBillTest {

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldForgetNoResource(String stack) {
        StackGraph graph = Stacks.graph(Stacks.configuration(stack));
        Bill bill = CostModel.standard().price(graph, Stacks.WORKLOAD);

        Set<String> seen = new HashSet<>();
        bill.items().forEach(item -> seen.add(item.resource()));
        bill.free().forEach(free -> seen.add(free.resource()));
        assertThat(bill.unpriced()).isEmpty();
        assertThat(graph.resources()).extracting(GraphResource::name).allSatisfy(name -> assertThat(seen)
                .contains(name));
    }

    @Test
    void shouldChargeExactlyTheseResourcesOfDev() {
        assertThat(charged("dev"))
                .containsExactly(
                        "delivery-landing",
                        "delivery-stream",
                        "ingest-api",
                        "ingest-authorizer",
                        "ingest-track",
                        "ingest-track-logs",
                        "lakehouse-job",
                        "lakehouse-job-error-logs",
                        "lakehouse-job-output-logs",
                        "lakehouse-raw-discovery",
                        "query-daily_active_users",
                        "query-distinct_users_by_month",
                        "query-distinct_users_this_month",
                        "query-events_by_type",
                        "query-late_arrivals",
                        "query-login_to_purchase",
                        "query-quarantine_by_reason",
                        "query-results",
                        "query-top_events_by_day",
                        "query-weekly_retention");
    }

    @Test
    void shouldChargeBesidesWhatWatchesProd() {
        List<String> more = new ArrayList<>(charged("prod"));
        more.removeAll(charged("dev"));

        assertThat(more)
                .containsExactly(
                        "operations-alarms",
                        "operations-alarms-key",
                        "operations-authorizer-errors",
                        "operations-authorizer-throttles",
                        "operations-dashboard",
                        "operations-delivery-failed",
                        "operations-delivery-freshness",
                        "operations-events-undelivered",
                        "operations-job-failed",
                        "operations-job-not-run",
                        "operations-puts-throttled",
                        "operations-quarantine-growth",
                        "operations-server-errors",
                        "operations-table-freshness",
                        "operations-track-errors",
                        "operations-track-throttles");
        assertThat(charged("prod")).containsAll(charged("dev"));
    }

    @Test
    void shouldChargeExactlyTheseResourcesOfClassic() {
        assertThat(charged("classic"))
                .containsExactly(
                        "delivery-landing",
                        "delivery-mover",
                        "delivery-mover-queue",
                        "delivery-stream",
                        "ingest-api",
                        "ingest-track",
                        "ingest-track-logs",
                        "lakehouse-job",
                        "lakehouse-job-error-logs",
                        "lakehouse-job-output-logs",
                        "lakehouse-parquet-discovery",
                        "lakehouse-raw-discovery",
                        "query-daily_active_users",
                        "query-distinct_users_by_month",
                        "query-distinct_users_this_month",
                        "query-events_by_type",
                        "query-late_arrivals",
                        "query-login_to_purchase",
                        "query-quarantine_by_reason",
                        "query-results",
                        "query-top_events_by_day",
                        "query-weekly_retention");
    }

    @Test
    void shouldGiveTheReasonWhyAResourceIsFree() {
        assertThat(Stacks.bill("classic").free())
                .contains(
                        new FreeResource(
                                "delivery-mover-dead-letters",
                                "aws:sqs/queue:Queue",
                                "only messages that failed come here"),
                        new FreeResource(
                                "delivery-stream-logs",
                                "aws:cloudwatch/logGroup:LogGroup",
                                "Firehose writes to it only what it could not deliver"),
                        new FreeResource(
                                "lakehouse-after-job",
                                "aws:glue/trigger:Trigger",
                                "what it starts is charged, not the trigger"))
                .allSatisfy(free -> assertThat(free.reason()).isNotBlank());
    }

    private static List<String> charged(String stack) {
        return Stacks.bill(stack).items().stream()
                .map(BillItem::resource)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }
}
