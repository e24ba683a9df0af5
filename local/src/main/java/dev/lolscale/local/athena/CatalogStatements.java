package dev.lolscale.local.athena;

import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.ShowSchemas;
import io.trino.sql.tree.ShowTables;
import io.trino.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers what is asked of the catalog alone: SHOW and DESCRIBE. */
final class CatalogStatements {

    /**
     * An answer.
     *
     * @param columns the names of its columns, all of type varchar
     * @param rows its rows
     */
    record Answer(List<String> columns, List<List<Object>> rows) {}

    private final LakeCatalog catalog;
    private final TableSources sources;

    CatalogStatements(LakeCatalog catalog, TableSources sources) {
        this.catalog = catalog;
        this.sources = sources;
    }

    /** The answer, or nothing when the statement asks for something else. */
    Optional<Answer> answer(Statement statement) {
        if (statement instanceof ShowTables tables) {
            String database = tables.getSchema().map(QualifiedName::getSuffix).orElse(catalog.defaultDatabase());
            List<String> names = catalog.tablesOf(database);
            return Optional.of(names("tab_name", names, tables.getLikePattern()));
        }
        if (statement instanceof ShowSchemas schemas) {
            return Optional.of(names("database_name", catalog.databases(), schemas.getLikePattern()));
        }
        if (statement instanceof ShowColumns columns) {
            return Optional.of(columns(columns));
        }
        return Optional.empty();
    }

    private Answer columns(ShowColumns statement) {
        List<List<Object>> rows = new ArrayList<>();
        for (TableSource.Column column :
                sources.open(statement, statement.getTable()).columns()) {
            rows.add(List.of(column.name(), column.type().athena(), column.partition() ? "partition key" : ""));
        }
        return new Answer(List.of("col_name", "data_type", "comment"), rows);
    }

    /** The partitions of a table that have files. */
    Answer partitions(Node where, QualifiedName name) {
        TableSource source = sources.open(where, name);
        List<String> keys = source.columns().stream()
                .filter(TableSource.Column::partition)
                .map(TableSource.Column::name)
                .toList();
        List<String> partitions = source.files().stream()
                .map(TableSource.File::partition)
                .filter(values -> !values.isEmpty())
                .map(values -> path(keys, values))
                .distinct()
                .sorted()
                .toList();
        return names("partition", partitions, Optional.empty());
    }

    private static String path(List<String> keys, List<String> values) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            steps.add(keys.get(i) + "=" + values.get(i));
        }
        return String.join("/", steps);
    }

    private static Answer names(String column, List<String> names, Optional<String> like) {
        Pattern pattern =
                Pattern.compile(like.map(CatalogStatements::regularExpression).orElse(".*"));
        List<List<Object>> rows = new ArrayList<>();
        names.stream().filter(name -> pattern.matcher(name).matches()).forEach(name -> rows.add(List.of(name)));
        return new Answer(List.of(column), rows);
    }

    private static String regularExpression(String like) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            expression.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return expression.toString();
    }
}
