package dev.lolscale.glue;

import dev.lolscale.schema.ColumnType;
import dev.lolscale.schema.EventParser;
import dev.lolscale.schema.EventSchema;
import dev.lolscale.schema.ParsedLine;
import dev.lolscale.schema.ParsedLine.Event;
import dev.lolscale.schema.ParsedLine.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Turns raw lines into rows that have the columns of both tables: of an event, those of the event table are set, of a line
 * that is none, those of the quarantine. Blank lines are no lines and give no row.
 *
 * <p>Flat, because rows in rows would be copied once more.
 */
final class LineParser implements MapPartitionsFunction<Row, Row> {

    /** Before the names of the quarantine's own columns; the schema file allows no hyphen. */
    private static final String OF_QUARANTINE = "quarantine-";

    private static final Column REASON = functions.col(OF_QUARANTINE + "reason");

    /**
     * The longest line that is parsed, in bytes: a record of Firehose is 1,000 KiB at most, so no event that the front
     * door took is longer, whatever it adds to it.
     */
    static final int MAX_LINE_BYTES = 1_024_000;

    /**
     * How much of a line the quarantine keeps, in bytes: all of it but for lines over 16 MiB, which cannot have come
     * through Firehose and are cut there.
     */
    static final int MAX_QUARANTINED_BYTES = 16 * 1024 * 1024;

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private final ArrivalWindow window;
    private final RawObjects rawObjects;

    LineParser(ArrivalWindow window, RawObjects rawObjects) {
        this.window = window;
        this.rawObjects = rawObjects;
    }

    /** What the parser reads, to be selected from Spark's text source. */
    static Column[] input() {
        return new Column[] {
            functions.col("value").cast("binary"),
            functions.col("_metadata.file_path"),
            functions.col("_metadata.file_size"),
            functions.col("_metadata.file_block_start"),
            functions.col("_metadata.file_modification_time").cast("long")
        };
    }

    /** The columns of the result. */
    static StructType output(EventSchema schema) {
        StructType columns = new StructType();
        for (StructField column : TableColumns.quarantine().fields()) {
            if (!EventSchema.PARTITIONS.contains(column.name())) {
                columns = columns.add(OF_QUARANTINE + column.name(), column.dataType());
            }
        }
        for (StructField column : TableColumns.events(schema).fields()) {
            columns = columns.add(column);
        }
        return columns;
    }

    /** Those rows of the result that are rows of the event table. */
    static Dataset<Row> events(Dataset<Row> parsed) {
        return parsed.where(REASON.isNull())
                .select(Stream.of(parsed.columns())
                        .filter(column -> !column.startsWith(OF_QUARANTINE))
                        .map(functions::col)
                        .toArray(Column[]::new));
    }

    /** Those rows of the result that are rows of the quarantine. */
    static Dataset<Row> quarantined(Dataset<Row> parsed) {
        return parsed.where(REASON.isNotNull())
                .select(Stream.of(TableColumns.quarantine().fieldNames())
                        .map(column -> EventSchema.PARTITIONS.contains(column)
                                ? functions.col(column)
                                : functions.col(OF_QUARANTINE + column).as(column))
                        .toArray(Column[]::new));
    }

    @Override
    public Iterator<Row> call(Iterator<Row> lines) {
        return new ParsedRows(lines);
    }

    /** The rows of one task; reports each block when its last line has been read. */
    private final class ParsedRows implements Iterator<Row> {
        private final Iterator<Row> lines;
        private final EventSchema schema = EventSchema.load();
        private final EventParser parser = new EventParser(schema, MAX_LINE_BYTES, true);
        private final List<dev.lolscale.schema.Column> columns = schema.columns();
        private final int dateTime = schema.indexOf("datetime");
        private final int receivedAt = schema.indexOf("receivedat");
        private final int width = output(schema).size();
        private final int firstOfPartitions = width - EventSchema.PARTITIONS.size();
        private final int firstOfEvents = TableColumns.quarantine().size() - EventSchema.PARTITIONS.size();
        private final PartitionDay partitionDay = new PartitionDay();
        private String blockPath;
        private RawObjects.BlockKey block;
        private LineCounts.Builder counts = new LineCounts.Builder();
        private long objectBytes;
        private long objectDay;
        private Row next;

        ParsedRows(Iterator<Row> lines) {
            this.lines = lines;
        }

        @Override
        public boolean hasNext() {
            while (next == null) {
                Row line = nextLine();
                if (line == null) {
                    leaveBlock();
                    return false;
                }
                enterBlock(line);
                byte[] bytes = line.getAs(0);
                if (!isBlank(bytes)) {
                    next = parse(bytes);
                }
            }
            return true;
        }

        /** Names the object that cannot be read to its end; when it cannot even be opened, Spark names it. */
        private Row nextLine() {
            try {
                return lines.hasNext() ? lines.next() : null;
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                String object = e instanceof IOException && block != null ? block.object() : "a raw object";
                throw new IllegalStateException(
                        object + " cannot be read to its end; put a whole one under its key and run again", e);
            }
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Row row = next;
            next = null;
            return row;
        }

        private void enterBlock(Row line) {
            String path = line.getString(1);
            long start = line.getLong(3);
            if (block == null || block.start() != start || !path.equals(blockPath)) {
                leaveBlock();
                blockPath = path;
                String object = RawZone.ofUrl(path);
                block = new RawObjects.BlockKey(object, start);
                objectBytes = line.getLong(2);
                objectDay = PartitionDay.ofObject(object, line.getLong(4));
            }
        }

        private void leaveBlock() {
            if (block != null) {
                rawObjects.add(new RawObjects.Block(block, objectBytes, counts.build()));
            }
            block = null;
            counts = new LineCounts.Builder();
        }

        private Row parse(byte[] bytes) {
            ParsedLine parsed = parser.parse(bytes);
            Object[] row = new Object[width];
            if (parsed instanceof Event event) {
                fill(row, event);
            } else {
                counts.quarantined();
                fill(row, (Rejected) parsed, bytes);
            }
            return RowFactory.create(row);
        }

        private void fill(Object[] row, Event event) {
            Object[] read = event.values();
            long arrivalDay =
                    read[receivedAt] == null ? objectDay : Math.floorDiv((Long) read[receivedAt], MICROS_PER_DAY);
            long eventDay = read[dateTime] == null ? arrivalDay : Math.floorDiv((Long) read[dateTime], MICROS_PER_DAY);
            boolean inWindow = window.holds(eventDay, arrivalDay);
            long day = inWindow ? eventDay : arrivalDay;
            counts.event(day, arrivalDay, read[receivedAt] == null ? day : arrivalDay, inWindow);

            for (int i = 0; i < read.length; i++) {
                row[firstOfEvents + i] =
                        columns.get(i).type() == ColumnType.TIMESTAMP ? timestamp((Long) read[i]) : read[i];
            }
            row[firstOfEvents + read.length] = event.extra();
            row[firstOfEvents + read.length + 1] = !inWindow;
            partitionDay.write(day, row, firstOfPartitions);
        }

        private void fill(Object[] row, Rejected rejected, byte[] bytes) {
            row[0] = rejected.reason().code();
            row[1] = rejected.field();
            row[2] = new String(bytes, 0, Math.min(bytes.length, MAX_QUARANTINED_BYTES), StandardCharsets.UTF_8);
            row[3] = block.object();
            partitionDay.write(objectDay, row, firstOfPartitions);
        }
    }

    private static LocalDateTime timestamp(Long micros) {
        if (micros == null) {
            return null;
        }
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000,
                ZoneOffset.UTC);
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
