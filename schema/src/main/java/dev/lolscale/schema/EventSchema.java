package dev.lolscale.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lolscale.schema.Column.OnReceipt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of an event, as the schema file {@code events.json} lists them. Front door, job and catalog all read this
 * one list.
 */
public final class EventSchema {

    /** The JSON text of the fields that no column takes, or null. */
    public static final String EXTRA = "extra";

    /** True when the event's own time was too far from its arrival to choose its partition. */
    public static final String OUT_OF_WINDOW = "out_of_window";

    /** The partition columns, all strings, in order: {@code year=2026/month=11/day=23}. */
    public static final List<String> PARTITIONS = List.of("year", "month", "day");

    private static final String RESOURCE = "events.json";

    private final List<Column> columns;

    private EventSchema(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * The schema of this build.
     *
     * @throws IllegalArgumentException when the schema file is not valid
     */
    public static EventSchema load() {
        try (InputStream in = EventSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the event schema " + RESOURCE + " is missing from the jar");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the event schema " + RESOURCE + " cannot be read", e);
        }
    }

    /**
     * Reads a schema file: {@code {"columns": [{"name", "type", "source", "required", "onReceipt", "description"}]}}.
     *
     * @throws IllegalArgumentException when it is not JSON of this shape, a type is unknown, a name has a wrong form,
     *     two columns share a name or a source, or {@code onReceipt} does not fit the column
     */
    public static EventSchema read(InputStream in) throws IOException {
        List<Column> columns = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(in)) {
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (!parser.currentName().equals("columns")) {
                    throw new IllegalArgumentException(
                            "event schema: unknown key \"" + parser.currentName() + "\"; allowed is columns");
                }
                expect(parser, parser.nextToken(), JsonToken.START_ARRAY);
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    columns.add(readColumn(parser));
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "event schema: not JSON at line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        }
        check(columns);
        return new EventSchema(columns);
    }

    private static void check(List<Column> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("event schema: there are no columns");
        }
        Set<String> seen = new HashSet<>(PARTITIONS);
        seen.add(EXTRA);
        seen.add(OUT_OF_WINDOW);
        Set<String> sources = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name())) {
                throw new IllegalArgumentException("event schema: column \"" + column.name() + "\" stands twice");
            }
            if (!sources.add(column.source().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "event schema: field \"" + column.source() + "\" is read twice; case makes no difference");
            }
            checkOnReceipt(column);
        }
    }

    private static void checkOnReceipt(Column column) {
        ColumnType fitting =
                switch (column.onReceipt()) {
                    case NOTHING -> column.type();
                    case ID -> ColumnType.STRING;
                    case TIME -> ColumnType.TIMESTAMP;
                };
        if (column.type() != fitting) {
            throw new IllegalArgumentException("event schema: column \"" + column.name() + "\" is of type "
                    + column.type().sqlName() + "; onReceipt "
                    + column.onReceipt().name().toLowerCase(Locale.ROOT) + " needs " + fitting.sqlName());
        }
        if (column.required() && column.onReceipt() != OnReceipt.NOTHING) {
            throw new IllegalArgumentException("event schema: column \"" + column.name()
                    + "\" is required, so onReceipt could never add it; take one of the two away");
        }
    }

    /** The columns that are read from the event, in the order of the file. */
    public List<Column> columns() {
        return columns;
    }

    /**
     * All columns of the event table but the partition columns: those of the file, then {@link #EXTRA} and
     * {@link #OUT_OF_WINDOW}, which the job computes.
     */
    public List<Column> tableColumns() {
        List<Column> all = new ArrayList<>(columns);
        all.add(new Column(
                EXTRA, ColumnType.STRING, "", false, OnReceipt.NOTHING, "JSON of the fields that no column takes"));
        all.add(new Column(
                OUT_OF_WINDOW,
                ColumnType.BOOLEAN,
                "",
                false,
                OnReceipt.NOTHING,
                "True when the partition is the day of arrival, because datetime is too far from it"));
        return List.copyOf(all);
    }

    /**
     * The position in {@link #columns()} of the column with this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("event schema: there is no column \"" + name + "\"");
    }

    private static Column readColumn(JsonParser parser) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.START_OBJECT);
        String name = "";
        ColumnType type = ColumnType.STRING;
        String source = "";
        boolean required = false;
        OnReceipt onReceipt = OnReceipt.NOTHING;
        String description = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "name" -> name = text(parser);
                case "type" -> type = ColumnType.ofSqlName(text(parser));
                case "source" -> source = text(parser);
                case "required" -> required = trueOrFalse(parser);
                case "onReceipt" -> onReceipt = onReceipt(text(parser));
                case "description" -> description = text(parser);
                default ->
                    throw new IllegalArgumentException("event schema: unknown key \"" + key
                            + "\" in a column; allowed are name, type, source, required, onReceipt, description");
            }
        }
        if (source.isEmpty()) {
            throw new IllegalArgumentException(
                    "event schema: column \"" + name + "\" needs a source, the JSON field it is read from");
        }
        return new Column(name, type, source, required, onReceipt, description);
    }

    private static String text(JsonParser parser) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private static boolean trueOrFalse(JsonParser parser) throws IOException {
        if (!parser.currentToken().isBoolean()) {
            throw new IllegalArgumentException("event schema: expected true or false but found " + parser.currentToken()
                    + " at line " + parser.currentLocation().getLineNr());
        }
        return parser.getBooleanValue();
    }

    private static OnReceipt onReceipt(String text) {
        for (OnReceipt onReceipt : OnReceipt.values()) {
            if (onReceipt.name().toLowerCase(Locale.ROOT).equals(text)) {
                return onReceipt;
            }
        }
        throw new IllegalArgumentException(
                "event schema: onReceipt \"" + text + "\" is not known; allowed are nothing, id, time");
    }

    private static void expect(JsonParser parser, JsonToken actual, JsonToken expected) {
        if (actual != expected) {
            throw new IllegalArgumentException("event schema: expected " + expected + " but found " + actual
                    + " at line " + parser.currentLocation().getLineNr());
        }
    }
}
