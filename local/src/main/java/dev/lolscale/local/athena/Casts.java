package dev.lolscale.local.athena;

import dev.lolscale.local.athena.SqlType.Base;
import io.trino.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** Athena's conversions between types, where DuckDB's own differ. */
final class Casts {

    private Casts() {}

    /** CAST, or TRY_CAST when {@code safe}. */
    static Sql cast(Node node, Sql value, SqlType target, boolean safe) {
        String text = text(node, value, target);
        return new Sql(safe ? "try(" + text + ")" : text, target);
    }

    private static String text(Node node, Sql value, SqlType target) {
        SqlType from = value.type();
        String text = value.text();
        if (from.is(Base.VARCHAR) && target.isInteger()) {
            return guarded(text, "[+-]?[0-9]+", target);
        }
        if (from.is(Base.VARCHAR) && target.is(Base.TIMESTAMP)) {
            return guarded(text, "[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( [0-9:.]+)?", target);
        }
        if (from.is(Base.VARCHAR) && target.is(Base.DATE)) {
            return guarded(text, "[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}", target);
        }
        if (from.is(Base.REAL, Base.DOUBLE) && target.isInteger()) {
            return plain("round(" + text + ")", target);
        }
        if (target.is(Base.VARCHAR)) {
            String whole = toText(node, value);
            return target.precision() == 0 ? whole : "substring(" + whole + ", 1, " + target.precision() + ")";
        }
        if (target.is(Base.JSON)) {
            return from.is(Base.JSON) ? text : "to_json(" + text + ")";
        }
        if (from.is(Base.TIMESTAMP_WITH_TIME_ZONE) && target.is(Base.TIMESTAMP, Base.DATE)) {
            return plain(TimeLiterals.wallClock(value), target);
        }
        if (from.is(Base.ROW) && target.is(Base.ROW)) {
            return row(node, value, target);
        }
        if (from.is(Base.ARRAY) && target.is(Base.ARRAY)) {
            SqlType element = from.parts().get(0);
            if (element.is(Base.ROW)) {
                String inner = text(node, new Sql("e", element), target.parts().get(0));
                return "list_transform(" + text + ", lambda e: " + inner + ")";
            }
        }
        boolean nestedRows = (from.duckDb() + target.duckDb()).contains("STRUCT") && !from.is(Base.JSON);
        if (nestedRows || incompatible(from, target)) {
            throw ExpressionTranslator.mismatch(node, "Cannot cast " + from.athena() + " to " + target.athena());
        }
        return plain(text, target);
    }

    private static boolean incompatible(SqlType from, SqlType target) {
        boolean momentFromOther =
                target.isMoment() && !from.isMoment() && !from.is(Base.VARCHAR, Base.UNKNOWN, Base.JSON);
        boolean neverMade = target.is(Base.VARBINARY, Base.INTERVAL, Base.UNKNOWN) && from.base() != target.base();
        return momentFromOther || neverMade || (from.isMoment() && !target.isMoment());
    }

    private static String plain(String text, SqlType target) {
        return "CAST(" + text + " AS " + target.duckDb() + ")";
    }

    private static String guarded(String text, String pattern, SqlType target) {
        String message = "'Cannot cast ''' || " + text + " || ''' to " + target.athena() + "'";
        return "CASE WHEN regexp_full_match(" + text + ", '" + pattern + "') THEN " + plain(text, target) + " WHEN "
                + text + " IS NOT NULL THEN CAST(" + Failures.raise(message) + " AS " + target.duckDb() + ") END";
    }

    private static String toText(Node node, Sql value) {
        SqlType from = value.type();
        return switch (from.base()) {
            case VARCHAR -> value.text();
            case TIMESTAMP -> "strftime(" + value.text() + ", '%Y-%m-%d %H:%M:%S." + digits(from) + "')";
            case TIMESTAMP_WITH_TIME_ZONE ->
                "strftime(" + TimeLiterals.wallClock(value) + ", '%Y-%m-%d %H:%M:%S." + digits(from) + " ') || "
                        + Quoted.text(from.zone());
            case JSON -> "json_extract_string(" + value.text() + ", '$')";
            case REAL, DOUBLE ->
                throw QueryException.at(
                        node,
                        QueryException.Kind.REFUSED,
                        "a cast of " + from.athena() + " to varchar is not available in the local lake, whose digits"
                                + " would differ from Athena's; cast it to decimal(p,s) first");
            case ARRAY, MAP, ROW, INTERVAL ->
                throw ExpressionTranslator.mismatch(node, "Cannot cast " + from.athena() + " to varchar");
            default -> plain(value.text(), SqlType.VARCHAR);
        };
    }

    private static String digits(SqlType timestamp) {
        return timestamp.precision() == 6 ? "%f" : "%g";
    }

    private static String row(Node node, Sql value, SqlType target) {
        SqlType from = value.type();
        if (from.parts().size() != target.parts().size()) {
            throw ExpressionTranslator.mismatch(node, "Cannot cast " + from.athena() + " to " + target.athena());
        }
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < from.parts().size(); i++) {
            Sql field = new Sql(
                    "(" + value.text() + ")[" + Quoted.text(from.names().get(i)) + "]",
                    from.parts().get(i));
            fields.add(Quoted.text(target.names().get(i)) + ": "
                    + text(node, field, target.parts().get(i)));
        }
        return "{" + String.join(", ", fields) + "}";
    }

    /** Values of one type: the one that all fit into. */
    static List<Sql> alike(Node node, List<Sql> values, String what) {
        SqlType common = SqlType.UNKNOWN;
        for (Sql value : values) {
            SqlType wider = SqlType.common(common, value.type());
            if (wider == null) {
                throw ExpressionTranslator.mismatch(
                        node,
                        what + " must be the same type: " + common.athena() + " and "
                                + value.type().athena());
            }
            common = wider;
        }
        SqlType type = common;
        return values.stream().map(value -> coerce(value, type)).toList();
    }

    /** A value as the wider type that it fits into. */
    static Sql coerce(Sql value, SqlType type) {
        boolean converts = value.type().base() != type.base() && !type.is(Base.UNKNOWN);
        return new Sql(converts ? plain(value.text(), type) : value.text(), type);
    }
}
