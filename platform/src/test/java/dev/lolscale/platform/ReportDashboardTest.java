package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard, held against what CloudFormation takes and what its data sets have. */
class ReportDashboardTest {

    private final JsonObject template =
            JsonParser.parseString(ReportDashboard.template()).getAsJsonObject();
    private final JsonObject dashboard = template.getAsJsonObject("Resources").getAsJsonObject("Dashboard");
    private final JsonObject definition =
            dashboard.getAsJsonObject("Properties").getAsJsonObject("Definition");
    private final JsonObject sheet = definition.getAsJsonArray("Sheets").get(0).getAsJsonObject();

    @Test
    void shouldBeWhatCloudFormationTakes() {
        assertThat(QuickSightTypes.faults(dashboard)).isEmpty();
    }

    @Test
    void shouldBeFoundFaultyByThoseTypesOtherwise() {
        JsonObject visual = sheet.getAsJsonArray("Visuals").get(0).getAsJsonObject();
        visual.getAsJsonObject("BarChartVisual").addProperty("VisualId", "no id");
        visual.getAsJsonObject("BarChartVisual")
                .getAsJsonObject("ChartConfiguration")
                .addProperty("Orientation", "UPRIGHT");
        sheet.addProperty("Colour", "red");
        dashboard.getAsJsonObject("Properties").remove("Name");

        assertThat(QuickSightTypes.faults(dashboard))
                .containsExactlyInAnyOrder(
                        "Properties: Name is missing",
                        "Properties.Definition.Sheets[0].Colour: there is no such property",
                        "Properties.Definition.Sheets[0].Visuals[0].BarChartVisual.VisualId: \"no id\" does not match"
                                + " \"^[\\\\w\\\\-]+$\"",
                        "Properties.Definition.Sheets[0].Visuals[0].BarChartVisual.ChartConfiguration.Orientation:"
                                + " \"UPRIGHT\" is none of [\"HORIZONTAL\",\"VERTICAL\"]");
    }

    @Test
    void shouldShowTheSevenVisuals() {
        assertThat(titles())
                .containsExactly(
                        "Events by day",
                        "Active users by day",
                        "Users by month, this year and the last",
                        "Users of a week by weeks later, 8 weeks",
                        "From login to purchase, 30 days",
                        "Events that arrived on a later day",
                        "Lines that were no events, by reason");
    }

    @Test
    void shouldNameOnlyColumnsThatTheirDataSetHas() {
        List<JsonObject> columns = new ArrayList<>();
        collect(definition, "Column", columns);

        assertThat(columns).hasSize(20).allSatisfy(column -> {
            ReportDataSet dataSet = ReportDataSet.ALL.stream()
                    .filter(each ->
                            each.name().equals(column.get("DataSetIdentifier").getAsString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(dataSet.columns())
                    .extracting(ReportColumn::name)
                    .contains(column.get("ColumnName").getAsString());
        });
    }

    @Test
    void shouldRefuseAColumnThatIsNotThereOrOfAnotherType() {
        ReportVisual.Builder visual = ReportVisual.of("v", "V", ReportDataSet.FUNNEL);

        assertThatThrownBy(() -> visual.sum("user"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the data set funnel has no column user; it has ");
        assertThatThrownBy(() -> visual.sum("step"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the column step of funnel is of type STRING; the visual v needs INTEGER");
        assertThatThrownBy(() -> ReportColumn.ofEvents("evnt")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldFilterDaysWhereTheyAreShownAndEventsInAllOfTheirDataSet() {
        assertThat(definition.getAsJsonArray("FilterGroups").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .collect(Collectors.toMap(
                                group -> group.get("FilterGroupId").getAsString(),
                                group -> group.getAsJsonObject("ScopeConfiguration")
                                        .getAsJsonObject("SelectedSheets")
                                        .getAsJsonArray("SheetVisualScopingConfigurations")
                                        .get(0)
                                        .getAsJsonObject()
                                        .get("VisualIds")
                                        .toString())))
                .containsOnlyKeys("event-days-group", "arrival-days-group", "event-names-group")
                .containsEntry("event-days-group", "[\"events-by-day\",\"daily-active-users\",\"late-events\"]")
                .containsEntry("arrival-days-group", "[\"quarantined\"]")
                .containsEntry(
                        "event-names-group",
                        "[\"events-by-day\",\"daily-active-users\",\"users-by-month\",\"late-events\"]");
    }

    @Test
    void shouldLayVisualsOutWithoutOverlap() {
        Set<String> cells = new HashSet<>();
        Set<String> laidOut = new HashSet<>();
        sheet.getAsJsonArray("Layouts")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("Configuration")
                .getAsJsonObject("GridLayout")
                .getAsJsonArray("Elements")
                .forEach(each -> {
                    JsonObject element = each.getAsJsonObject();
                    laidOut.add(element.get("ElementId").getAsString());
                    int column = element.get("ColumnIndex").getAsInt();
                    int row = element.get("RowIndex").getAsInt();
                    for (int x = column; x < column + element.get("ColumnSpan").getAsInt(); x++) {
                        for (int y = row; y < row + element.get("RowSpan").getAsInt(); y++) {
                            assertThat(cells.add(x + "," + y)).isTrue();
                            assertThat(x).isLessThan(36);
                        }
                    }
                });

        assertThat(laidOut).hasSize(7).isEqualTo(new HashSet<>(visualValues("VisualId")));
    }

    @Test
    void shouldTakeEveryParameterThatItNames() {
        Set<String> named = new HashSet<>();
        references(template.get("Resources"), named);

        assertThat(template.getAsJsonObject("Parameters").keySet())
                .isEqualTo(named)
                .containsExactlyInAnyOrder(
                        "AccountId",
                        "DashboardId",
                        "DashboardName",
                        "PrincipalArn",
                        "ActivityArn",
                        "RetentionArn",
                        "FunnelArn",
                        "QuarantineArn");
    }

    private List<String> titles() {
        return visualValues("VisualContentAltText");
    }

    private List<String> visualValues(String property) {
        return sheet.getAsJsonArray("Visuals").asList().stream()
                .map(visual -> visual.getAsJsonObject()
                        .entrySet()
                        .iterator()
                        .next()
                        .getValue()
                        .getAsJsonObject()
                        .get(property)
                        .getAsString())
                .toList();
    }

    private static void collect(JsonElement part, String key, List<JsonObject> found) {
        if (part.isJsonObject()) {
            part.getAsJsonObject().entrySet().forEach(each -> {
                if (each.getKey().equals(key)) {
                    found.add(each.getValue().getAsJsonObject());
                }
                collect(each.getValue(), key, found);
            });
        } else if (part.isJsonArray()) {
            part.getAsJsonArray().forEach(each -> collect(each, key, found));
        }
    }

    private static void references(JsonElement part, Set<String> found) {
        if (part.isJsonObject()) {
            part.getAsJsonObject().entrySet().forEach(each -> {
                if (each.getKey().equals("Ref")) {
                    found.add(each.getValue().getAsString());
                }
                references(each.getValue(), found);
            });
        } else if (part.isJsonArray()) {
            part.getAsJsonArray().forEach(each -> references(each, found));
        }
    }
}
