package dev.lolscale.platform;

import com.pulumi.core.Output;
import java.util.List;

/**
 * A saved query.
 *
 * @param name its name in Athena
 * @param description one sentence
 * @param sql its text, in Athena's dialect
 */
record SavedQuery(String name, String description, Output<String> sql) {

    /** The queries that every platform of this kind begins with. */
    static List<SavedQuery> all(Output<String> rawTable, Output<String> eventTable) {
        return List.of(
                new SavedQuery(
                        "distinct_users_this_month",
                        "How many users there were this month, from the raw events by their arrival",
                        rawTable.applyValue("""
                                SELECT count(DISTINCT userid) AS users
                                FROM %s
                                WHERE year = CAST(year(current_date) AS varchar)
                                  AND month = lpad(CAST(month(current_date) AS varchar), 2, '0')
                                """::formatted)),
                new SavedQuery(
                        "events_by_type", "How often each event happened", eventTable.applyValue("""
                                SELECT event, count(*) AS events
                                FROM %s
                                GROUP BY event
                                ORDER BY events DESC, event
                                """::formatted)),
                new SavedQuery(
                        "distinct_users_by_month",
                        "How many users there were in each month",
                        eventTable.applyValue("""
                                SELECT year, month, count(DISTINCT userid) AS users
                                FROM %s
                                GROUP BY year, month
                                ORDER BY year, month
                                """::formatted)));
    }
}
