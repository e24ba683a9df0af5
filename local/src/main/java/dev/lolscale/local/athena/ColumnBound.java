package dev.lolscale.local.athena;

import dev.lolscale.local.athena.SqlType.Base;
import io.trino.sql.tree.BetweenPredicate;
import io.trino.sql.tree.ComparisonExpression;
import io.trino.sql.tree.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A condition that compares a column with a value that no row changes: {@code datetime >= DATE '2026-11-01'}. Files
 * whose statistics rule it out need not be read.
 *
 * @param origin the column
 * @param operator how it is compared
 * @param value the value in DuckDB's SQL, of the column's type
 */
record ColumnBound(Field.Origin origin, ComparisonExpression.Operator operator, String value) {

    /** The bounds that a condition sets. */
    static List<ColumnBound> of(Expression condition, Scope scope, ExpressionTranslator expressions) {
        List<ColumnBound> bounds = new ArrayList<>();
        if (condition instanceof ComparisonExpression comparison) {
            ComparisonExpression.Operator operator = comparison.getOperator();
            bound(comparison.getLeft(), operator, comparison.getRight(), scope, expressions)
                    .or(() -> bound(comparison.getRight(), operator.flip(), comparison.getLeft(), scope, expressions))
                    .ifPresent(bounds::add);
        } else if (condition instanceof BetweenPredicate between) {
            bound(
                            between.getValue(),
                            ComparisonExpression.Operator.GREATER_THAN_OR_EQUAL,
                            between.getMin(),
                            scope,
                            expressions)
                    .ifPresent(bounds::add);
            bound(
                            between.getValue(),
                            ComparisonExpression.Operator.LESS_THAN_OR_EQUAL,
                            between.getMax(),
                            scope,
                            expressions)
                    .ifPresent(bounds::add);
        }
        return bounds;
    }

    private static Optional<ColumnBound> bound(
            Expression column,
            ComparisonExpression.Operator operator,
            Expression value,
            Scope scope,
            ExpressionTranslator expressions) {
        Optional<Field.Origin> origin = expressions.column(column, scope);
        if (origin.isEmpty() || operator == ComparisonExpression.Operator.IS_DISTINCT_FROM) {
            return Optional.empty();
        }
        List<Sql> translated = new ArrayList<>();
        Trace trace = expressions.traced(() -> translated.add(expressions.instant(value, scope)));
        SqlType type = origin.get().column().type();
        Sql constant = translated.get(0);
        return trace.isConstant() && exact(constant.type(), type)
                ? Optional.of(new ColumnBound(
                        origin.get(), operator, "CAST(" + constant.text() + " AS " + type.duckDb() + ")"))
                : Optional.empty();
    }

    /** Whether every value of the type has an equal of the column's type. */
    private static boolean exact(SqlType value, SqlType column) {
        if (column.is(Base.TIMESTAMP)) {
            return value.isMoment();
        }
        return column.is(Base.VARCHAR, Base.DATE, Base.INTEGER, Base.BIGINT)
                && (value.base() == column.base() || (column.is(Base.BIGINT) && value.isInteger()));
    }
}
