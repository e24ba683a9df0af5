package dev.lolscale.glue;

import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * Drops events whose {@code eventid} was seen before. An event is seen when it was received; one without
 * {@code receivedat}, at the start of its partition day. Two sightings of an {@code eventid} that are at most so many
 * days of 24 hours apart are one event, and the earlier is kept. Events without {@code eventid} are all kept.
 */
final class RepeatedEvents {

    private static final String KEY = "_key";
    private static final String SEEN = "_seen";
    private static final String SEEN_BEFORE = "_seen_before";
    private static final String OTHER_KEY = "_other_key";
    private static final String OTHER_SEEN = "_other_seen";

    private final int days;

    /** With 0 days nothing is dropped. */
    RepeatedEvents(int days) {
        this.days = days;
    }

    /**
     * The events without repeats.
     *
     * @param events rows of the event table that are not yet in it
     * @param present rows of the event table, all or some
     * @param sightingDays the days, since 1970, on which {@code events} were seen: of the table only what lies near
     *     them is read
     */
    Dataset<Row> drop(Dataset<Row> events, Dataset<Row> present, Set<Long> sightingDays) {
        if (days == 0 || sightingDays.isEmpty()) {
            return events;
        }
        Column[] columns = Arrays.stream(events.columns()).map(functions::col).toArray(Column[]::new);
        Column eventId = functions.col("eventid");
        // Without an id, a key of its own content: all on one key would be all on one task.
        Column key = functions
                .when(eventId.isNotNull(), eventId)
                .otherwise(functions.concat(
                        functions.lit("\0"), functions.xxhash64(columns).cast("string")));
        Dataset<Row> keyed = events.withColumn(KEY, key).withColumn(SEEN, seen());
        Dataset<Row> others = present.where(near(sightingDays))
                .where(eventId.isNotNull())
                .select(eventId.as(OTHER_KEY), seen().as(OTHER_SEEN));
        Column sameEvent = functions
                .col(KEY)
                .equalTo(functions.col(OTHER_KEY))
                .and(eventId.isNotNull())
                .and(functions.col(SEEN).leq(later(functions.col(OTHER_SEEN))))
                .and(functions.col(OTHER_SEEN).leq(later(functions.col(SEEN))));
        // All columns decide which is first, so that it is the same one each time.
        Column[] order = new Column[columns.length + 1];
        order[0] = functions.col(SEEN);
        System.arraycopy(columns, 0, order, 1, columns.length);
        Column before = functions
                .lag(SEEN, 1)
                .over(Window.partitionBy(functions.col(KEY)).orderBy(order));
        return keyed.join(others, sameEvent, "left_anti")
                .withColumn(SEEN_BEFORE, before)
                .where(eventId.isNull()
                        .or(functions.col(SEEN_BEFORE).isNull())
                        .or(functions.col(SEEN).gt(later(functions.col(SEEN_BEFORE)))))
                .select(columns);
    }

    private Column near(Set<Long> sightingDays) {
        Column receivedAt = functions.col("receivedat");
        return DayRange.around(sightingDays, days).stream()
                .map(range -> range.of(receivedAt).or(receivedAt.isNull().and(range.ofPartition())))
                .reduce(Column::or)
                .orElseThrow();
    }

    private static Column seen() {
        Column partitionDay =
                functions.concat_ws("-", functions.col("year"), functions.col("month"), functions.col("day"));
        return functions.coalesce(
                functions.col("receivedat"), functions.to_date(partitionDay).cast("timestamp_ntz"));
    }

    private Column later(Column time) {
        return time.plus(functions.expr("INTERVAL '" + days + "' DAY"));
    }
}
