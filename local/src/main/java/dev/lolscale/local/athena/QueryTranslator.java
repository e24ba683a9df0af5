package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.tree.AllColumns;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QueryBody;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.Relation;
import io.trino.sql.tree.Row;
import io.trino.sql.tree.SelectItem;
import io.trino.sql.tree.SetOperation;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableSubquery;
import io.trino.sql.tree.Union;
import io.trino.sql.tree.Values;
import io.trino.sql.tree.With;
import io.trino.sql.tree.WithQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a parsed query in DuckDB's SQL. Only what is understood is written: anything else in the tree is refused, so
 * nothing of the asker's text reaches DuckDB unread.
 */
final class QueryTranslator {

    private final RelationTranslator relations;
    private final ExpressionTranslator expressions;
    private final ClauseTranslator clauses;

    QueryTranslator(TableSources sources) {
        this.expressions = new ExpressionTranslator(this);
        this.clauses = new ClauseTranslator(expressions);
        this.relations = new RelationTranslator(this, expressions, sources);
    }

    /** The uses of tables of the lake in all that was translated. */
    List<TableUse> uses() {
        return relations.uses();
    }

    SelectedRows query(Query query, Scope outer) {
        expressions.seesBeyondRows();
        if (!query.getFunctions().isEmpty()) {
            throw QueryException.at(query, Kind.REFUSED, "functions of one's own are not available in Athena");
        }
        Scope scope = outer.inner(List.of());
        String with = query.getWith().map(clause -> with(clause, scope)).orElse("");
        SelectedRows body = body(query.getQueryBody(), scope);
        String tail = clauses.tail(
                query.getOrderBy(), query.getOffset(), query.getLimit(), scope.inner(body.columns()), null);
        if (with.isEmpty() && tail.isEmpty()) {
            return body;
        }
        String sql = tail.isEmpty() ? body.sql() : "SELECT * FROM (" + body.sql() + ")" + tail;
        return new SelectedRows(with + sql, body.columns());
    }

    private String with(With clause, Scope scope) {
        if (clause.isRecursive()) {
            throw QueryException.at(clause, Kind.REFUSED, "WITH RECURSIVE is not available in the local lake");
        }
        List<String> named = new ArrayList<>();
        for (WithQuery item : clause.getQueries()) {
            SelectedRows rows = query(item.getQuery(), scope);
            List<Field> columns = rows.columns();
            if (item.getColumnNames().isPresent()) {
                columns = RelationTranslator.renamed(
                        item, columns, item.getColumnNames().get());
            }
            String label = relations.fresh(item.getName().getValue());
            named.add(Quoted.identifier(label) + " AS (" + rows.sql() + ")");
            scope.name(
                    item.getName().getValue(), new SelectedRows("SELECT * FROM " + Quoted.identifier(label), columns));
        }
        return "WITH " + String.join(", ", named) + " ";
    }

    private SelectedRows body(QueryBody body, Scope scope) {
        if (body instanceof QuerySpecification specification) {
            return select(specification, scope);
        }
        if (body instanceof TableSubquery subquery) {
            return query(subquery.getQuery(), scope);
        }
        if (body instanceof SetOperation operation) {
            return setOperation(operation, scope);
        }
        if (body instanceof Values values) {
            return values(values, scope);
        }
        if (body instanceof Table table) {
            RelationTranslator.From from = relations.from(table, scope);
            return starOf(from);
        }
        throw ExpressionTranslator.notAvailable(body);
    }

    private static SelectedRows starOf(RelationTranslator.From from) {
        List<Field> columns = new ArrayList<>();
        List<String> items = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (Field field : from.fields()) {
            addItem(new Sql(field.sql(), field.type()), field.name(), items, columns, labels);
            field.markRead();
        }
        return new SelectedRows("SELECT " + String.join(", ", items) + " FROM " + from.sql(), columns);
    }

    private SelectedRows setOperation(SetOperation operation, Scope scope) {
        String word = operation.getClass().getSimpleName().toUpperCase(Locale.ROOT);
        String joiner = " " + word + (operation.isDistinct() ? " " : " ALL ");
        List<SelectedRows> sides = new ArrayList<>();
        for (Relation relation : operation.getRelations()) {
            sides.add(body((QueryBody) relation, scope));
        }
        List<Field> columns = new ArrayList<>(sides.get(0).columns());
        for (SelectedRows side : sides.subList(1, sides.size())) {
            if (side.columns().size() != columns.size()) {
                throw QueryException.at(
                        operation,
                        Kind.TYPE_MISMATCH,
                        word + " query has different number of fields: " + columns.size() + ", "
                                + side.columns().size());
            }
            for (int i = 0; i < columns.size(); i++) {
                Field field = columns.get(i);
                SqlType common =
                        SqlType.common(field.type(), side.columns().get(i).type());
                if (common == null) {
                    throw QueryException.at(
                            operation,
                            Kind.TYPE_MISMATCH,
                            "column " + (i + 1) + " in " + word + " query has incompatible types: "
                                    + field.type().athena() + ", "
                                    + side.columns().get(i).type().athena());
                }
                columns.set(i, new Field("", field.name(), field.sql(), common, null));
            }
        }
        String sql = sides.stream().map(side -> "(" + side.sql() + ")").collect(Collectors.joining(joiner));
        if (!(operation instanceof Union) && !operation.isDistinct() && sides.size() > 2) {
            throw ExpressionTranslator.notAvailable(operation);
        }
        return new SelectedRows(sql, columns);
    }

    private SelectedRows values(Values values, Scope scope) {
        List<String> rows = new ArrayList<>();
        List<SqlType> types = new ArrayList<>();
        for (Expression row : values.getRows()) {
            List<Expression> items = row instanceof Row several ? several.getItems() : List.of(row);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                Sql item = expressions.translate(items.get(i), scope);
                texts.add(item.text());
                if (rows.isEmpty()) {
                    types.add(item.type());
                } else if (i < types.size()) {
                    SqlType common = SqlType.common(types.get(i), item.type());
                    if (common == null) {
                        throw QueryException.at(items.get(i), Kind.TYPE_MISMATCH, "Values rows have mismatched types");
                    }
                    types.set(i, common);
                }
            }
            if (items.size() != types.size()) {
                throw QueryException.at(row, Kind.TYPE_MISMATCH, "Values rows have different numbers of columns");
            }
            rows.add("(" + String.join(", ", texts) + ")");
        }
        List<Field> columns = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            labels.add(Quoted.identifier("_col" + i));
            columns.add(new Field("", "", labels.get(i), types.get(i), null));
        }
        String sql = "SELECT * FROM (VALUES " + String.join(", ", rows) + ") AS \"values\"(" + String.join(", ", labels)
                + ")";
        return new SelectedRows(sql, columns);
    }

    private SelectedRows select(QuerySpecification specification, Scope outer) {
        Optional<RelationTranslator.From> from =
                specification.getFrom().map(relation -> relations.from(relation, outer));
        Scope scope = outer.inner(from.map(RelationTranslator.From::fields).orElse(List.of()));
        StringBuilder sql = new StringBuilder();
        from.ifPresent(relation -> sql.append(" FROM ").append(relation.sql()));
        specification.getWhere().ifPresent(where -> {
            GroupingCheck.noAggregates(where, "WHERE clause");
            sql.append(" WHERE ").append(relations.condition(where, scope, use -> !use.nullable()));
        });

        List<Field> columns = new ArrayList<>();
        List<String> items = new ArrayList<>();
        List<String> itemTexts = new ArrayList<>();
        expressions.namedWindows(specification.getWindows(), scope);
        Set<String> labels = new HashSet<>();
        for (SelectItem item : specification.getSelect().getSelectItems()) {
            if (item instanceof AllColumns all) {
                for (Field field : relations.allColumns(all, scope)) {
                    addItem(new Sql(field.sql(), field.type()), field.name(), items, columns, labels);
                    itemTexts.add(field.sql());
                }
            } else if (item instanceof SingleColumn single) {
                Sql value = expressions.translate(single.getExpression(), scope);
                addItem(value, nameOf(single), items, columns, labels);
                itemTexts.add(value.text());
            }
        }
        specification.getGroupBy().ifPresent(groupBy -> sql.append(clauses.groupBy(groupBy, scope, itemTexts.size())));
        specification.getHaving().ifPresent(having -> sql.append(" HAVING ")
                .append(expressions.truth(having, scope, "HAVING clause")));
        GroupingCheck.columns(specification, scope.fields());
        if (specification.getSelect().isDistinct()) {
            specification
                    .getOrderBy()
                    .ifPresent(orderBy -> clauses.sortsSelected(orderBy, scope.inner(columns), itemTexts));
        }
        sql.append(clauses.tail(
                specification.getOrderBy(),
                specification.getOffset(),
                specification.getLimit(),
                scope.inner(columns),
                itemTexts));
        String distinct = specification.getSelect().isDistinct() ? "DISTINCT " : "";
        return new SelectedRows("SELECT " + distinct + String.join(", ", items) + sql, columns);
    }

    private static void addItem(Sql value, String name, List<String> items, List<Field> columns, Set<String> labels) {
        String wanted = name.isEmpty() ? "_col" + columns.size() : name;
        String label = wanted;
        for (int i = 2; !labels.add(label.toLowerCase(Locale.ROOT)); i++) {
            label = wanted + "#" + i;
        }
        String quoted = Quoted.identifier(label);
        items.add(value.text() + " AS " + quoted);
        columns.add(new Field("", name, quoted, value.type(), null));
    }

    private static String nameOf(SingleColumn item) {
        if (item.getAlias().isPresent()) {
            return item.getAlias().get().getValue();
        }
        Expression value = item.getExpression();
        if (value instanceof Identifier identifier) {
            return identifier.getValue();
        }
        return value instanceof DereferenceExpression dereference
                ? dereference.getField().map(Identifier::getValue).orElse("")
                : "";
    }
}
