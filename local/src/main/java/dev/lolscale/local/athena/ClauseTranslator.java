package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.tree.AllRows;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FetchFirst;
import io.trino.sql.tree.GroupBy;
import io.trino.sql.tree.GroupingElement;
import io.trino.sql.tree.GroupingSets;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Limit;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Offset;
import io.trino.sql.tree.OrderBy;
import io.trino.sql.tree.SimpleGroupBy;
import io.trino.sql.tree.SortItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what follows the rows of a query: GROUP BY, ORDER BY, LIMIT and OFFSET. */
final class ClauseTranslator {

    private final ExpressionTranslator expressions;

    ClauseTranslator(ExpressionTranslator expressions) {
        this.expressions = expressions;
    }

    /** GROUP BY; {@code items} is how many columns are selected. */
    String groupBy(GroupBy groupBy, Scope scope, int items) {
        if (groupBy.isDistinct()) {
            throw QueryException.at(groupBy, Kind.REFUSED, "GROUP BY DISTINCT is not available in the local lake");
        }
        List<String> elements = new ArrayList<>();
        for (GroupingElement element : groupBy.getGroupingElements()) {
            if (element instanceof GroupingSets sets) {
                String word = sets.getType() == GroupingSets.Type.EXPLICIT
                        ? "GROUPING SETS"
                        : sets.getType().name();
                elements.add(word + " "
                        + sets.getSets().stream()
                                .map(set -> groupingSet(set, scope, items))
                                .collect(Collectors.joining(", ", "(", ")")));
            } else if (element instanceof SimpleGroupBy simple) {
                elements.add(
                        simple.getExpressions().size() == 1
                                ? groupingKey(simple.getExpressions().get(0), scope, items)
                                : groupingSet(simple.getExpressions(), scope, items));
            } else {
                throw ExpressionTranslator.notAvailable(element);
            }
        }
        return " GROUP BY " + String.join(", ", elements);
    }

    private String groupingSet(List<Expression> keys, Scope scope, int items) {
        return keys.stream().map(key -> groupingKey(key, scope, items)).collect(Collectors.joining(", ", "(", ")"));
    }

    private String groupingKey(Expression key, Scope scope, int items) {
        return key instanceof LongLiteral position
                ? position(position, items, "GROUP BY")
                : expressions.translate(key, scope).text();
    }

    private static String position(LongLiteral position, int items, String clause) {
        long value = position.getParsedValue();
        if (value < 1 || value > items) {
            throw QueryException.at(
                    position, Kind.UNKNOWN_COLUMN, clause + " position " + value + " is not in select list");
        }
        return Long.toString(value);
    }

    /** ORDER BY, LIMIT and OFFSET; {@code items} are the selected expressions, or null after a set operation. */
    String tail(
            Optional<OrderBy> orderBy, Optional<Offset> offset, Optional<Node> limit, Scope scope, List<String> items) {
        StringBuilder sql = new StringBuilder();
        orderBy.ifPresent(clause -> sql.append(" ORDER BY ")
                .append(clause.getSortItems().stream()
                        .map(item -> sortItem(item, scope, items))
                        .collect(Collectors.joining(", "))));
        limit.ifPresent(node -> sql.append(limit(node)));
        offset.ifPresent(clause -> sql.append(" OFFSET ").append(count(clause.getRowCount())));
        return sql.toString();
    }

    private String sortItem(SortItem item, Scope scope, List<String> items) {
        Expression key = item.getSortKey();
        String text;
        if (key instanceof LongLiteral position) {
            text = position(position, scope.fields().size(), "ORDER BY");
        } else if (key instanceof Identifier || items == null) {
            text = expressions.translate(key, scope).text();
        } else {
            List<Field> spelledOut = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                Field field = scope.fields().get(i);
                spelledOut.add(field.as(field.relation(), field.name(), "(" + items.get(i) + ")"));
            }
            text = expressions.translate(key, scope.outer().inner(spelledOut)).text();
        }
        return text + ExpressionTranslator.direction(item);
    }

    /** Refuses to sort distinct rows by what is not selected: rows that are one would have several places. */
    void sortsSelected(OrderBy orderBy, Scope scope, List<String> items) {
        List<Field> spelledOut = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Field field = scope.fields().get(i);
            spelledOut.add(field.as(field.relation(), field.name(), items.get(i)));
        }
        for (SortItem item : orderBy.getSortItems()) {
            Expression key = item.getSortKey();
            if (!(key instanceof LongLiteral)
                    && !items.contains(expressions
                            .translate(key, scope.outer().inner(spelledOut))
                            .text())) {
                throw QueryException.at(
                        key, Kind.SYNTAX, "For SELECT DISTINCT, ORDER BY expressions must appear in select list");
            }
        }
    }

    private static String limit(Node node) {
        if (node instanceof Limit limit) {
            return limit.getRowCount() instanceof AllRows ? "" : " LIMIT " + count(limit.getRowCount());
        }
        if (node instanceof FetchFirst fetch && !fetch.isWithTies()) {
            return " LIMIT " + fetch.getRowCount().map(ClauseTranslator::count).orElse("1");
        }
        throw QueryException.at(node, Kind.REFUSED, "FETCH FIRST ... WITH TIES is not available in the local lake");
    }

    private static String count(Expression rows) {
        if (rows instanceof LongLiteral literal) {
            return Long.toString(literal.getParsedValue());
        }
        throw QueryException.at(rows, Kind.REFUSED, "a number of rows must be written as a number");
    }
}
