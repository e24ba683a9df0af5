package dev.lolscale.graph.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** QuickSight's users are paid for, once for all reports, and the bill says that their number is assumed. */
class QuickSightPricingTest {

    private static final String STACK = "aws:cloudformation/stack:Stack";
    private static final String TEMPLATE =
            "{\"Resources\": {\"Dashboard\": {\"Type\": \"AWS::QuickSight::Dashboard\"}}}";

    @Test
    void shouldChargeTheUsersOnceForAllReports() {
        Bill bill = Graphs.in("us-east-1")
                .with("aws:quicksight/dataSource:DataSource", "source", Map.of())
                .with("aws:quicksight/dataSet:DataSet", "events", Map.of())
                .with(STACK, "dashboard", Map.of("templateBody", TEMPLATE))
                .bill();

        assertThat(bill.items())
                .extracting(BillItem::item, BillItem::usd)
                .containsExactly(tuple("readers", 10 * 3.0), tuple("authors", 24.0));
        assertThat(bill.free()).extracting(FreeResource::resource).contains("source", "events", "dashboard");
        assertThat(bill.warnings())
                .containsExactly(
                        "QuickSight is priced for 10 readers and 1 author, and for no more of SPICE than an author"
                                + " brings along: nobody has told how many there are");
        assertThat(bill.unpriced()).isEmpty();
    }

    @Test
    void shouldReadATemplateThatLiesInABucket() {
        Bill bill = Graphs.in("us-east-1")
                .with(
                        "aws:s3/bucketObjectv2:BucketObjectv2",
                        "template",
                        Map.of("key", "artifacts/t.json", "content", TEMPLATE))
                .with(STACK, "report", Map.of("templateUrl", "https://b.s3.us-east-1.amazonaws.com/artifacts/t.json"))
                .bill();

        assertThat(bill.totalUsd()).isEqualTo(54);
        assertThat(bill.unpriced()).isEmpty();
    }

    @Test
    void shouldNotTakeAnotherTemplateForFree() {
        Bill bill = Graphs.in("us-east-1")
                .with(
                        STACK,
                        "database",
                        Map.of("templateBody", "{\"Resources\": {\"D\": {\"Type\": \"AWS::RDS::DBCluster\"}}}"))
                .bill();

        assertThat(bill.items()).isEmpty();
        assertThat(bill.unpriced())
                .containsExactly(new Unpriced("database", STACK, "what its template makes is not known"));
    }
}
