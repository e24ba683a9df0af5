package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables that a query can name. */
final class LakeCatalog {

    private final List<LakeTable> tables;
    private final String defaultDatabase;

    LakeCatalog(List<LakeTable> tables, String defaultDatabase) {
        this.tables = List.copyOf(tables);
        this.defaultDatabase = defaultDatabase.toLowerCase(Locale.ROOT);
    }

    String defaultDatabase() {
        return defaultDatabase;
    }

    List<String> databases() {
        return tables.stream().map(LakeTable::database).distinct().sorted().toList();
    }

    List<String> tablesOf(String database) {
        return tables.stream()
                .filter(table -> table.database().equalsIgnoreCase(database))
                .map(LakeTable::name)
                .sorted()
                .toList();
    }

    /**
     * The table of that name: {@code table}, {@code database.table} or {@code awsdatacatalog.database.table}.
     *
     * @throws QueryException when there is none
     */
    LakeTable find(Node where, QualifiedName name) {
        List<String> parts = name.getParts();
        String table = parts.get(parts.size() - 1);
        String database = parts.size() > 1 ? parts.get(parts.size() - 2) : defaultDatabase;
        boolean catalogFits =
                parts.size() < 3 || (parts.size() == 3 && parts.get(0).equals("awsdatacatalog"));
        return tables.stream()
                .filter(candidate -> catalogFits
                        && candidate.database().equals(database)
                        && candidate.name().equals(table))
                .findFirst()
                .orElseThrow(() -> unknown(where, String.join(".", parts)));
    }

    private QueryException unknown(Node where, String written) {
        String known = tables.stream().map(LakeTable::qualifiedName).sorted().collect(Collectors.joining(", "));
        return QueryException.at(
                where,
                Kind.UNKNOWN_TABLE,
                "Table '" + written + "' does not exist; "
                        + (known.isEmpty() ? "the lake has no tables yet" : "tables are " + known));
    }
}
