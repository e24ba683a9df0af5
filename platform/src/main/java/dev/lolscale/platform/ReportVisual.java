package dev.lolscale.platform;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A visual of the dashboard, in the words of CloudFormation's {@code AWS::QuickSight::Dashboard}.
 *
 * @param id its id in the dashboard
 * @param dataSet what it shows
 * @param definition the visual, as the template writes it
 */
record ReportVisual(String id, ReportDataSet dataSet, Map<String, Object> definition) {

    /** How often something is counted by: day, week, month. */
    enum Granularity {
        DAY,
        WEEK,
        MONTH
    }

    /** Starts a visual; the title says all, also to a screen reader. */
    static Builder of(String id, String title, ReportDataSet dataSet) {
        return new Builder(id, title, dataSet);
    }

    /** Collects what stands where. */
    static final class Builder {

        private final String id;
        private final String title;
        private final ReportDataSet dataSet;
        private final Map<String, Object> wells = new TreeMap<>();

        private Builder(String id, String title, ReportDataSet dataSet) {
            this.id = id;
            this.title = title;
            this.dataSet = dataSet;
        }

        /** Puts the days, weeks or months of a date into a field well. */
        Builder dates(String well, String column, Granularity granularity) {
            Map<String, Object> field = field(column, "DATETIME");
            field.put("DateGranularity", granularity.name());
            return put(well, Map.of("DateDimensionField", field));
        }

        /** Puts the values of a text into a field well. */
        Builder values(String well, String column) {
            return put(well, Map.of("CategoricalDimensionField", field(column, "STRING")));
        }

        /** Puts the values of a number into a field well. */
        Builder numbers(String well, String column) {
            return put(well, Map.of("NumericalDimensionField", field(column, "INTEGER")));
        }

        /** Shows the sum of a number. */
        Builder sum(String column) {
            Map<String, Object> field = field(column, "INTEGER");
            field.put("AggregationFunction", Map.of("SimpleNumericalAggregation", "SUM"));
            return put("Values", Map.of("NumericalMeasureField", field));
        }

        /** Shows how many different values a text has. */
        Builder distinct(String column) {
            Map<String, Object> field = field(column, "STRING");
            field.put("AggregationFunction", "DISTINCT_COUNT");
            return put("Values", Map.of("CategoricalMeasureField", field));
        }

        /** Columns side by side; with {@code Colors}, stacked. */
        ReportVisual bars() {
            return chart(
                    "BarChart",
                    Map.of("Orientation", "VERTICAL", "BarsArrangement", "STACKED"),
                    "BarChartAggregatedFieldWells");
        }

        ReportVisual line() {
            return chart("LineChart", Map.of("Type", "LINE"), "LineChartAggregatedFieldWells");
        }

        ReportVisual heatMap() {
            return chart("HeatMap", Map.of(), "HeatMapAggregatedFieldWells");
        }

        ReportVisual funnel() {
            return chart("FunnelChart", Map.of(), "FunnelChartAggregatedFieldWells");
        }

        private ReportVisual chart(String kind, Map<String, Object> looks, String fieldWells) {
            Map<String, Object> configuration = new TreeMap<>(looks);
            configuration.put("FieldWells", Map.of(fieldWells, wells));
            Map<String, Object> visual = new TreeMap<>();
            visual.put("VisualId", id);
            visual.put(
                    "Title", new TreeMap<>(Map.of("Visibility", "VISIBLE", "FormatText", Map.of("PlainText", title))));
            visual.put("VisualContentAltText", title);
            visual.put("ChartConfiguration", configuration);
            return new ReportVisual(id, dataSet, Map.of(kind + "Visual", visual));
        }

        private Builder put(String well, Map<String, Object> field) {
            wells.put(well, List.of(field));
            return this;
        }

        /** A mistyped column would show only when somebody opens the dashboard. */
        private Map<String, Object> field(String columnName, String type) {
            ReportColumn column = dataSet.column(columnName);
            if (!column.type().equals(type)) {
                throw new IllegalArgumentException("the column " + columnName + " of " + dataSet.name() + " is of type "
                        + column.type() + "; the visual " + id + " needs " + type);
            }
            Map<String, Object> field = new TreeMap<>();
            field.put("FieldId", id + "." + column.name());
            field.put("Column", columnOf(dataSet, column.name()));
            return field;
        }
    }

    /** A column, as filters and field wells name it. */
    static Map<String, Object> columnOf(ReportDataSet dataSet, String column) {
        return new TreeMap<>(Map.of(
                "DataSetIdentifier",
                dataSet.name(),
                "ColumnName",
                dataSet.column(column).name()));
    }
}
