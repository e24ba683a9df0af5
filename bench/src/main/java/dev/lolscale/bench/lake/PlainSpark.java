package dev.lolscale.bench.lake;

import static org.apache.spark.sql.functions.col;

import dev.lolscale.schema.Column;
import dev.lolscale.schema.ColumnType;
import dev.lolscale.schema.EventParser;
import dev.lolscale.schema.EventSchema;
import dev.lolscale.schema.ParsedLine.Event;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The peer of the job: a batch of plain Spark, as one would write it by hand. It reads the raw lines, parses them with the
 * product's own parser, drops what is no event, and writes Parquet by the event's day. Nothing is exactly once, nothing is
 * kept of bad lines, and no reader is spared a half-written table. Told the raw folder and the target; Spark itself is
 * configured from outside.
 */
public final class PlainSpark {

    /** As the job: the longest record of Firehose. */
    private static final int MAX_LINE_BYTES = 1_024_000;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private PlainSpark() {}

    public static void main(String[] arguments) {
        try (SparkSession spark = SparkSession.builder()
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate()) {
            spark.read()
                    .format("text")
                    .option("lineSep", "\n")
                    .option("recursiveFileLookup", "true")
                    .load(arguments[0])
                    .select(col("value").cast("binary"))
                    .mapPartitions(new Parse(), Encoders.row(columns()))
                    .write()
                    .option("compression", "zstd")
                    .partitionBy("year", "month", "day")
                    .parquet(arguments[1]);
        }
    }

    private static StructType columns() {
        StructType columns = new StructType();
        for (Column column : EventSchema.load().columns()) {
            columns = columns.add(
                    column.name(),
                    switch (column.type()) {
                        case STRING -> DataTypes.StringType;
                        case TIMESTAMP -> DataTypes.TimestampNTZType;
                        case BIGINT -> DataTypes.LongType;
                        case DOUBLE -> DataTypes.DoubleType;
                        case BOOLEAN -> DataTypes.BooleanType;
                    });
        }
        columns = columns.add("extra", DataTypes.StringType);
        for (String partition : EventSchema.PARTITIONS) {
            columns = columns.add(partition, DataTypes.StringType);
        }
        return columns;
    }

    /** Lines to rows. */
    private static final class Parse implements MapPartitionsFunction<Row, Row> {

        private static final long serialVersionUID = 1;

        @Override
        public Iterator<Row> call(Iterator<Row> lines) {
            EventSchema schema = EventSchema.load();
            EventParser parser = new EventParser(schema, MAX_LINE_BYTES, true);
            List<Integer> timestamps = new ArrayList<>();
            for (int i = 0; i < schema.columns().size(); i++) {
                if (schema.columns().get(i).type() == ColumnType.TIMESTAMP) {
                    timestamps.add(i);
                }
            }
            int dateTime = schema.indexOf("datetime");
            Stream<Row> rows = StreamSupport.stream(
                            Spliterators.spliteratorUnknownSize(lines, Spliterator.ORDERED), false)
                    .map(line -> parser.parse(line.<byte[]>getAs(0)))
                    .filter(Event.class::isInstance)
                    .map(line -> row((Event) line, timestamps, dateTime));
            return rows.iterator();
        }

        private static Row row(Event event, List<Integer> timestamps, int dateTime) {
            Object[] values = event.values();
            Object[] row = new Object[values.length + 4];
            System.arraycopy(values, 0, row, 0, values.length);
            for (int timestamp : timestamps) {
                row[timestamp] = time((Long) values[timestamp]);
            }
            row[values.length] = event.extra();
            String day = ((LocalDateTime) row[dateTime]).toLocalDate().toString();
            System.arraycopy(day.split("-", 3), 0, row, values.length + 1, 3);
            return RowFactory.create(row);
        }

        private static LocalDateTime time(Long micros) {
            return micros == null
                    ? null
                    : LocalDateTime.ofEpochSecond(
                            Math.floorDiv(micros, MICROS_PER_SECOND),
                            (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1_000,
                            ZoneOffset.UTC);
        }
    }
}
