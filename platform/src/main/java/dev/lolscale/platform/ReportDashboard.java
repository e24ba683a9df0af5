package dev.lolscale.platform;

import dev.lolscale.platform.ReportVisual.Granularity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The dashboard as a template of CloudFormation, the only way to define one as code: the AWS provider's own resource takes
 * no definition. The template is the same for every stack; what differs are its parameters.
 */
final class ReportDashboard {

    /** Who looks at a dashboard may ask its data, and change nothing. */
    static final List<String> READING =
            List.of("quicksight:DescribeDashboard", "quicksight:ListDashboardVersions", "quicksight:QueryDashboard");

    private static final String SHEET = "events";

    /** QuickSight's grid is 36 wide: two visuals in a row. */
    private static final int WIDTH = 18;

    private static final int HEIGHT = 12;

    private static final String FROM = "from";
    private static final String TO = "to";

    private static final List<ReportVisual> VISUALS = List.of(
            ReportVisual.of("events-by-day", "Events by day", ReportDataSet.ACTIVITY)
                    .dates("Category", "event_day", Granularity.DAY)
                    .values("Colors", "event")
                    .sum("events")
                    .bars(),
            ReportVisual.of("daily-active-users", "Active users by day", ReportDataSet.ACTIVITY)
                    .dates("Category", "event_day", Granularity.DAY)
                    .distinct("userid")
                    .line(),
            ReportVisual.of("users-by-month", "Users by month, this year and the last", ReportDataSet.ACTIVITY)
                    .dates("Category", "event_day", Granularity.MONTH)
                    .distinct("userid")
                    .bars(),
            ReportVisual.of("weekly-retention", "Users of a week by weeks later, 8 weeks", ReportDataSet.RETENTION)
                    .dates("Rows", "first_week", Granularity.WEEK)
                    .numbers("Columns", "weeks_later")
                    .sum("users")
                    .heatMap(),
            ReportVisual.of("funnel", "From login to purchase, 30 days", ReportDataSet.FUNNEL)
                    .values("Category", "step")
                    .sum("users")
                    .funnel(),
            ReportVisual.of("late-events", "Events that arrived on a later day", ReportDataSet.ACTIVITY)
                    .dates("Category", "event_day", Granularity.DAY)
                    .sum("late_events")
                    .bars(),
            ReportVisual.of("quarantined", "Lines that were no events, by reason", ReportDataSet.QUARANTINE)
                    .dates("Category", "arrival_day", Granularity.DAY)
                    .values("Colors", "reason")
                    .sum("lines")
                    .bars());

    private ReportDashboard() {}

    /** The parameter of the template that takes a data set's ARN. */
    static String parameterOf(ReportDataSet dataSet) {
        return dataSet.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + dataSet.name().substring(1) + "Arn";
    }

    /** The template, in JSON; AWS takes 51,200 bytes in a request, and 1 MB from S3. */
    static String template() {
        List<String> parameters = new ArrayList<>(List.of("AccountId", "DashboardId", "DashboardName", "PrincipalArn"));
        ReportDataSet.ALL.forEach(dataSet -> parameters.add(parameterOf(dataSet)));
        return CloudFormation.template(
                parameters,
                "Dashboard",
                "AWS::QuickSight::Dashboard",
                new TreeMap<>(Map.of(
                        "AwsAccountId",
                        CloudFormation.parameter("AccountId"),
                        "DashboardId",
                        CloudFormation.parameter("DashboardId"),
                        "Name",
                        CloudFormation.parameter("DashboardName"),
                        "Permissions",
                        CloudFormation.permissions(READING),
                        "Definition",
                        definition())));
    }

    private static Map<String, Object> definition() {
        return new TreeMap<>(Map.of(
                "DataSetIdentifierDeclarations",
                ReportDataSet.ALL.stream()
                        .map(dataSet -> new TreeMap<>(Map.of(
                                "Identifier",
                                dataSet.name(),
                                "DataSetArn",
                                CloudFormation.parameter(parameterOf(dataSet)))))
                        .toList(),
                "ParameterDeclarations",
                List.of(
                        // Thirty days, as most of the saved queries.
                        day(FROM, "addDateTime(-30, 'DD', truncDate('DD', now()))"), day(TO, "truncDate('DD', now())")),
                "FilterGroups",
                List.of(
                        days(
                                "event-days",
                                ReportDataSet.ACTIVITY,
                                "event_day",
                                "events-by-day",
                                "daily-active-users",
                                "late-events"),
                        days("arrival-days", ReportDataSet.QUARANTINE, "arrival_day", "quarantined"),
                        filter(
                                "event-names",
                                "CategoryFilter",
                                new TreeMap<>(Map.of(
                                        "FilterId",
                                        "event-names",
                                        "Column",
                                        ReportVisual.columnOf(ReportDataSet.ACTIVITY, "event"),
                                        "Configuration",
                                        Map.of(
                                                "FilterListConfiguration",
                                                new TreeMap<>(
                                                        Map.of(
                                                                "MatchOperator",
                                                                "CONTAINS",
                                                                "SelectAllOptions",
                                                                "FILTER_ALL_VALUES"))))),
                                VISUALS.stream()
                                        .filter(visual -> visual.dataSet().equals(ReportDataSet.ACTIVITY))
                                        .map(ReportVisual::id)
                                        .toList())),
                "Sheets",
                List.of(sheet())));
    }

    private static Map<String, Object> sheet() {
        List<Map<String, Object>> elements = new ArrayList<>();
        for (int place = 0; place < VISUALS.size(); place++) {
            elements.add(new TreeMap<>(Map.of(
                    "ElementType",
                    "VISUAL",
                    "ElementId",
                    VISUALS.get(place).id(),
                    "ColumnIndex",
                    place % 2 * WIDTH,
                    "RowIndex",
                    place / 2 * HEIGHT,
                    "ColumnSpan",
                    WIDTH,
                    "RowSpan",
                    HEIGHT)));
        }
        return new TreeMap<>(Map.of(
                "SheetId",
                SHEET,
                "Name",
                "Events",
                "Visuals",
                VISUALS.stream().map(ReportVisual::definition).toList(),
                "Layouts",
                List.of(Map.of("Configuration", Map.of("GridLayout", Map.of("Elements", elements)))),
                "ParameterControls",
                List.of(picker(FROM, "From"), picker(TO, "To")),
                "FilterControls",
                List.of(Map.of(
                        "Dropdown",
                        new TreeMap<>(Map.of(
                                "FilterControlId",
                                "event-names-control",
                                "SourceFilterId",
                                "event-names",
                                "Title",
                                "Event",
                                "Type",
                                "MULTI_SELECT"))))));
    }

    private static Map<String, Object> day(String name, String expression) {
        return Map.of(
                "DateTimeParameterDeclaration",
                new TreeMap<>(Map.of(
                        "Name",
                        name,
                        "TimeGranularity",
                        "DAY",
                        "DefaultValues",
                        Map.of("RollingDate", Map.of("Expression", expression)))));
    }

    private static Map<String, Object> picker(String parameter, String title) {
        return Map.of(
                "DateTimePicker",
                new TreeMap<>(Map.of(
                        "ParameterControlId", parameter + "-control",
                        "SourceParameterName", parameter,
                        "Title", title)));
    }

    /** Only the days between the two parameters. */
    private static Map<String, Object> days(String id, ReportDataSet dataSet, String column, String... visuals) {
        return filter(
                id,
                "TimeRangeFilter",
                new TreeMap<>(Map.of(
                        "FilterId",
                        id,
                        "Column",
                        ReportVisual.columnOf(dataSet, column),
                        "NullOption",
                        "NON_NULLS_ONLY",
                        "TimeGranularity",
                        "DAY",
                        "IncludeMinimum",
                        true,
                        "IncludeMaximum",
                        true,
                        "RangeMinimumValue",
                        Map.of("Parameter", FROM),
                        "RangeMaximumValue",
                        Map.of("Parameter", TO))),
                List.of(visuals));
    }

    private static Map<String, Object> filter(
            String id, String kind, Map<String, Object> filter, List<String> visuals) {
        return new TreeMap<>(Map.of(
                "FilterGroupId",
                id + "-group",
                "CrossDataset",
                "SINGLE_DATASET",
                "Status",
                "ENABLED",
                "Filters",
                List.of(Map.of(kind, filter)),
                "ScopeConfiguration",
                Map.of(
                        "SelectedSheets",
                        Map.of(
                                "SheetVisualScopingConfigurations",
                                List.of(new TreeMap<>(Map.of(
                                        "SheetId", SHEET, "Scope", "SELECTED_VISUALS", "VisualIds", visuals)))))));
    }
}
