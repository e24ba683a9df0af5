package dev.lolscale.local.athena;

import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns JDBC's values into those of {@link QueryResult}. */
final class Values {

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private Values() {}

    static List<List<Object>> of(List<List<Object>> rows, List<SqlType> types) throws SQLException {
        List<List<Object>> converted = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            List<Object> values = new ArrayList<>(row.size());
            for (int i = 0; i < row.size(); i++) {
                values.add(of(row.get(i), types.get(i)));
            }
            converted.add(values);
        }
        return converted;
    }

    private static Object of(Object value, SqlType type) throws SQLException {
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        return switch (type.base()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> number(value);
            case REAL, DOUBLE -> ((Number) value).doubleValue();
            case TIMESTAMP -> text(local(value), type);
            case TIMESTAMP_WITH_TIME_ZONE ->
                text(
                                ((OffsetDateTime) value)
                                        .atZoneSameInstant(ZoneId.of(type.zone()))
                                        .toLocalDateTime(),
                                type) + " " + type.zone();
            case VARBINARY -> value instanceof Blob bytes ? hex(bytes) : value.toString();
            case ARRAY -> list((Array) value, type.parts().get(0));
            case MAP -> map((Map<?, ?>) value, type);
            case ROW -> row((Struct) value, type);
            case DECIMAL -> value;
            default -> value.toString();
        };
    }

    private static Object number(Object value) {
        if (value instanceof BigInteger big) {
            return big.longValueExact();
        }
        return ((Number) value).longValue();
    }

    private static LocalDateTime local(Object value) {
        return value instanceof Timestamp timestamp ? timestamp.toLocalDateTime() : (LocalDateTime) value;
    }

    private static String text(LocalDateTime moment, SqlType type) {
        return moment.format(type.precision() == 6 ? MICROS : MILLIS);
    }

    private static String hex(Blob bytes) throws SQLException {
        byte[] all = bytes.getBytes(1, (int) bytes.length());
        return HexFormat.ofDelimiter(" ").formatHex(all);
    }

    private static List<Object> list(Array array, SqlType element) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (Object value : (Object[]) array.getArray()) {
            values.add(of(value, element));
        }
        return values;
    }

    private static Map<String, Object> map(Map<?, ?> map, SqlType type) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            values.put(
                    String.valueOf(of(entry.getKey(), type.parts().get(0))),
                    of(entry.getValue(), type.parts().get(1)));
        }
        return values;
    }

    private static Map<String, Object> row(Struct struct, SqlType type) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        Object[] attributes = struct.getAttributes();
        for (int i = 0; i < attributes.length; i++) {
            values.put(type.names().get(i), of(attributes[i], type.parts().get(i)));
        }
        return values;
    }
}
