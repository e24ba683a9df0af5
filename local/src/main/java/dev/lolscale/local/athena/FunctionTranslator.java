package dev.lolscale.local.athena;

import dev.lolscale.local.athena.Function.Kind;
import dev.lolscale.local.athena.SqlType.Base;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.WindowDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes calls of functions: those of the table of functions, and no others. */
final class FunctionTranslator {

    /** Names that only the translation itself calls begin so. */
    static final String INTERNAL = "athena_";

    private static final String OFFSET_IN_TEXT = "from_iso8601_timestamp";
    private static final Set<String> ZONED = Set.of("at_timezone", "with_timezone");
    private static final Set<String> OF_INSTANTS = Set.of("at_timezone", "to_unixtime");
    private static final Set<String> BY_CHANCE = Set.of("random", "rand");

    private final ExpressionTranslator expressions;
    private final WindowTranslator windows;
    private int lambdas;

    FunctionTranslator(ExpressionTranslator expressions) {
        this.expressions = expressions;
        this.windows = new WindowTranslator(expressions);
    }

    void namedWindows(List<WindowDefinition> definitions, Scope scope) {
        windows.define(definitions, scope);
    }

    /** A function that the query calls. */
    Sql call(FunctionCall node, Scope scope) {
        Sql value = instant(node, scope);
        return node.getName().toString().equalsIgnoreCase(OFFSET_IN_TEXT)
                ? TimeLiterals.inUtc(
                        value, expressions.translate(node.getArguments().get(0), scope))
                : value;
    }

    /** A function that the query calls where only the instant counts. */
    Sql instant(FunctionCall node, Scope scope) {
        String name = node.getName().toString().toLowerCase(Locale.ROOT);
        if (name.startsWith(INTERNAL) || !FunctionTable.get().names().contains(name)) {
            throw QueryException.at(
                    node,
                    QueryException.Kind.REFUSED,
                    "function " + name + " is not available in the local lake"
                            + Suggestion.of(name, FunctionTable.get().names()));
        }
        if (BY_CHANCE.contains(name)) {
            expressions.seesBeyondRows();
        }
        List<Expression> arguments = node.getArguments();
        Map<Integer, Sql> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (!(arguments.get(i) instanceof LambdaExpression)) {
                Expression argument = arguments.get(i);
                values.put(
                        i,
                        OF_INSTANTS.contains(name)
                                ? expressions.instant(argument, scope)
                                : expressions.translate(argument, scope));
            }
        }
        if (name.equals("typeof") && values.size() == 1) {
            return new Sql(Quoted.text(values.get(0).type().athena()), SqlType.VARCHAR);
        }
        if (ZONED.contains(name) && values.size() == 2) {
            Sql moment = values.get(0);
            return name.equals("at_timezone")
                    ? TimeLiterals.atTimeZone(node, moment, arguments.get(1))
                    : TimeLiterals.withTimeZone(node, moment, arguments.get(1));
        }
        if (LiteralArguments.has(name)) {
            LiteralArguments.rewrite(node, name, values);
        }
        String listed = FunctionTable.get().named(name).isEmpty() ? INTERNAL + name : name;
        return resolve(node, listed, arguments, values, scope, node);
    }

    /** A function that some other syntax stands for. */
    Sql apply(Node node, String name, List<Sql> arguments) {
        Map<Integer, Sql> values = new HashMap<>();
        for (Sql argument : arguments) {
            values.put(values.size(), argument);
        }
        return resolve(node, name, List.of(), values, null, null);
    }

    private Sql resolve(
            Node node,
            String name,
            List<Expression> arguments,
            Map<Integer, Sql> values,
            Scope scope,
            FunctionCall call) {
        int count = Math.max(arguments.size(), values.size());
        for (Function function : FunctionTable.get().named(name)) {
            Map<String, SqlType> bound = new HashMap<>();
            if (function.takes(count) && fits(function, values, bound)) {
                List<Sql> texts = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    TypePattern parameter = function.parameter(i);
                    texts.add(
                            values.containsKey(i)
                                    ? converted(parameter, values.get(i))
                                    : lambda((LambdaExpression) arguments.get(i), parameter, bound, scope));
                }
                return write(function, values, texts, bound, call, scope);
            }
        }
        String actual =
                values.values().stream().map(value -> value.type().athena()).collect(Collectors.joining(", "));
        String expected = FunctionTable.get().named(name).stream()
                .map(Function::signature)
                .collect(Collectors.joining(", "))
                .replace(INTERNAL, "");
        throw ExpressionTranslator.mismatch(
                node,
                "Unexpected parameters (" + actual + ") for function " + name.replace(INTERNAL, "") + ". Expected: "
                        + expected);
    }

    private static boolean fits(Function function, Map<Integer, Sql> values, Map<String, SqlType> bound) {
        for (Map.Entry<Integer, Sql> value : values.entrySet()) {
            TypePattern parameter = function.parameter(value.getKey());
            if (parameter.name().equals("function")
                    || !parameter.matches(value.getValue().type(), bound)) {
                return false;
            }
        }
        return true;
    }

    private static Sql converted(TypePattern parameter, Sql value) {
        if (parameter.name().equals("moment")) {
            return new Sql(TimeLiterals.wallClock(value), value.type());
        }
        if (parameter.name().equals("timestamptz") && !value.type().is(Base.TIMESTAMP_WITH_TIME_ZONE)) {
            return new Sql("CAST(" + value.text() + " AS TIMESTAMPTZ)", SqlType.timestampIn("UTC"));
        }
        return parameter.name().equals("double") ? Casts.coerce(value, SqlType.DOUBLE) : value;
    }

    private Sql lambda(LambdaExpression lambda, TypePattern parameter, Map<String, SqlType> bound, Scope scope) {
        int last = parameter.parts().size() - 1;
        if (!parameter.name().equals("function") || lambda.getArguments().size() != last) {
            throw ExpressionTranslator.mismatch(
                    lambda, "a lambda of " + lambda.getArguments().size() + " arguments is not expected here");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < last; i++) {
            String label = "lambda" + ++lambdas;
            String name = lambda.getArguments().get(i).getName().getValue();
            fields.add(new Field("", name, label, parameter.parts().get(i).type(bound), null));
        }
        Sql body = expressions.translate(lambda.getBody(), scope.inner(fields));
        if (!parameter.parts().get(last).matches(body.type(), bound)) {
            throw ExpressionTranslator.mismatch(
                    lambda.getBody(),
                    "the lambda gives " + body.type().athena() + " where "
                            + parameter.parts().get(last) + " is expected");
        }
        String labels = fields.stream().map(Field::sql).collect(Collectors.joining(", "));
        return new Sql("lambda " + labels + ": " + body.text(), body.type());
    }

    private Sql write(
            Function function,
            Map<Integer, Sql> values,
            List<Sql> arguments,
            Map<String, SqlType> bound,
            FunctionCall call,
            Scope scope) {
        SqlType type = returned(function, values, bound);
        String text = Template.fill(function.template(), arguments, bound, type);
        if (call != null && function.kind() != Kind.SCALAR) {
            text = aggregate(function, text, call, scope);
        } else if (call != null
                && (call.getWindow().isPresent()
                        || call.getFilter().isPresent()
                        || call.isDistinct()
                        || call.getOrderBy().isPresent())) {
            throw ExpressionTranslator.mismatch(call, function.name() + " is not an aggregate or window function");
        }
        if (!function.wrapper().isEmpty()) {
            text = Template.fill(function.wrapper().replace("$0", "$9"), atNine(text, arguments), bound, type);
        }
        return new Sql(
                function.returns().name().equals("moment") ? TimeLiterals.fromWallClock(text, type) : text, type);
    }

    private static List<Sql> atNine(String text, List<Sql> arguments) {
        List<Sql> nine = new ArrayList<>(arguments);
        while (nine.size() < 9) {
            nine.add(new Sql("", SqlType.UNKNOWN));
        }
        nine.set(8, new Sql(text, SqlType.UNKNOWN));
        return nine;
    }

    private static SqlType returned(Function function, Map<Integer, Sql> values, Map<String, SqlType> bound) {
        String name = function.returns().name();
        if (name.equals("moment")) {
            for (Map.Entry<Integer, Sql> value : values.entrySet()) {
                if (function.parameter(value.getKey()).name().equals("moment")) {
                    return value.getValue().type();
                }
            }
        }
        if (name.startsWith("$")) {
            return values.get(Integer.parseInt(name.substring(1)) - 1).type();
        }
        SqlType type = function.returns().type(bound);
        return name.equals("decimal")
                ? DecimalResults.of(function.name(), values.get(0).type())
                : type;
    }

    private String aggregate(Function function, String text, FunctionCall call, Scope scope) {
        int open = text.indexOf('(');
        String inner = text.substring(open + 1, text.lastIndexOf(')'));
        StringBuilder sql = new StringBuilder(text.substring(0, open + 1));
        sql.append(call.isDistinct() && !inner.startsWith("DISTINCT ") ? "DISTINCT " : "")
                .append(inner);
        call.getOrderBy().ifPresent(orderBy -> sql.append(" ORDER BY ")
                .append(orderBy.getSortItems().stream()
                        .map(item -> sortItem(item, scope))
                        .collect(Collectors.joining(", "))));
        call.getNullTreatment()
                .filter(treatment -> treatment == FunctionCall.NullTreatment.IGNORE)
                .ifPresent(treatment -> sql.append(" IGNORE NULLS"));
        sql.append(')');
        call.getFilter().ifPresent(filter -> sql.append(" FILTER (WHERE ")
                .append(expressions.truth(filter, scope, "Filter expression"))
                .append(')'));
        if (function.kind() == Kind.WINDOW && call.getWindow().isEmpty()) {
            throw ExpressionTranslator.mismatch(call, "Window function " + function.name() + " requires OVER clause");
        }
        call.getWindow().ifPresent(window -> sql.append(" OVER ").append(windows.over(window, scope)));
        return sql.toString();
    }

    private String sortItem(SortItem item, Scope scope) {
        return expressions.translate(item.getSortKey(), scope).text() + ExpressionTranslator.direction(item);
    }
}
