package dev.lolscale.platform;

import com.pulumi.core.Output;
import java.util.List;

/**
 * A saved query. Each limits the days that it reads by the partition columns: a query without such a condition reads,
 * and pays for, everything there ever was, and with partition projection even asks for the days that are to come. Reading
 * the partition columns costs nothing, so what can be told by the day is told by them and not by {@code datetime}.
 *
 * @param name its name in Athena
 * @param description one sentence
 * @param sql its text, in Athena's dialect
 */
record SavedQuery(String name, String description, Output<String> sql) {

    /**
     * A condition for the partitions of the last so many days. The year by itself is what partition projection can use;
     * the whole day is compared as text, which the leading zeros allow.
     */
    private static final String DAYS = """
            year >= CAST(year(date_add('day', -%1$d, current_date)) AS varchar)
              AND concat(year, '-', month, '-', day) >= CAST(date_add('day', -%1$d, current_date) AS varchar)""";

    private static final String THIS_MONTH = """
            year = CAST(year(current_date) AS varchar)
              AND month = lpad(CAST(month(current_date) AS varchar), 2, '0')""";

    /** A condition for the partitions of this year and the last. */
    static final String THIS_YEAR_AND_LAST = """
            year >= CAST(year(current_date) - 1 AS varchar)""";

    /**
     * The queries that every platform of this kind begins with.
     *
     * @param tables the names of the tables
     */
    static List<SavedQuery> all(Tables tables) {
        return List.of(
                // The three of 2018.
                of(
                        "distinct_users_this_month",
                        "How many users sent events this month, from the raw events",
                        tables.raw(),
                        """
                        SELECT count(DISTINCT userid) AS users
                        FROM %s
                        WHERE %s
                        """,
                        THIS_MONTH),
                of(
                        "events_by_type",
                        "How often each event happened in the last 30 days",
                        tables.events(),
                        """
                        SELECT event, count(*) AS events
                        FROM %s
                        WHERE %s
                        GROUP BY event
                        ORDER BY events DESC, event
                        """,
                        days(30)),
                of(
                        "distinct_users_by_month",
                        "How many users there were in each month of this year and the last",
                        tables.events(),
                        """
                        SELECT year, month, count(DISTINCT userid) AS users
                        FROM %s
                        WHERE %s
                        GROUP BY year, month
                        ORDER BY year, month
                        """,
                        THIS_YEAR_AND_LAST),
                of(
                        "daily_active_users",
                        "How many users there were on each of the last 30 days",
                        tables.events(),
                        """
                        SELECT year, month, day, count(DISTINCT userid) AS users, count(*) AS events
                        FROM %s
                        WHERE %s
                        GROUP BY year, month, day
                        ORDER BY year, month, day
                        """,
                        days(30)),
                of(
                        "top_events_by_day",
                        "The five most frequent events of each of the last 7 days",
                        tables.events(),
                        """
                        SELECT year, month, day, place, event, events
                        FROM (
                          SELECT year, month, day, event, count(*) AS events,
                            row_number() OVER (PARTITION BY year, month, day ORDER BY count(*) DESC, event) AS place
                          FROM %s
                          WHERE %s
                          GROUP BY year, month, day, event
                        )
                        WHERE place <= 5
                        ORDER BY year, month, day, place
                        """,
                        days(7)),
                of(
                        "weekly_retention",
                        "How many users of a week came back, by weeks since their first, over 8 weeks",
                        tables.events(),
                        """
                        WITH active AS (
                          SELECT DISTINCT userid,
                            date_trunc('week', CAST(concat(year, '-', month, '-', day) AS date)) AS week
                          FROM %s
                          WHERE %s
                        ),
                        first AS (
                          SELECT userid, min(week) AS week
                          FROM active
                          GROUP BY userid
                        )
                        SELECT first.week AS first_week,
                          date_diff('week', first.week, active.week) AS weeks_later,
                          count(*) AS users
                        FROM first
                        JOIN active ON active.userid = first.userid
                        GROUP BY first.week, active.week
                        ORDER BY first_week, weeks_later
                        """,
                        days(56)),
                of(
                        "login_to_purchase",
                        "How many users logged in, and how many of them purchased afterwards, in 30 days",
                        tables.events(),
                        """
                        WITH steps AS (
                          SELECT userid,
                            min(CASE WHEN event = 'LOGIN' THEN datetime END) AS login,
                            max(CASE WHEN event = 'PURCHASE' THEN datetime END) AS purchase
                          FROM %s
                          WHERE %s
                          GROUP BY userid
                        )
                        SELECT count(login) AS logged_in,
                          count_if(purchase >= login) AS purchased
                        FROM steps
                        """,
                        days(30)),
                of(
                        "late_arrivals",
                        "How many events of the last 30 days arrived on a later day, by days late",
                        tables.events(),
                        """
                        SELECT date_diff('day', CAST(datetime AS date), CAST(receivedat AS date)) AS days_late,
                          count(*) AS events
                        FROM %s
                        WHERE %s
                          AND CAST(receivedat AS date) > CAST(datetime AS date)
                        GROUP BY date_diff('day', CAST(datetime AS date), CAST(receivedat AS date))
                        ORDER BY days_late
                        """,
                        days(30)),
                of(
                        "quarantine_by_reason",
                        "Why lines of the last 30 days were no events",
                        tables.quarantine(),
                        """
                        SELECT reason, field, count(*) AS lines
                        FROM %s
                        WHERE %s
                        GROUP BY reason, field
                        ORDER BY lines DESC, reason, field
                        """,
                        days(30)));
    }

    /** The query of {@link #all} with this name. */
    static SavedQuery named(String name, Tables tables) {
        return all(tables).stream()
                .filter(query -> query.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no saved query " + name));
    }

    /**
     * The tables that saved queries ask.
     *
     * @param raw the raw events
     * @param events the event table
     * @param quarantine the lines that are no events
     */
    record Tables(Output<String> raw, Output<String> events, Output<String> quarantine) {}

    private static SavedQuery of(String name, String description, Output<String> table, String sql, String partitions) {
        return new SavedQuery(name, description, table.applyValue(each -> sql.formatted(each, partitions)));
    }

    private static String days(int days) {
        return DAYS.formatted(days);
    }
}
