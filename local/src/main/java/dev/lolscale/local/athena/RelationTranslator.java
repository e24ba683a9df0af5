package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.AllColumns;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.JoinOn;
import io.trino.sql.tree.JoinUsing;
import io.trino.sql.tree.Lateral;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QueryBody;
import io.trino.sql.tree.Relation;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.Unnest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Writes what stands after FROM, and notes which tables of the lake are used how. */
final class RelationTranslator {

    /**
     * A relation in DuckDB's SQL.
     *
     * @param sql what stands after FROM
     * @param fields its columns, in order
     */
    record From(String sql, List<Field> fields) {}

    private final QueryTranslator queries;
    private final ExpressionTranslator expressions;
    private final UnnestTranslator unnests;
    private final TableSources sources;
    private final List<TableUse> uses = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    RelationTranslator(QueryTranslator queries, ExpressionTranslator expressions, TableSources sources) {
        this.queries = queries;
        this.expressions = expressions;
        this.sources = sources;
        this.unnests = new UnnestTranslator(this, expressions);
    }

    List<TableUse> uses() {
        return uses;
    }

    /** The name, with a number when the query has it already. */
    String fresh(String name) {
        String chosen = name;
        for (int i = 2; !names.add(chosen.toLowerCase(Locale.ROOT)); i++) {
            chosen = name + "#" + i;
        }
        return chosen;
    }

    From from(Relation relation, Scope scope) {
        if (relation instanceof Table table) {
            return table(table, scope, lastPart(table));
        }
        if (relation instanceof AliasedRelation aliased) {
            return aliased(aliased, scope);
        }
        if (relation instanceof Join join) {
            return join(join, scope);
        }
        if (relation instanceof Unnest unnest) {
            return unnests.from(unnest, scope, "", List.of());
        }
        if (relation instanceof Lateral lateral) {
            return rows(queries.query(lateral.getQuery(), scope), "");
        }
        if (relation instanceof QueryBody body) {
            return rows(queries.query(queryOf(body), scope), "");
        }
        throw ExpressionTranslator.notAvailable(relation);
    }

    private static Query queryOf(QueryBody body) {
        return new Query(List.of(), Optional.empty(), body, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String lastPart(Table table) {
        List<String> parts = table.getName().getParts();
        return parts.get(parts.size() - 1);
    }

    private From table(Table table, Scope scope, String name) {
        if (table.getQueryPeriod().isPresent()) {
            throw QueryException.at(
                    table,
                    Kind.REFUSED,
                    "reading a table as of a past time or version is not"
                            + " available in the local lake: it answers from the current snapshot");
        }
        if (table.getName().getParts().size() == 1) {
            Optional<SelectedRows> named = scope.namedQuery(lastPart(table));
            if (named.isPresent()) {
                return rows(named.get(), name);
            }
        }
        TableSource source = sources.open(table, table.getName());
        String alias = fresh(name);
        TableUse use = new TableUse(source, "scan" + (uses.size() + 1), alias);
        uses.add(use);
        List<Field> fields = new ArrayList<>();
        for (TableSource.Column column : source.columns()) {
            String sql = Quoted.identifier(alias) + "." + Quoted.identifier(column.name());
            fields.add(new Field(name, column.name(), sql, column.type(), new Field.Origin(use, column)));
        }
        return new From("lake." + Quoted.identifier(use.view()) + " AS " + Quoted.identifier(alias), fields);
    }

    private From rows(SelectedRows rows, String name) {
        String alias = fresh(name.isEmpty() ? "subquery" : name);
        return new From("(" + rows.sql() + ") AS " + Quoted.identifier(alias), rows.through(name, alias));
    }

    private From aliased(AliasedRelation aliased, Scope scope) {
        String name = aliased.getAlias().getValue();
        List<Identifier> columnNames = aliased.getColumnNames() == null ? List.of() : aliased.getColumnNames();
        Relation inner = aliased.getRelation();
        if (inner instanceof Unnest unnest) {
            return unnests.from(unnest, scope, name, columnNames);
        }
        From from;
        if (inner instanceof Table table) {
            from = table(table, scope, name);
        } else if (inner instanceof Lateral lateral) {
            from = rows(queries.query(lateral.getQuery(), scope), name);
        } else if (inner instanceof QueryBody body) {
            from = rows(queries.query(queryOf(body), scope), name);
        } else {
            throw ExpressionTranslator.notAvailable(inner);
        }
        return columnNames.isEmpty() ? from : new From(from.sql(), renamed(aliased, from.fields(), columnNames));
    }

    static List<Field> renamed(Node where, List<Field> fields, List<Identifier> columnNames) {
        if (fields.size() != columnNames.size()) {
            throw QueryException.at(
                    where,
                    Kind.TYPE_MISMATCH,
                    "Column alias list has " + columnNames.size() + " entries but relation has " + fields.size()
                            + " columns");
        }
        List<Field> renamed = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            renamed.add(field.as(field.relation(), columnNames.get(i).getValue(), field.sql()));
        }
        return renamed;
    }

    private From join(Join join, Scope scope) {
        int before = uses.size();
        From left = from(join.getLeft(), scope);
        int between = uses.size();
        From right = from(join.getRight(), scope.inner(left.fields()));
        boolean leftOptional = join.getType() == Join.Type.RIGHT || join.getType() == Join.Type.FULL;
        boolean rightOptional = join.getType() == Join.Type.LEFT || join.getType() == Join.Type.FULL;
        Set<TableUse> leftUses = Set.copyOf(uses.subList(before, between));
        Set<TableUse> rightUses = Set.copyOf(uses.subList(between, uses.size()));
        Predicate<TableUse> prunedByCondition = use -> !use.nullable()
                && ((leftUses.contains(use) && !rightOptional) || (rightUses.contains(use) && !leftOptional));

        String word =
                switch (join.getType()) {
                    case CROSS, IMPLICIT -> " CROSS JOIN ";
                    case INNER -> " INNER JOIN ";
                    case LEFT -> " LEFT JOIN ";
                    case RIGHT -> " RIGHT JOIN ";
                    case FULL -> " FULL JOIN ";
                };
        List<Field> fields = new ArrayList<>();
        String condition = "";
        if (join.getCriteria().isPresent() && join.getCriteria().get() instanceof JoinUsing using) {
            condition = " ON " + using(using, left, right, join.getType(), fields);
        } else {
            fields.addAll(left.fields());
            fields.addAll(right.fields());
            if (join.getCriteria().isPresent()) {
                if (!(join.getCriteria().get() instanceof JoinOn on)) {
                    throw QueryException.at(join, Kind.REFUSED, "Natural join not supported");
                }
                GroupingCheck.noAggregates(on.getExpression(), "JOIN clause");
                condition = " ON " + condition(on.getExpression(), scope.inner(fields), prunedByCondition);
            }
        }
        uses.subList(before, between).forEach(use -> markNullable(use, leftOptional));
        uses.subList(between, uses.size()).forEach(use -> markNullable(use, rightOptional));
        return new From("(" + left.sql() + word + right.sql() + condition + ")", fields);
    }

    private static void markNullable(TableUse use, boolean optional) {
        if (optional) {
            use.becomesNullable();
        }
    }

    private static String using(JoinUsing using, From left, From right, Join.Type type, List<Field> fields) {
        List<String> equalities = new ArrayList<>();
        Set<String> merged = new HashSet<>();
        Scope leftScope = Scope.empty().inner(left.fields());
        Scope rightScope = Scope.empty().inner(right.fields());
        for (Identifier column : using.getColumns()) {
            String name = column.getValue();
            Field a = leftScope.column(column, name).orElseThrow(() -> leftScope.unknown(column, name));
            Field b = rightScope.column(column, name).orElseThrow(() -> rightScope.unknown(column, name));
            a.markRead();
            b.markRead();
            SqlType common = SqlType.common(a.type(), b.type());
            if (common == null) {
                throw QueryException.at(
                        column,
                        Kind.TYPE_MISMATCH,
                        "Column '" + name + "' is of type " + a.type().athena() + " on the left and "
                                + b.type().athena() + " on the right");
            }
            equalities.add(Comparison.of(column, new Sql(a.sql(), a.type()), "=", new Sql(b.sql(), b.type())));
            String sql =
                    switch (type) {
                        case RIGHT -> b.sql();
                        case FULL -> "coalesce(" + a.sql() + ", " + b.sql() + ")";
                        default -> a.sql();
                    };
            Field.Origin origin = type == Join.Type.FULL ? null : type == Join.Type.RIGHT ? b.origin() : a.origin();
            fields.add(new Field("", name, sql, common, origin));
            merged.add(name.toLowerCase(Locale.ROOT));
        }
        for (From side : List.of(left, right)) {
            side.fields().stream()
                    .filter(field -> !merged.contains(field.name().toLowerCase(Locale.ROOT)))
                    .forEach(fields::add);
        }
        return String.join(" AND ", equalities);
    }

    List<Field> allColumns(AllColumns all, Scope scope) {
        List<Field> fields = scope.fields();
        if (all.getTarget().isPresent()) {
            String target = all.getTarget().get() instanceof Identifier identifier ? identifier.getValue() : "";
            fields = fields.stream()
                    .filter(field -> !target.isEmpty() && field.relation().equalsIgnoreCase(target))
                    .toList();
            if (fields.isEmpty()) {
                throw QueryException.at(
                        all,
                        Kind.UNKNOWN_TABLE,
                        "Unable to resolve reference " + all.getTarget().get());
            }
        }
        if (fields.isEmpty()) {
            throw QueryException.at(all, Kind.SYNTAX, "SELECT * not allowed in queries without FROM clause");
        }
        fields.forEach(Field::markRead);
        return all.getAliases().isEmpty() ? fields : renamed(all, fields, all.getAliases());
    }

    /** A condition on rows. The parts of it that speak of a table's partitions alone are noted with the table's use. */
    String condition(Expression condition, Scope scope, Predicate<TableUse> prunable) {
        List<String> texts = new ArrayList<>();
        for (Expression part : conjuncts(condition)) {
            Trace trace = expressions.traced(() -> texts.add(expressions.truth(part, scope, "WHERE clause")));
            trace.onlyPartitionsOf().filter(prunable).ifPresent(use -> use.partitionPredicates()
                    .add(texts.get(texts.size() - 1)));
            ColumnBound.of(part, scope, expressions).stream()
                    .filter(bound -> prunable.test(bound.origin().use()))
                    .forEach(bound -> bound.origin().use().bounds().add(bound));
        }
        return "(" + String.join(" AND ", texts) + ")";
    }

    private static List<Expression> conjuncts(Expression condition) {
        if (!(condition instanceof LogicalExpression logical)
                || logical.getOperator() != LogicalExpression.Operator.AND) {
            return List.of(condition);
        }
        return logical.getTerms().stream()
                .flatMap(term -> conjuncts(term).stream())
                .toList();
    }
}
