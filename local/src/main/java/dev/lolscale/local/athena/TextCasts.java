package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import dev.lolscale.local.athena.SqlType.Base;
import io.trino.sql.tree.Node;

/** Conversions from and to text. Athena reads less than DuckDB does, and fails where DuckDB cuts off. */
final class TextCasts {

    private static final String NUMBER = "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?";
    private static final String DAY = "[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}";
    private static final String TIME = " ([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9]([.][0-9]{1,%d})?)?";

    private TextCasts() {}

    /** A text as a value of the type; it fails when Athena could not read it. */
    static String read(Node node, String text, SqlType target, boolean safe) {
        return switch (target.base()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> guarded(text, "[+-]?[0-9]+", target);
            case BOOLEAN -> guarded(text, "(?i)(t|f|true|false|1|0)", target);
            case DECIMAL -> guarded(text, NUMBER, target);
            case REAL, DOUBLE ->
                guarded(
                        "trim(" + text + ")",
                        NUMBER + "[dDfF]?|[+-]?(Infinity|NaN)",
                        target,
                        "regexp_replace(trim(" + text + "), '[dDfF]$', '')");
            case DATE -> guarded(text, DAY, target);
            case TIMESTAMP -> timestamp(text, target);
            case TIMESTAMP_WITH_TIME_ZONE -> zoned(node, text, target, safe);
            default -> throw ExpressionTranslator.mismatch(node, "Cannot cast varchar to " + target.athena());
        };
    }

    private static String timestamp(String text, SqlType target) {
        boolean micros = target.precision() == 6;
        String pattern = DAY + "(" + TIME.formatted(micros ? 6 : 12) + ")?";
        // Six digits decide how a millisecond is rounded; DuckDB would round the seventh first.
        return micros
                ? guarded(text, pattern, target)
                : Casts.milliseconds(
                        guarded(text, pattern, target, "regexp_replace(" + text + ", '([.][0-9]{6})[0-9]+', '\\1')"));
    }

    /** The zone is part of the type, so that one that only the data tell can't be kept. */
    private static String zoned(Node node, String text, SqlType target, boolean safe) {
        if (safe) {
            throw QueryException.at(
                    node,
                    Kind.REFUSED,
                    "TRY_CAST of varchar to timestamp with time zone is not available in the local lake; use CAST");
        }
        return guarded(text, DAY + "(" + TIME.formatted(target.precision()) + ")?( UTC)?", target);
    }

    private static String guarded(String text, String pattern, SqlType target) {
        return guarded(text, pattern, target, text);
    }

    private static String guarded(String text, String pattern, SqlType target, String spelled) {
        String message = "'Cannot cast ''' || " + text + " || ''' to " + target.athena() + "'";
        return "CASE WHEN regexp_full_match(" + text + ", '" + pattern + "') THEN " + Casts.plain(spelled, target)
                + " WHEN " + text + " IS NOT NULL THEN CAST(" + Failures.raise(message) + " AS " + target.duckDb()
                + ") END";
    }

    /** A value as text: of a bounded type, text that is too long is cut off, and anything else fails. */
    static String write(Node node, Sql value, SqlType target) {
        String whole = toText(node, value);
        if (target.precision() == 0) {
            return whole;
        }
        if (value.type().is(Base.VARCHAR)) {
            return "substring(" + whole + ", 1, " + target.precision() + ")";
        }
        String message = "'Value ' || (" + whole + ") || ' cannot be represented as " + target.athena() + "'";
        return "CASE WHEN length(" + whole + ") <= " + target.precision() + " THEN " + whole + " WHEN (" + whole
                + ") IS NOT NULL THEN CAST(" + Failures.raise(message) + " AS VARCHAR) END";
    }

    private static String toText(Node node, Sql value) {
        SqlType from = value.type();
        return switch (from.base()) {
            case VARCHAR -> value.text();
            case TIMESTAMP -> "strftime(" + value.text() + ", '%Y-%m-%d %H:%M:%S." + digits(from) + "')";
            case TIMESTAMP_WITH_TIME_ZONE ->
                "(strftime(" + TimeLiterals.wallClock(value) + ", '%Y-%m-%d %H:%M:%S." + digits(from) + " ') || "
                        + Quoted.text(from.zone()) + ")";
            case JSON -> "json_extract_string(" + value.text() + ", '$')";
            case REAL, DOUBLE ->
                throw QueryException.at(
                        node,
                        Kind.REFUSED,
                        "a cast of " + from.athena() + " to varchar is not available in the local lake, whose digits"
                                + " would differ from Athena's; cast it to decimal(p,s) first");
            case ARRAY, MAP, ROW, INTERVAL ->
                throw ExpressionTranslator.mismatch(node, "Cannot cast " + from.athena() + " to varchar");
            default -> Casts.plain(value.text(), SqlType.VARCHAR);
        };
    }

    private static String digits(SqlType timestamp) {
        return timestamp.precision() == 6 ? "%f" : "%g";
    }
}
