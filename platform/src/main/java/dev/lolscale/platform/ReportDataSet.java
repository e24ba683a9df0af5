package dev.lolscale.platform;

import com.pulumi.core.Output;
import java.util.List;
import java.util.function.Function;

/**
 * What a visual shows is a data set: a query, and the columns that it answers. Days are told by the partition columns, as
 * in the saved queries, so a filter on a day leaves the files of other days unread.
 *
 * @param name its name, which also ends its id in QuickSight
 * @param columns the columns, in the order in which the query answers them
 * @param sql the query, in Athena's dialect
 */
record ReportDataSet(String name, List<ReportColumn> columns, Function<SavedQuery.Tables, Output<String>> sql) {

    private static final String DAY = "CAST(concat(year, '-', month, '-', day) AS date)";

    private static final String EVENT = ReportColumn.ofEvents("event").name();
    private static final String USER = ReportColumn.ofEvents("userid").name();
    private static final String TIME = ReportColumn.ofEvents("datetime").name();
    private static final String RECEIPT = ReportColumn.ofEvents("receivedat").name();

    /** One row a user, event and day: few enough for SPICE, and enough for distinct users of any filter. */
    static final ReportDataSet ACTIVITY = new ReportDataSet(
            "activity",
            List.of(
                    ReportColumn.date("event_day"),
                    ReportColumn.ofEvents(EVENT),
                    ReportColumn.ofEvents(USER),
                    ReportColumn.count("events"),
                    ReportColumn.count("late_events")),
            tables -> tables.events().applyValue(table ->
                    """
                    SELECT %1$s AS event_day, %2$s, %3$s,
                      count(*) AS events,
                      count_if(CAST(%5$s AS date) > CAST(%4$s AS date)) AS late_events
                    FROM %6$s
                    WHERE %7$s
                    GROUP BY year, month, day, %2$s, %3$s
                    """.formatted(DAY, EVENT, USER, TIME, RECEIPT, table, SavedQuery.THIS_YEAR_AND_LAST.strip())));

    /** The saved query {@code weekly_retention}. */
    static final ReportDataSet RETENTION = new ReportDataSet(
            "retention",
            List.of(ReportColumn.date("first_week"), ReportColumn.count("weeks_later"), ReportColumn.count("users")),
            tables -> SavedQuery.named("weekly_retention", tables).sql());

    /** The saved query {@code login_to_purchase}, a row a step. */
    static final ReportDataSet FUNNEL = new ReportDataSet(
            "funnel",
            List.of(ReportColumn.text("step"), ReportColumn.count("users")),
            tables -> SavedQuery.named("login_to_purchase", tables).sql().applyValue("""
                    SELECT step, users
                    FROM (
                    %s)
                    CROSS JOIN UNNEST(
                      ARRAY['1. Logged in', '2. Purchased afterwards'],
                      ARRAY[logged_in, purchased]) AS steps (step, users)
                    """::formatted));

    /** Bad lines by the day of their arrival. */
    static final ReportDataSet QUARANTINE = new ReportDataSet(
            "quarantine",
            List.of(
                    ReportColumn.date("arrival_day"),
                    ReportColumn.text("reason"),
                    ReportColumn.text("field"),
                    ReportColumn.count("lines")),
            tables -> tables.quarantine()
                    .applyValue(table -> """
                    SELECT %1$s AS arrival_day, reason, field, count(*) AS lines
                    FROM %2$s
                    WHERE %3$s
                    GROUP BY year, month, day, reason, field
                    """.formatted(DAY, table, SavedQuery.THIS_YEAR_AND_LAST.strip())));

    /** All that the dashboard shows. */
    static final List<ReportDataSet> ALL = List.of(ACTIVITY, RETENTION, FUNNEL, QUARANTINE);

    /**
     * Its column of this name.
     *
     * @throws IllegalArgumentException when it has none
     */
    ReportColumn column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the data set " + name + " has no column " + columnName + "; it has " + columns));
    }
}
