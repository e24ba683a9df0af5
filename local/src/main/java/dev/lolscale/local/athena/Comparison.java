package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import dev.lolscale.local.athena.SqlType.Base;
import io.trino.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * The operators = <> < <= > >= and IS DISTINCT FROM. For DuckDB NaN is a number like others, the greatest, and nulls
 * inside of rows and arrays are equal; for Athena no comparison with NaN holds but <>, and a null inside makes the
 * answer null unless something else decides.
 */
final class Comparison {

    private Comparison() {}

    /** A comparison in DuckDB's SQL; needs no parentheses around it. */
    static String of(Node node, Sql left, String operator, Sql right) {
        return of(node, left, operator, right, 0);
    }

    private static String of(Node node, Sql left, String operator, Sql right, int depth) {
        SqlType common = checked(node, left.type(), operator, right.type());
        if (isPlain(left, right) || operator.startsWith("IS ")) {
            return "(" + left.text() + " " + operator + " " + right.text() + ")";
        }
        if (common.is(Base.REAL, Base.DOUBLE)) {
            return numbers(left, operator, right);
        }
        if (left.type().is(Base.UNKNOWN) || right.type().is(Base.UNKNOWN)) {
            return "CAST(NULL AS BOOLEAN)";
        }
        if (left.type().is(Base.UNKNOWN) || right.type().is(Base.UNKNOWN)) {
            return "CAST(NULL AS BOOLEAN)";
        }
        if (operator.equals("<>")) {
            return "(NOT " + of(node, left, "=", right, depth) + ")";
        }
        if (common.is(Base.ROW)) {
            return operator.equals("=") ? equalRows(node, left, right, depth) : ordered(node, left, operator, right);
        }
        if (!operator.equals("=")) {
            throw refused(node, "the order of arrays");
        }
        return equalArrays(node, left, right, depth);
    }

    /** Whether DuckDB compares the two as Athena does. */
    static boolean isPlain(Sql left, Sql right) {
        SqlType common = SqlType.common(left.type(), right.type());
        return common == null
                || !(common.is(Base.ARRAY, Base.ROW, Base.MAP, Base.JSON) || mayBeNaN(left) || mayBeNaN(right));
    }

    /** Refuses what DuckDB would compare in another way; for comparisons with the rows of a query. */
    static void plain(Node node, Sql left, String operator, SqlType right) {
        SqlType common = checked(node, left.type(), operator, right);
        if (!isPlain(left, new Sql("", right)) && !left.type().is(Base.UNKNOWN)) {
            throw refused(
                    node,
                    (operator.equals("IN") ? "IN" : operator + " ANY, ALL or SOME") + " of a query for type "
                            + common.athena());
        }
    }

    private static SqlType checked(Node node, SqlType left, String operator, SqlType right) {
        SqlType common = SqlType.common(left, right);
        if (common == null) {
            throw ExpressionTranslator.mismatch(
                    node, "Cannot apply operator: " + left.athena() + " " + operator + " " + right.athena());
        }
        if (common.is(Base.MAP, Base.JSON) && !left.is(Base.UNKNOWN) && !right.is(Base.UNKNOWN)) {
            throw refused(node, "a comparison of type " + common.athena());
        }
        return common;
    }

    private static QueryException refused(Node node, String what) {
        return QueryException.at(node, Kind.REFUSED, what + " is not available in the local lake");
    }

    private static boolean mayBeNaN(Sql value) {
        return value.type().is(Base.REAL, Base.DOUBLE) && !value.text().matches("CAST\\('[0-9][^']*' AS DOUBLE\\)");
    }

    private static String numbers(Sql left, String operator, Sql right) {
        List<String> cases = new ArrayList<>();
        if (mayBeNaN(left)) {
            cases.add("isnan(" + left.text() + ") AND " + right.text() + " IS NOT NULL");
        }
        if (mayBeNaN(right)) {
            cases.add("isnan(" + right.text() + ") AND " + left.text() + " IS NOT NULL");
        }
        return "(CASE WHEN " + String.join(" OR ", cases) + " THEN " + operator.equals("<>") + " ELSE " + left.text()
                + " " + operator + " " + right.text() + " END)";
    }

    private static String equalRows(Node node, Sql left, Sql right, int depth) {
        List<String> equalities = new ArrayList<>();
        for (int i = 0; i < left.type().parts().size(); i++) {
            equalities.add(of(node, field(left, i), "=", field(right, i), depth));
        }
        return "(" + String.join(" AND ", equalities) + ")";
    }

    private static Sql field(Sql row, int position) {
        String name = Quoted.text(row.type().names().get(position));
        return new Sql("(" + row.text() + ")[" + name + "]", row.type().parts().get(position));
    }

    /** Rows by their first field that differs. Athena fails when a field is null. */
    private static String ordered(Node node, Sql left, String operator, Sql right) {
        String strict = operator.substring(0, 1);
        int last = left.type().parts().size() - 1;
        List<String> nulls = new ArrayList<>();
        String sql = "";
        for (int i = last; i >= 0; i--) {
            Sql a = field(left, i);
            Sql b = field(right, i);
            nulls.add(a.text() + " IS NULL OR " + b.text() + " IS NULL");
            if (!isPlain(a, b)) {
                throw refused(
                        node,
                        "the order of rows with a field of type " + a.type().athena());
            }
            sql = i == last
                    ? of(node, a, operator, b)
                    : "(" + of(node, a, strict, b) + " OR (" + of(node, a, "=", b) + " AND " + sql + "))";
        }
        String fault = Failures.raise("'ROW comparison not supported for fields with null elements'");
        return "(CASE WHEN " + left.text() + " IS NULL OR " + right.text() + " IS NULL THEN NULL WHEN "
                + String.join(" OR ", nulls) + " THEN CAST(" + fault + " AS BOOLEAN) ELSE " + sql + " END)";
    }

    private static String equalArrays(Node node, Sql left, Sql right, int depth) {
        String pair = "pair" + depth;
        Sql a = new Sql(pair + "[1]", left.type().parts().get(0));
        Sql b = new Sql(pair + "[2]", right.type().parts().get(0));
        String equalities = "list_transform(list_zip(" + left.text() + ", " + right.text() + "), lambda " + pair + ": "
                + of(node, a, "=", b, depth + 1) + ")";
        return "(CASE WHEN " + left.text() + " IS NULL OR " + right.text() + " IS NULL THEN NULL WHEN len("
                + left.text() + ") <> len(" + right.text() + ") OR list_contains(" + equalities
                + ", false) THEN false WHEN len(list_filter(" + equalities
                + ", lambda item: item IS NULL)) > 0 THEN NULL ELSE true END)";
    }
}
