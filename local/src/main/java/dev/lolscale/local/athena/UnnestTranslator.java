package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Unnest;
import java.util.ArrayList;
import java.util.List;

/** Writes UNNEST, which stands arrays and maps side by side as columns, as a query of its own. */
final class UnnestTranslator {

    private final RelationTranslator relations;
    private final ExpressionTranslator expressions;

    UnnestTranslator(RelationTranslator relations, ExpressionTranslator expressions) {
        this.relations = relations;
        this.expressions = expressions;
    }

    RelationTranslator.From from(Unnest unnest, Scope scope, String name, List<Identifier> columnNames) {
        List<String> items = new ArrayList<>();
        List<String> lengths = new ArrayList<>();
        List<SqlType> types = new ArrayList<>();
        for (Expression expression : unnest.getExpressions()) {
            Sql value = expressions.translate(expression, scope);
            SqlType type = value.type();
            switch (type.base()) {
                case ARRAY -> {
                    SqlType element = type.parts().get(0);
                    lengths.add("len(" + value.text() + ")");
                    if (element.is(SqlType.Base.ROW)) {
                        for (int i = 0; i < element.parts().size(); i++) {
                            items.add("unnest(list_transform(" + value.text() + ", lambda r: r["
                                    + Quoted.text(element.names().get(i)) + "]))");
                            types.add(element.parts().get(i));
                        }
                    } else {
                        items.add("unnest(" + value.text() + ")");
                        types.add(element);
                    }
                }
                case MAP -> {
                    items.add("unnest(map_keys(" + value.text() + "))");
                    items.add("unnest(map_values(" + value.text() + "))");
                    lengths.add("cardinality(" + value.text() + ")");
                    types.addAll(type.parts());
                }
                default ->
                    throw QueryException.at(expression, Kind.TYPE_MISMATCH, "Cannot unnest type: " + type.athena());
            }
        }
        if (unnest.isWithOrdinality()) {
            items.add("unnest(range(1, greatest(" + String.join(", ", lengths) + ") + 1))");
            types.add(SqlType.BIGINT);
        }
        String alias = relations.fresh(name.isEmpty() ? "unnest" : name);
        List<Field> fields = new ArrayList<>();
        StringBuilder sql = new StringBuilder("LATERAL (SELECT ");
        for (int i = 0; i < items.size(); i++) {
            String label = Quoted.identifier("_col" + i);
            sql.append(i == 0 ? "" : ", ").append(items.get(i)).append(" AS ").append(label);
            fields.add(new Field(name, "", Quoted.identifier(alias) + "." + label, types.get(i), null));
        }
        sql.append(") AS ").append(Quoted.identifier(alias));
        return new RelationTranslator.From(
                sql.toString(),
                columnNames.isEmpty() ? fields : RelationTranslator.renamed(unnest, fields, columnNames));
    }
}
