package dev.lolscale.local.athena;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A type of Athena's SQL, and how DuckDB calls it.
 *
 * @param base which type
 * @param precision digits of a decimal, of a timestamp's seconds after the point (3 or 6), or the length of a bounded
 *     varchar; 0 otherwise
 * @param scale digits after the point of a decimal; 0 otherwise
 * @param parts the types inside: of an array's elements, of a map's keys and values, of a row's fields
 * @param names the names of a row's fields; the zone of a timestamp with time zone
 */
record SqlType(Base base, int precision, int scale, List<SqlType> parts, List<String> names) {

    enum Base {
        UNKNOWN,
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INTEGER,
        BIGINT,
        DECIMAL,
        REAL,
        DOUBLE,
        VARCHAR,
        VARBINARY,
        DATE,
        TIMESTAMP,
        TIMESTAMP_WITH_TIME_ZONE,
        INTERVAL,
        JSON,
        ARRAY,
        MAP,
        ROW
    }

    static final SqlType UNKNOWN = of(Base.UNKNOWN);
    static final SqlType BOOLEAN = of(Base.BOOLEAN);
    static final SqlType INTEGER = of(Base.INTEGER);
    static final SqlType BIGINT = of(Base.BIGINT);
    static final SqlType DOUBLE = of(Base.DOUBLE);
    static final SqlType VARCHAR = of(Base.VARCHAR);
    static final SqlType VARBINARY = of(Base.VARBINARY);
    static final SqlType DATE = of(Base.DATE);
    static final SqlType TIMESTAMP = timestamp(3);
    static final SqlType INTERVAL = of(Base.INTERVAL);
    static final SqlType JSON = of(Base.JSON);

    static SqlType of(Base base) {
        return switch (base) {
            case TIMESTAMP -> timestamp(3);
            case TIMESTAMP_WITH_TIME_ZONE -> timestampIn("UTC");
            default -> new SqlType(base, 0, 0, List.of(), List.of());
        };
    }

    static SqlType decimal(int precision, int scale) {
        return new SqlType(Base.DECIMAL, Math.min(38, Math.max(1, precision)), scale, List.of(), List.of());
    }

    static SqlType varchar(int length) {
        return new SqlType(Base.VARCHAR, length, 0, List.of(), List.of());
    }

    static SqlType timestamp(int precision) {
        return new SqlType(Base.TIMESTAMP, precision, 0, List.of(), List.of());
    }

    static SqlType timestampIn(String zone) {
        return new SqlType(Base.TIMESTAMP_WITH_TIME_ZONE, 3, 0, List.of(), List.of(zone));
    }

    /** A timestamp with another number of digits after the seconds' point; any other type is as it was. */
    SqlType withDigits(int digits) {
        return is(Base.TIMESTAMP, Base.TIMESTAMP_WITH_TIME_ZONE) ? new SqlType(base, digits, 0, parts, names) : this;
    }

    static SqlType array(SqlType element) {
        return new SqlType(Base.ARRAY, 0, 0, List.of(element), List.of());
    }

    static SqlType map(SqlType key, SqlType value) {
        return new SqlType(Base.MAP, 0, 0, List.of(key, value), List.of());
    }

    static SqlType row(List<SqlType> types, List<String> names) {
        return new SqlType(Base.ROW, 0, 0, List.copyOf(types), List.copyOf(names));
    }

    boolean is(Base... bases) {
        return List.of(bases).contains(base);
    }

    boolean isInteger() {
        return is(Base.TINYINT, Base.SMALLINT, Base.INTEGER, Base.BIGINT);
    }

    boolean isNumeric() {
        return isInteger() || is(Base.DECIMAL, Base.REAL, Base.DOUBLE);
    }

    boolean isMoment() {
        return is(Base.DATE, Base.TIMESTAMP, Base.TIMESTAMP_WITH_TIME_ZONE);
    }

    /** The zone of a timestamp with time zone. */
    String zone() {
        return names.get(0);
    }

    /** An integer as the decimal that holds it; a decimal itself. */
    SqlType asDecimal() {
        return switch (base) {
            case TINYINT -> decimal(3, 0);
            case SMALLINT -> decimal(5, 0);
            case INTEGER -> decimal(10, 0);
            case BIGINT -> decimal(19, 0);
            default -> this;
        };
    }

    /** The type that both fit into by Athena's implicit coercions, or null when there is none. */
    static SqlType common(SqlType left, SqlType right) {
        if (left.equals(right) || right.base == Base.UNKNOWN) {
            return left;
        }
        if (left.base == Base.UNKNOWN) {
            return right;
        }
        if (left.isNumeric() && right.isNumeric()) {
            return commonNumber(left, right);
        }
        if (left.isMoment() && right.isMoment()) {
            SqlType wider = left.base.compareTo(right.base) >= 0 ? left : right;
            return wider.withDigits(Math.max(3, Math.max(left.precision, right.precision)));
        }
        if (left.base != right.base) {
            return null;
        }
        return switch (left.base) {
            case VARCHAR ->
                left.precision == 0 || right.precision == 0
                        ? VARCHAR
                        : varchar(Math.max(left.precision, right.precision));
            case ARRAY, MAP, ROW -> commonParts(left, right);
            default -> left;
        };
    }

    private static SqlType commonNumber(SqlType left, SqlType right) {
        if ((left.isInteger() && right.isInteger()) || (!left.is(Base.DECIMAL) && !right.is(Base.DECIMAL))) {
            return left.base.compareTo(right.base) >= 0 ? left : right;
        }
        if (left.is(Base.REAL, Base.DOUBLE)) {
            return left;
        }
        if (right.is(Base.REAL, Base.DOUBLE)) {
            return right;
        }
        SqlType a = left.asDecimal();
        SqlType b = right.asDecimal();
        int scale = Math.max(a.scale, b.scale);
        return decimal(Math.max(a.precision - a.scale, b.precision - b.scale) + scale, scale);
    }

    private static SqlType commonParts(SqlType left, SqlType right) {
        if (left.parts.size() != right.parts.size()) {
            return null;
        }
        List<SqlType> parts = new java.util.ArrayList<>();
        for (int i = 0; i < left.parts.size(); i++) {
            SqlType part = common(left.parts.get(i), right.parts.get(i));
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return new SqlType(left.base, 0, 0, List.copyOf(parts), left.names);
    }

    /** The name of the type in DuckDB's SQL. */
    String duckDb() {
        return switch (base) {
            case UNKNOWN -> "VARCHAR";
            case REAL -> "FLOAT";
            case VARBINARY -> "BLOB";
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            case TIMESTAMP_WITH_TIME_ZONE -> "TIMESTAMPTZ";
            case ARRAY -> parts.get(0).duckDb() + "[]";
            case MAP -> "MAP(" + parts.get(0).duckDb() + ", " + parts.get(1).duckDb() + ")";
            case ROW -> {
                StringBuilder fields = new StringBuilder("STRUCT(");
                for (int i = 0; i < parts.size(); i++) {
                    fields.append(i == 0 ? "" : ", ")
                            .append(Quoted.identifier(names.get(i)))
                            .append(' ')
                            .append(parts.get(i).duckDb());
                }
                yield fields.append(')').toString();
            }
            default -> base.name();
        };
    }

    /** The name of the type in Athena's SQL. */
    String athena() {
        return switch (base) {
            case VARCHAR -> precision == 0 ? "varchar" : "varchar(" + precision + ")";
            case DECIMAL -> "decimal(" + precision + "," + scale + ")";
            case TIMESTAMP -> "timestamp(" + precision + ")";
            case TIMESTAMP_WITH_TIME_ZONE -> "timestamp(" + precision + ") with time zone";
            case INTERVAL -> "interval day to second";
            case ARRAY, MAP ->
                base.name().toLowerCase(Locale.ROOT)
                        + parts.stream().map(SqlType::athena).collect(Collectors.joining(", ", "(", ")"));
            case ROW -> {
                StringBuilder fields = new StringBuilder("row(");
                for (int i = 0; i < parts.size(); i++) {
                    fields.append(i == 0 ? "" : ", ")
                            .append(names.get(i))
                            .append(' ')
                            .append(parts.get(i).athena());
                }
                yield fields.append(')').toString();
            }
            default -> base.name().toLowerCase(Locale.ROOT);
        };
    }
}
