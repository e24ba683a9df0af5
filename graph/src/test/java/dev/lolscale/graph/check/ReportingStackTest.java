package dev.lolscale.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.cost.Bill;
import dev.lolscale.graph.cost.BillItem;
import dev.lolscale.graph.cost.CostModel;
import dev.lolscale.graph.cost.Workload;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code prod} with all of its reporting on. */
class ReportingStackTest {

    private static final StackConfiguration CONFIGURATION = StackConfiguration.read(Packs.ROOT, "prod")
            .with("quicksightPrincipal", "arn:aws:quicksight:us-east-1:123456789012:group/default/analysts")
            .with("quicksightImport", "spice")
            .with("biAccess", "true")
            .with("encryption", "kms");

    private final StackGraph graph = Recorder.record(CONFIGURATION, Recorder.Mode.UPDATE, Main::stack);

    @Test
    void shouldAddTheseAndNothingElse() {
        StackGraph without = Recorder.record(
                StackConfiguration.read(Packs.ROOT, "prod").with("encryption", "kms"),
                Recorder.Mode.UPDATE,
                Main::stack);
        Set<String> added = names(graph);
        added.removeAll(names(without));

        assertThat(added)
                .containsExactly(
                        "reporting",
                        "reporting-bi-policy",
                        "reporting-bi-workgroup",
                        "reporting-quicksight-activity",
                        "reporting-quicksight-activity-refresh",
                        "reporting-quicksight-dashboard",
                        "reporting-quicksight-funnel",
                        "reporting-quicksight-funnel-refresh",
                        "reporting-quicksight-policy",
                        "reporting-quicksight-quarantine",
                        "reporting-quicksight-quarantine-refresh",
                        "reporting-quicksight-retention",
                        "reporting-quicksight-retention-refresh",
                        "reporting-quicksight-role",
                        "reporting-quicksight-source",
                        "reporting-quicksight-template");
        assertThat(names(graph)).containsAll(names(without));
    }

    @Test
    void shouldBreakNoPolicy() {
        try (PolicyCheck check = PolicyCheck.start(Packs.OWN, CONFIGURATION, step -> {})) {
            assertThat(check.judge(graph, PackConfiguration.none()).violations())
                    .isEmpty();
        }
    }

    @Test
    void shouldGiveTheTemplateTheArnsOfItsDataSets() {
        GraphResource dashboard = graph.resource("aws:cloudformation/stack:Stack", "reporting-quicksight-dashboard");
        String activity = graph.resource("aws:quicksight/dataSet:DataSet", "reporting-quicksight-activity")
                .inputs()
                .text("dataSetId");

        assertThat(dashboard.inputs().textsByKey("parameters"))
                .containsEntry("ActivityArn", "arn:aws:quicksight:us-east-1:123456789012:dataset/" + activity);
    }

    @Test
    void shouldHandOnWhereToLookAndHowToConnect() {
        assertThat(graph.outputs().text("quicksightDashboardId")).endsWith("-dashboard");
        assertThat(graph.outputs().text("jdbcUrl"))
                .isEqualTo("jdbc:athena://Region=us-east-1;WorkGroup="
                        + graph.outputs().text("biWorkgroupName")
                        + ";Catalog=AwsDataCatalog;Database=lolscale_prod;");
        assertThat(graph.outputs().text("biPolicyArn")).startsWith("arn:aws:iam::123456789012:policy/");
    }

    @Test
    void shouldPriceTheUsersOfQuickSightAndLeaveNothingUnpriced() {
        Bill bill = CostModel.standard().price(graph, new Workload(200_000_000, 200, 25, 100));

        assertThat(bill.unpriced()).isEmpty();
        assertThat(bill.items())
                .filteredOn(item -> item.service().equals("QuickSight"))
                .extracting(BillItem::item)
                .containsExactly("readers", "authors");
    }

    private static Set<String> names(StackGraph graph) {
        Set<String> names = new TreeSet<>();
        graph.resources().forEach(resource -> names.add(resource.name()));
        return names;
    }
}
