package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import dev.lolscale.local.athena.SqlType.Base;
import io.trino.sql.tree.ArithmeticBinaryExpression;
import io.trino.sql.tree.ArithmeticUnaryExpression;
import io.trino.sql.tree.Array;
import io.trino.sql.tree.AstVisitor;
import io.trino.sql.tree.AtTimeZone;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.CoalesceExpression;
import io.trino.sql.tree.CurrentTime;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Extract;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.GroupingOperation;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.IfExpression;
import io.trino.sql.tree.Literal;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NullIfExpression;
import io.trino.sql.tree.Row;
import io.trino.sql.tree.SearchedCaseExpression;
import io.trino.sql.tree.SimpleCaseExpression;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.SubscriptExpression;
import io.trino.sql.tree.Trim;
import io.trino.sql.tree.TryExpression;
import io.trino.sql.tree.WhenClause;
import io.trino.sql.tree.WindowDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes expressions in DuckDB's SQL and finds their types in Athena's. */
final class ExpressionTranslator extends AstVisitor<Sql, Scope> {

    private final FunctionTranslator functions;
    private final ConditionTranslator conditions;
    private final LiteralTranslator literals = new LiteralTranslator();
    private final Deque<Trace> traces = new ArrayDeque<>();

    ExpressionTranslator(QueryTranslator queries) {
        this.functions = new FunctionTranslator(this);
        this.conditions = new ConditionTranslator(this, queries);
    }

    Sql translate(Expression expression, Scope scope) {
        return process(expression, scope);
    }

    /** Where only the instant counts: a text may then tell a time of any offset, which a type can't keep. */
    Sql instant(Expression expression, Scope scope) {
        return expression instanceof FunctionCall call ? functions.instant(call, scope) : translate(expression, scope);
    }

    /** A condition; {@code clause} is where it stands. */
    String truth(Expression condition, Scope scope, String clause) {
        Sql sql = translate(condition, scope);
        if (!sql.type().is(Base.BOOLEAN, Base.UNKNOWN)) {
            throw mismatch(
                    condition,
                    clause + " must evaluate to a boolean: actual type "
                            + sql.type().athena());
        }
        return sql.text();
    }

    /** Runs the translation, and notes what it speaks of. */
    Trace traced(Runnable translation) {
        Trace trace = new Trace();
        traces.push(trace);
        translation.run();
        traces.pop();
        if (!traces.isEmpty()) {
            traces.peek().include(trace);
        }
        return trace;
    }

    void seesBeyondRows() {
        if (!traces.isEmpty()) {
            traces.peek().seesBeyondRows();
        }
    }

    /** The column of the lake that the expression is, if it is one and nothing more. */
    Optional<Field.Origin> column(Expression expression, Scope scope) {
        if (!(expression instanceof Identifier) && !(expression instanceof DereferenceExpression)) {
            return Optional.empty();
        }
        List<Sql> translated = new ArrayList<>();
        Trace trace = traced(() -> translated.add(translate(expression, scope)));
        return trace.onlyField()
                .filter(field -> field.sql().equals(translated.get(0).text()))
                .map(Field::origin);
    }

    void namedWindows(List<WindowDefinition> windows, Scope scope) {
        functions.namedWindows(windows, scope);
    }

    static QueryException notAvailable(Node node) {
        String name = node.getClass().getSimpleName().replaceAll("(Expression|Relation|Predicate|Invocation)$", "");
        String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return QueryException.at(node, Kind.REFUSED, words + " is not available in the local lake");
    }

    static QueryException mismatch(Node node, String message) {
        return QueryException.at(node, Kind.TYPE_MISMATCH, message);
    }

    /** Direction and place of nulls, which Athena puts last in both directions. */
    static String direction(SortItem item) {
        String direction = item.getOrdering() == SortItem.Ordering.DESCENDING ? " DESC" : " ASC";
        return direction + (item.getNullOrdering() == SortItem.NullOrdering.FIRST ? " NULLS FIRST" : " NULLS LAST");
    }

    // Names

    @Override
    protected Sql visitIdentifier(Identifier node, Scope scope) {
        Field field = scope.column(node, node.getValue()).orElseThrow(() -> scope.unknown(node, node.getValue()));
        return read(field);
    }

    @Override
    protected Sql visitDereferenceExpression(DereferenceExpression node, Scope scope) {
        String name = node.getField().map(Identifier::getValue).orElseThrow(() -> notAvailable(node));
        Optional<String> relation = relationName(node.getBase());
        if (relation.isPresent()) {
            Optional<Field> field = scope.column(node, relation.get(), name);
            if (field.isPresent()) {
                return read(field.get());
            }
            if (scope.hasRelation(relation.get())) {
                throw scope.unknown(node, relation.get() + "." + name);
            }
        }
        Sql base = translate(node.getBase(), scope);
        for (int i = 0; i < base.type().names().size() && base.type().is(Base.ROW); i++) {
            if (base.type().names().get(i).equalsIgnoreCase(name)) {
                String key = Quoted.text(base.type().names().get(i));
                return new Sql(
                        "(" + base.text() + ")[" + key + "]",
                        base.type().parts().get(i));
            }
        }
        throw mismatch(
                node,
                "Expression " + node.getBase() + " has no field '" + name + "'; it is of type "
                        + base.type().athena());
    }

    private static Optional<String> relationName(Expression base) {
        if (base instanceof Identifier identifier) {
            return Optional.of(identifier.getValue());
        }
        return base instanceof DereferenceExpression qualified && qualified.getBase() instanceof Identifier
                ? qualified.getField().map(Identifier::getValue)
                : Optional.empty();
    }

    private Sql read(Field field) {
        field.markRead();
        if (!traces.isEmpty()) {
            traces.peek().sees(field);
        }
        return new Sql(field.sql(), field.type());
    }

    @Override
    protected Sql visitLiteral(Literal node, Scope scope) {
        return literals.process(node);
    }

    @Override
    protected Sql visitCurrentTime(CurrentTime node, Scope scope) {
        return literals.process(node);
    }

    /** Conditions; what is none of them either is refused there. */
    @Override
    protected Sql visitNode(Node node, Scope scope) {
        return conditions.process(node, scope);
    }

    // Arithmetic

    @Override
    protected Sql visitArithmeticBinary(ArithmeticBinaryExpression node, Scope scope) {
        return Arithmetic.binary(
                node,
                translate(node.getLeft(), scope),
                node.getOperator().getValue(),
                translate(node.getRight(), scope));
    }

    @Override
    protected Sql visitArithmeticUnary(ArithmeticUnaryExpression node, Scope scope) {
        Sql value = translate(node.getValue(), scope);
        if (!value.type().isNumeric() && !value.type().is(Base.INTERVAL, Base.UNKNOWN)) {
            throw mismatch(node, "Cannot negate " + value.type().athena());
        }
        return node.getSign() == ArithmeticUnaryExpression.Sign.MINUS
                ? new Sql("(- " + value.text() + ")", value.type())
                : value;
    }

    // Choices

    @Override
    protected Sql visitSearchedCaseExpression(SearchedCaseExpression node, Scope scope) {
        return choice(
                node,
                "CASE",
                node.getWhenClauses(),
                node.getDefaultValue(),
                scope,
                when -> truth(when.getOperand(), scope, "CASE WHEN clause"));
    }

    @Override
    protected Sql visitSimpleCaseExpression(SimpleCaseExpression node, Scope scope) {
        Sql operand = translate(node.getOperand(), scope);
        return choice(
                node,
                "CASE",
                node.getWhenClauses(),
                node.getDefaultValue(),
                scope,
                when -> Comparison.of(when, operand, "=", translate(when.getOperand(), scope)));
    }

    private Sql choice(
            Node node,
            String start,
            List<WhenClause> clauses,
            Optional<Expression> otherwise,
            Scope scope,
            java.util.function.Function<WhenClause, String> operand) {
        List<Expression> results = new ArrayList<>();
        clauses.forEach(clause -> results.add(clause.getResult()));
        otherwise.ifPresent(results::add);
        List<Sql> values = alike(node, results, scope, "All CASE results");
        StringBuilder sql = new StringBuilder("(").append(start);
        for (int i = 0; i < clauses.size(); i++) {
            sql.append(" WHEN ").append(operand.apply(clauses.get(i)));
            sql.append(" THEN ").append(values.get(i).text());
        }
        if (otherwise.isPresent()) {
            sql.append(" ELSE ").append(values.get(clauses.size()).text());
        }
        return new Sql(sql.append(" END)").toString(), values.get(0).type());
    }

    /** Expressions brought to one type. */
    List<Sql> alike(Node node, List<? extends Expression> expressions, Scope scope, String what) {
        List<Sql> values = expressions.stream()
                .map(expression -> translate(expression, scope))
                .toList();
        return Casts.alike(node, values, what);
    }

    @Override
    protected Sql visitIfExpression(IfExpression node, Scope scope) {
        String condition = truth(node.getCondition(), scope, "IF condition");
        List<Expression> results = new ArrayList<>(List.of(node.getTrueValue()));
        node.getFalseValue().ifPresent(results::add);
        List<Sql> values = alike(node, results, scope, "Result types for IF");
        String otherwise = values.size() > 1 ? " ELSE " + values.get(1).text() : "";
        return new Sql(
                "(CASE WHEN " + condition + " THEN " + values.get(0).text() + otherwise + " END)",
                values.get(0).type());
    }

    @Override
    protected Sql visitCoalesceExpression(CoalesceExpression node, Scope scope) {
        List<Sql> values = alike(node, node.getOperands(), scope, "All COALESCE operands");
        return new Sql(
                values.stream().map(Sql::text).collect(Collectors.joining(", ", "coalesce(", ")")),
                values.get(0).type());
    }

    @Override
    protected Sql visitNullIfExpression(NullIfExpression node, Scope scope) {
        Sql first = translate(node.getFirst(), scope);
        Sql second = translate(node.getSecond(), scope);
        String equal = Comparison.of(node, first, "=", second);
        return new Sql("(CASE WHEN " + equal + " THEN NULL ELSE " + first.text() + " END)", first.type());
    }

    @Override
    protected Sql visitTryExpression(TryExpression node, Scope scope) {
        Sql inner = translate(node.getInnerExpression(), scope);
        return new Sql("try(" + inner.text() + ")", inner.type());
    }

    // Types

    @Override
    protected Sql visitCast(Cast node, Scope scope) {
        SqlType type = TypeTranslator.translate(node.getType());
        return Casts.cast(node, translate(node.getExpression(), scope), type, node.isSafe());
    }

    @Override
    protected Sql visitAtTimeZone(AtTimeZone node, Scope scope) {
        return TimeLiterals.atTimeZone(node, instant(node.getValue(), scope), node.getTimeZone());
    }

    @Override
    protected Sql visitArray(Array node, Scope scope) {
        List<Sql> values = alike(node, node.getValues(), scope, "All ARRAY elements");
        SqlType element = values.isEmpty() ? SqlType.UNKNOWN : values.get(0).type();
        return new Sql(
                values.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]")), SqlType.array(element));
    }

    @Override
    protected Sql visitRow(Row node, Scope scope) {
        List<SqlType> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (Expression item : node.getItems()) {
            Sql value = translate(item, scope);
            names.add("field" + names.size());
            types.add(value.type());
            fields.add(Quoted.text(names.get(names.size() - 1)) + ": " + value.text());
        }
        return new Sql("{" + String.join(", ", fields) + "}", SqlType.row(types, names));
    }

    @Override
    protected Sql visitSubscriptExpression(SubscriptExpression node, Scope scope) {
        Sql base = translate(node.getBase(), scope);
        Sql index = translate(node.getIndex(), scope);
        SqlType type = base.type();
        if (type.is(Base.ROW) && node.getIndex() instanceof LongLiteral literal) {
            int position = (int) literal.getParsedValue() - 1;
            if (position < 0 || position >= type.parts().size()) {
                throw mismatch(node, "ROW index out of range: " + literal.getParsedValue());
            }
            String name = Quoted.text(type.names().get(position));
            return new Sql("(" + base.text() + ")[" + name + "]", type.parts().get(position));
        }
        if (type.is(Base.MAP)) {
            return functions.apply(node, "athena_map_subscript", List.of(base, index));
        }
        if (type.is(Base.ARRAY)) {
            return functions.apply(node, "athena_array_subscript", List.of(base, index));
        }
        throw mismatch(node, "Cannot use " + index.type().athena() + " for subscript of " + type.athena());
    }

    // Functions

    @Override
    protected Sql visitFunctionCall(FunctionCall node, Scope scope) {
        return functions.call(node, scope);
    }

    @Override
    protected Sql visitExtract(Extract node, Scope scope) {
        return functions.apply(
                node, node.getField().name().toLowerCase(Locale.ROOT), List.of(translate(node.getExpression(), scope)));
    }

    @Override
    protected Sql visitTrim(Trim node, Scope scope) {
        String name =
                switch (node.getSpecification()) {
                    case BOTH -> "trim";
                    case LEADING -> "ltrim";
                    case TRAILING -> "rtrim";
                };
        List<Sql> arguments = new ArrayList<>(List.of(translate(node.getTrimSource(), scope)));
        node.getTrimCharacter().ifPresent(characters -> arguments.add(translate(characters, scope)));
        return functions.apply(node, name, arguments);
    }

    @Override
    protected Sql visitGroupingOperation(GroupingOperation node, Scope scope) {
        return new Sql(
                node.getGroupingColumns().stream()
                        .map(column -> translate(column, scope).text())
                        .collect(Collectors.joining(", ", "grouping(", ")")),
                SqlType.BIGINT);
    }
}
