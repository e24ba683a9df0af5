package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.tree.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The columns and named queries that a part of a query can see; what it does not have, the outer scope may have. */
final class Scope {

    private final Scope outer;
    private final List<Field> fields;
    private final Map<String, SelectedRows> named = new LinkedHashMap<>();

    private Scope(Scope outer, List<Field> fields) {
        this.outer = outer;
        this.fields = List.copyOf(fields);
    }

    static Scope empty() {
        return new Scope(null, List.of());
    }

    Scope inner(List<Field> innerFields) {
        return new Scope(this, innerFields);
    }

    Scope outer() {
        return outer;
    }

    List<Field> fields() {
        return fields;
    }

    void name(String name, SelectedRows rows) {
        named.put(name.toLowerCase(Locale.ROOT), rows);
    }

    Optional<SelectedRows> namedQuery(String name) {
        SelectedRows found = named.get(name.toLowerCase(Locale.ROOT));
        return found != null || outer == null ? Optional.ofNullable(found) : outer.namedQuery(name);
    }

    /** The column of that name, or nothing when no scope has it. */
    Optional<Field> column(Node where, String name) {
        return find(where, name, field -> field.name().equalsIgnoreCase(name));
    }

    /** The column of that name in that table, or nothing when no scope has it. */
    Optional<Field> column(Node where, String relation, String name) {
        return find(
                where,
                relation + "." + name,
                field -> field.relation().equalsIgnoreCase(relation)
                        && field.name().equalsIgnoreCase(name));
    }

    boolean hasRelation(String relation) {
        return fields.stream().anyMatch(field -> field.relation().equalsIgnoreCase(relation))
                || (outer != null && outer.hasRelation(relation));
    }

    private Optional<Field> find(Node where, String written, Predicate<Field> wanted) {
        List<Field> found = fields.stream().filter(wanted).toList();
        if (found.size() > 1) {
            throw QueryException.at(where, Kind.UNKNOWN_COLUMN, "Column '" + written + "' is ambiguous");
        }
        return found.isEmpty() && outer != null
                ? outer.find(where, written, wanted)
                : found.stream().findFirst();
    }

    /** The fault of naming a column that is nowhere, with the names that could have been meant. */
    QueryException unknown(Node where, String written) {
        List<String> known = allNames();
        String column = written.substring(written.lastIndexOf('.') + 1);
        return QueryException.at(
                where,
                Kind.UNKNOWN_COLUMN,
                "Column '" + written + "' cannot be resolved" + Suggestion.of(column, known)
                        + (known.isEmpty() ? "" : "; columns here are " + String.join(", ", known)));
    }

    private List<String> allNames() {
        List<String> here = fields.stream()
                .map(Field::name)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return here.isEmpty() && outer != null ? outer.allNames() : here;
    }
}
