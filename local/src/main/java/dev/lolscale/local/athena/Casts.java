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
        String text = text(node, value, target, safe);
        return new Sql(safe ? "try(" + text + ")" : text, target);
    }

    private static String text(Node node, Sql value, SqlType target, boolean safe) {
        SqlType from = value.type();
        String text = value.text();
        if (target.is(Base.VARCHAR)) {
            return TextCasts.write(node, value, target);
        }
        if (from.is(Base.VARCHAR) && !target.is(Base.JSON)) {
            return TextCasts.read(node, text, target, safe);
        }
        if (from.is(Base.REAL, Base.DOUBLE) && target.isInteger()) {
            return plain("round(" + text + ")", target);
        }
        if (from.is(Base.TIMESTAMP) && target.is(Base.TIMESTAMP) && from.precision() > target.precision()) {
            return milliseconds(text);
        }
        if (target.is(Base.JSON)) {
            return from.is(Base.JSON) ? text : "to_json(" + text + ")";
        }
        if (from.is(Base.TIMESTAMP_WITH_TIME_ZONE) && target.is(Base.TIMESTAMP, Base.DATE)) {
            return plain(TimeLiterals.wallClock(value), target);
        }
        if (from.is(Base.ROW) && target.is(Base.ROW)) {
            return row(node, value, target, safe);
        }
        if (from.is(Base.ARRAY) && target.is(Base.ARRAY)) {
            SqlType element = from.parts().get(0);
            if (element.is(Base.ROW)) {
                String inner = text(node, new Sql("e", element), target.parts().get(0), safe);
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

    static String plain(String text, SqlType target) {
        return "CAST(" + text + " AS " + target.duckDb() + ")";
    }

    /** A timestamp rounded to milliseconds. */
    static String milliseconds(String timestamp) {
        return "date_trunc('millisecond', " + timestamp + " + INTERVAL 500 MICROSECOND)";
    }

    private static String row(Node node, Sql value, SqlType target, boolean safe) {
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
                    + text(node, field, target.parts().get(i), safe));
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
