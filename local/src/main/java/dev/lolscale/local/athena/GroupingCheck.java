package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.ExistsPredicate;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.GroupingElement;
import io.trino.sql.tree.GroupingOperation;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.SelectItem;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.SubqueryExpression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds, with their place, columns that stand beside aggregates without being grouped, and aggregates where none may
 * stand. What it lets pass, DuckDB still checks; that is why expressions may be told apart by their words alone.
 */
final class GroupingCheck {

    private final Set<String> keys = new HashSet<>();
    private final List<Field> fields;

    private GroupingCheck(List<Field> fields) {
        this.fields = fields;
    }

    /** Checks what a query of groups selects; {@code fields} are the columns that its FROM gives. */
    static void columns(QuerySpecification query, List<Field> fields) {
        List<SelectItem> items = query.getSelect().getSelectItems();
        List<Expression> selected = items.stream()
                .filter(SingleColumn.class::isInstance)
                .map(item -> ((SingleColumn) item).getExpression())
                .toList();
        List<Expression> sorted = query.getOrderBy().stream()
                .flatMap(orderBy -> orderBy.getSortItems().stream())
                .map(item -> item.getSortKey())
                .toList();
        boolean groups = query.getGroupBy().isPresent()
                || query.getHaving().isPresent()
                || selected.stream().anyMatch(item -> !aggregates(item, false).isEmpty())
                || sorted.stream().anyMatch(item -> !aggregates(item, false).isEmpty());
        if (!groups) {
            return;
        }
        GroupingCheck check = new GroupingCheck(fields);
        query.getGroupBy().ifPresent(groupBy -> groupBy.getGroupingElements().stream()
                .map(GroupingElement::getExpressions)
                .flatMap(List::stream)
                .forEach(key -> check.key(key, items)));
        selected.forEach(check::verify);
        query.getHaving().ifPresent(check::verify);
        items.stream()
                .filter(SingleColumn.class::isInstance)
                .flatMap(item -> ((SingleColumn) item).getAlias().stream())
                .forEach(alias -> check.keys.add(words(alias)));
        sorted.forEach(check::verify);
    }

    /** Refuses aggregates, window functions and grouping() in a condition on rows. */
    static void noAggregates(Expression condition, String clause) {
        List<FunctionCall> found = aggregates(condition, true);
        if (!found.isEmpty()) {
            throw QueryException.at(
                    found.get(0),
                    Kind.SYNTAX,
                    clause + " cannot contain aggregations, window functions or grouping operations: " + found);
        }
    }

    private void key(Expression key, List<SelectItem> items) {
        Expression meant = key;
        if (key instanceof LongLiteral position
                && position.getParsedValue() >= 1
                && position.getParsedValue() <= items.size()
                && items.get((int) position.getParsedValue() - 1) instanceof SingleColumn column) {
            meant = column.getExpression();
        }
        keys.add(words(meant));
    }

    private void verify(Expression expression) {
        Ungrouped ungrouped = new Ungrouped();
        ungrouped.process(expression);
        if (ungrouped.found) {
            throw QueryException.at(
                    expression,
                    Kind.SYNTAX,
                    "'" + expression + "' must be an aggregate expression or appear in GROUP BY clause");
        }
    }

    /** An expression without what may be written in one way or another: case, quotes, tables before columns. */
    private static String words(Expression expression) {
        return expression
                .toString()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\"() ]", "")
                .replaceAll("[a-z0-9_]+[.](?=[a-z_])", "");
    }

    private static boolean isAggregate(FunctionCall call) {
        return FunctionTable.get().named(call.getName().toString().toLowerCase(Locale.ROOT)).stream()
                .anyMatch(function -> function.kind() == Function.Kind.AGGREGATE);
    }

    private static List<FunctionCall> aggregates(Expression expression, boolean windows) {
        List<FunctionCall> found = new ArrayList<>();
        new Rows() {
            @Override
            protected Void visitFunctionCall(FunctionCall node, Void unused) {
                if (node.getWindow().isPresent() ? windows : isAggregate(node)) {
                    found.add(node);
                    return null;
                }
                return super.visitFunctionCall(node, null);
            }
        }.process(expression);
        return found;
    }

    /** Walks over an expression, but not into the queries inside of it, which have rows of their own. */
    private abstract static class Rows extends DefaultTraversalVisitor<Void> {

        @Override
        protected Void visitSubqueryExpression(SubqueryExpression node, Void unused) {
            return null;
        }

        @Override
        protected Void visitExists(ExistsPredicate node, Void unused) {
            return null;
        }
    }

    private final class Ungrouped extends Rows {

        private final Set<String> parameters = new HashSet<>();
        private boolean found;

        @Override
        public Void process(Node node, Void unused) {
            boolean settled = node instanceof Expression expression && keys.contains(words(expression));
            return settled ? null : super.process(node, null);
        }

        @Override
        protected Void visitFunctionCall(FunctionCall node, Void unused) {
            boolean aggregate = isAggregate(node) && node.getWindow().isEmpty();
            return aggregate ? null : super.visitFunctionCall(node, null);
        }

        @Override
        protected Void visitGroupingOperation(GroupingOperation node, Void unused) {
            return null;
        }

        @Override
        protected Void visitLambdaExpression(LambdaExpression node, Void unused) {
            node.getArguments()
                    .forEach(argument ->
                            parameters.add(argument.getName().getValue().toLowerCase(Locale.ROOT)));
            return process(node.getBody(), null);
        }

        @Override
        protected Void visitIdentifier(Identifier node, Void unused) {
            found |= !parameters.contains(node.getValue().toLowerCase(Locale.ROOT))
                    && fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(node.getValue()));
            return null;
        }

        @Override
        protected Void visitDereferenceExpression(DereferenceExpression node, Void unused) {
            String base = node.getBase() instanceof Identifier identifier ? identifier.getValue() : "";
            String name = node.getField().map(Identifier::getValue).orElse("");
            boolean column = !base.isEmpty()
                    && fields.stream()
                            .anyMatch(field -> field.relation().equalsIgnoreCase(base)
                                    && field.name().equalsIgnoreCase(name));
            if (column) {
                found = true;
                return null;
            }
            return process(node.getBase(), null);
        }
    }
}
