package dev.lolscale.local.athena;

import dev.lolscale.local.athena.SqlType.Base;
import io.trino.sql.tree.AstVisitor;
import io.trino.sql.tree.BetweenPredicate;
import io.trino.sql.tree.ComparisonExpression;
import io.trino.sql.tree.ExistsPredicate;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.InListExpression;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.IsNotNullPredicate;
import io.trino.sql.tree.IsNullPredicate;
import io.trino.sql.tree.LikePredicate;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NotExpression;
import io.trino.sql.tree.QuantifiedComparisonExpression;
import io.trino.sql.tree.SubqueryExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what is true or false, and subqueries, in DuckDB's SQL. */
final class ConditionTranslator extends AstVisitor<Sql, Scope> {

    private final ExpressionTranslator expressions;
    private final QueryTranslator queries;

    ConditionTranslator(ExpressionTranslator expressions, QueryTranslator queries) {
        this.expressions = expressions;
        this.queries = queries;
    }

    @Override
    protected Sql visitNode(Node node, Scope scope) {
        throw ExpressionTranslator.notAvailable(node);
    }

    @Override
    protected Sql visitLogicalExpression(LogicalExpression node, Scope scope) {
        String word = " " + node.getOperator().name() + " ";
        return new Sql(
                node.getTerms().stream()
                        .map(term -> expressions.truth(term, scope, "Logical expression term"))
                        .collect(Collectors.joining(word, "(", ")")),
                SqlType.BOOLEAN);
    }

    @Override
    protected Sql visitNotExpression(NotExpression node, Scope scope) {
        return new Sql(
                "(NOT " + expressions.truth(node.getValue(), scope, "Value of logical NOT expression") + ")",
                SqlType.BOOLEAN);
    }

    @Override
    protected Sql visitComparisonExpression(ComparisonExpression node, Scope scope) {
        Sql left = expressions.instant(node.getLeft(), scope);
        Sql right = expressions.instant(node.getRight(), scope);
        return new Sql(Comparison.of(node, left, node.getOperator().getValue(), right), SqlType.BOOLEAN);
    }

    @Override
    protected Sql visitBetweenPredicate(BetweenPredicate node, Scope scope) {
        Sql value = expressions.instant(node.getValue(), scope);
        Sql low = expressions.instant(node.getMin(), scope);
        Sql high = expressions.instant(node.getMax(), scope);
        String least = Comparison.of(node, value, ">=", low);
        String most = Comparison.of(node, value, "<=", high);
        boolean plain = Comparison.isPlain(value, low) && Comparison.isPlain(value, high);
        return new Sql(
                plain
                        ? "(" + value.text() + " BETWEEN " + low.text() + " AND " + high.text() + ")"
                        : "(" + least + " AND " + most + ")",
                SqlType.BOOLEAN);
    }

    @Override
    protected Sql visitInPredicate(InPredicate node, Scope scope) {
        Sql value = expressions.translate(node.getValue(), scope);
        if (node.getValueList() instanceof SubqueryExpression subquery) {
            SelectedRows rows = oneColumn(subquery, scope);
            Comparison.plain(node, value, "IN", rows.columns().get(0).type());
            return new Sql("(" + value.text() + " IN (" + rows.sql() + "))", SqlType.BOOLEAN);
        }
        List<String> items = new ArrayList<>();
        List<String> equalities = new ArrayList<>();
        for (Expression item : ((InListExpression) node.getValueList()).getValues()) {
            Sql sql = expressions.translate(item, scope);
            if (SqlType.common(value.type(), sql.type()) == null) {
                throw ExpressionTranslator.mismatch(
                        item,
                        "IN value and list items must be the same type or coercible to a common type:"
                                + " cannot find common type between "
                                + value.type().athena() + " and "
                                + sql.type().athena());
            }
            if (Comparison.isPlain(value, sql)) {
                items.add(sql.text());
            } else {
                equalities.add(Comparison.of(item, value, "=", sql));
            }
        }
        if (!items.isEmpty()) {
            equalities.add("(" + value.text() + " IN (" + String.join(", ", items) + "))");
        }
        return new Sql("(" + String.join(" OR ", equalities) + ")", SqlType.BOOLEAN);
    }

    private SelectedRows oneColumn(SubqueryExpression node, Scope scope) {
        SelectedRows rows = queries.query(node.getQuery(), scope);
        if (rows.columns().size() != 1) {
            throw ExpressionTranslator.mismatch(
                    node,
                    "Multiple columns returned by subquery are not yet supported. Found "
                            + rows.columns().size());
        }
        return rows;
    }

    @Override
    protected Sql visitSubqueryExpression(SubqueryExpression node, Scope scope) {
        SelectedRows rows = oneColumn(node, scope);
        return new Sql("(" + rows.sql() + ")", rows.columns().get(0).type());
    }

    @Override
    protected Sql visitExists(ExistsPredicate node, Scope scope) {
        SubqueryExpression subquery = (SubqueryExpression) node.getSubquery();
        return new Sql("EXISTS (" + queries.query(subquery.getQuery(), scope).sql() + ")", SqlType.BOOLEAN);
    }

    @Override
    protected Sql visitQuantifiedComparisonExpression(QuantifiedComparisonExpression node, Scope scope) {
        Sql value = expressions.translate(node.getValue(), scope);
        SelectedRows rows = oneColumn((SubqueryExpression) node.getSubquery(), scope);
        String operator = node.getOperator().getValue();
        Comparison.plain(node, value, operator, rows.columns().get(0).type());
        String quantifier = node.getQuantifier() == QuantifiedComparisonExpression.Quantifier.ALL ? "ALL" : "ANY";
        return new Sql(
                "(" + value.text() + " " + operator + " " + quantifier + " (" + rows.sql() + "))", SqlType.BOOLEAN);
    }

    @Override
    protected Sql visitIsNullPredicate(IsNullPredicate node, Scope scope) {
        return new Sql("(" + expressions.translate(node.getValue(), scope).text() + " IS NULL)", SqlType.BOOLEAN);
    }

    @Override
    protected Sql visitIsNotNullPredicate(IsNotNullPredicate node, Scope scope) {
        return new Sql("(" + expressions.translate(node.getValue(), scope).text() + " IS NOT NULL)", SqlType.BOOLEAN);
    }

    @Override
    protected Sql visitLikePredicate(LikePredicate node, Scope scope) {
        String escape = node.getEscape()
                .map(character ->
                        " ESCAPE " + text(character, scope, "LIKE expression").text())
                .orElse("");
        return new Sql(
                "("
                        + text(node.getValue(), scope, "Left side of LIKE expression")
                                .text() + " LIKE "
                        + text(node.getPattern(), scope, "Pattern for LIKE expression")
                                .text() + escape + ")",
                SqlType.BOOLEAN);
    }

    private Sql text(Expression expression, Scope scope, String what) {
        Sql sql = expressions.translate(expression, scope);
        if (!sql.type().is(Base.VARCHAR, Base.UNKNOWN)) {
            throw ExpressionTranslator.mismatch(
                    expression,
                    what + " must evaluate to a varchar (actual: " + sql.type().athena() + ")");
        }
        return sql;
    }
}
