package dev.lolscale.local.athena;

import dev.lolscale.local.athena.SqlType.Base;
import io.trino.sql.tree.Node;

/** The operators + - * / % as Athena has them: integers divide to integers, decimals to decimals. */
final class Arithmetic {

    private Arithmetic() {}

    static Sql binary(Node node, Sql left, String operator, Sql right) {
        SqlType a = left.type();
        SqlType b = right.type();
        if ((a.is(Base.UNKNOWN) && b.isNumeric()) || (b.is(Base.UNKNOWN) && a.isNumeric())) {
            return new Sql("NULL", a.is(Base.UNKNOWN) ? b : a);
        }
        if (a.isNumeric() && b.isNumeric()) {
            return numbers(left, operator, right);
        }
        boolean plusOrMinus = operator.equals("+") || operator.equals("-");
        if (plusOrMinus && a.isMoment() && b.is(Base.INTERVAL)) {
            return shifted(left, operator, right);
        }
        if (operator.equals("+") && a.is(Base.INTERVAL) && b.isMoment()) {
            return shifted(right, operator, left);
        }
        boolean times = operator.equals("*");
        if ((plusOrMinus && a.is(Base.INTERVAL) && b.is(Base.INTERVAL))
                || (times && a.is(Base.INTERVAL) && b.isInteger())
                || (times && a.isInteger() && b.is(Base.INTERVAL))) {
            return new Sql("(" + left.text() + " " + operator + " " + right.text() + ")", SqlType.INTERVAL);
        }
        if (operator.equals("-") && a.isMoment() && b.isMoment()) {
            throw QueryException.at(
                    node,
                    QueryException.Kind.REFUSED,
                    "a difference of dates or timestamps is not available in the local lake; use date_diff(unit, a, b)");
        }
        throw ExpressionTranslator.mismatch(
                node, "Cannot apply operator: " + a.athena() + " " + operator + " " + b.athena());
    }

    private static Sql shifted(Sql moment, String operator, Sql interval) {
        String wall = "(" + TimeLiterals.wallClock(moment) + " " + operator + " " + interval.text() + ")";
        if (moment.type().is(Base.DATE)) {
            String fault = Failures.raise("'Cannot add hour, minutes or seconds to a date'");
            return new Sql(
                    "CASE WHEN " + wall + " <> date_trunc('day', " + wall + ") THEN CAST(CAST(" + fault
                            + " AS VARCHAR) AS DATE) ELSE CAST(" + wall + " AS DATE) END",
                    moment.type());
        }
        return new Sql(TimeLiterals.fromWallClock(wall, moment.type()), moment.type());
    }

    private static Sql numbers(Sql left, String operator, Sql right) {
        SqlType a = left.type();
        SqlType b = right.type();
        SqlType common = SqlType.common(a, b);
        if (common.is(Base.DECIMAL)) {
            return decimals(left, operator, right);
        }
        boolean whole = operator.equals("/") && common.isInteger();
        String written = left.text() + (whole ? " // " : " " + operator + " ") + right.text();
        String sql = "(" + written + ")";
        return new Sql(common.isInteger() ? "CAST(" + sql + " AS " + common.duckDb() + ")" : sql, common);
    }

    /** Precision and scale as Trino's documentation of decimals gives them. */
    private static Sql decimals(Sql left, String operator, Sql right) {
        SqlType a = left.type().asDecimal();
        SqlType b = right.type().asDecimal();
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        int scale = Math.max(a.scale(), b.scale());
        SqlType type =
                switch (operator) {
                    case "*" -> SqlType.decimal(a.precision() + b.precision(), a.scale() + b.scale());
                    case "/" -> SqlType.decimal(a.precision() + b.scale() + Math.max(b.scale() - a.scale(), 0), scale);
                    case "%" ->
                        SqlType.decimal(Math.min(b.precision() - b.scale(), a.precision() - a.scale()) + scale, scale);
                    default -> SqlType.decimal(whole + scale + 1, scale);
                };
        String sql = "(" + plain(left, a) + " " + operator + " " + plain(right, b) + ")";
        return new Sql("CAST(" + sql + " AS " + type.duckDb() + ")", type);
    }

    private static String plain(Sql value, SqlType decimal) {
        return value.type().is(Base.DECIMAL) ? value.text() : "CAST(" + value.text() + " AS " + decimal.duckDb() + ")";
    }
}
