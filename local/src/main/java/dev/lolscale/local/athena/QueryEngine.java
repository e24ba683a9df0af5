package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.tree.Explain;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.Statement;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.exceptions.NotFoundException;

/**
 * Answers SQL in Athena's dialect from the files of a local lake. It only reads, and it reads nothing but the files of
 * the tables that a query names.
 *
 * <p>The catalog is taken as it was when the engine was made; an engine holds nothing open, and may be used from several
 * threads.
 */
public final class QueryEngine {

    private final LakeCatalog catalog;
    private final OptionalLong bytesScannedCutoff;

    /**
     * An engine over the tables of a catalog.
     *
     * @param tables all tables that can be named
     * @param defaultDatabase the database of a table that is named without one
     * @param bytesScannedCutoff how many bytes a query may scan, as the workgroup's {@code
     *     bytesScannedCutoffPerQuery} says (Athena's least is 10,000,000); empty for no limit
     */
    public QueryEngine(List<LakeTable> tables, String defaultDatabase, OptionalLong bytesScannedCutoff) {
        this.catalog = new LakeCatalog(tables, defaultDatabase);
        this.bytesScannedCutoff = bytesScannedCutoff;
    }

    /**
     * Answers one statement: SELECT, VALUES, WITH, TABLE, EXPLAIN, SHOW TABLES, SHOW SCHEMAS, SHOW COLUMNS, SHOW
     * PARTITIONS or DESCRIBE. A semicolon may end it.
     *
     * @throws QueryException when there is no answer; its message is one line that says why
     */
    public QueryResult query(String sql) {
        return query(sql, RunningQuery.ofAllRows());
    }

    /**
     * Answers one statement as {@link #query(String)} does.
     *
     * @param running how many rows of a SELECT are wanted, and the way to cancel it
     */
    public QueryResult query(String sql, RunningQuery running) {
        long start = System.nanoTime();
        try {
            return answer(sql, running, start);
        } catch (SQLException e) {
            throw running.isCancelled() ? RunningQuery.cancelled(e) : Failures.failed(e);
        } catch (UncheckedIOException | NotFoundException e) {
            throw new QueryException(Kind.FAILED, String.valueOf(e.getMessage()), e);
        } catch (StackOverflowError e) {
            throw new QueryException(Kind.SYNTAX, "the query is nested too deeply; use WITH to name its parts", e);
        }
    }

    private QueryResult answer(String sql, RunningQuery running, long start) throws SQLException {
        TableSources sources = new TableSources(catalog);
        CatalogStatements statements = new CatalogStatements(catalog, sources);
        AthenaParser.Parsed parsed = new AthenaParser().parse(sql);
        if (parsed.partitions() && parsed.statement() instanceof ShowColumns table) {
            return texts(statements.partitions(table, table.getTable()), start);
        }
        if (parsed.statement() instanceof Query query) {
            return run(query, sources, running, start);
        }
        if (parsed.statement() instanceof Explain explain
                && explain.getStatement() instanceof Query query
                && explain.getOptions().isEmpty()) {
            return explain(query, sources, start);
        }
        CatalogStatements.Answer answer =
                statements.answer(parsed.statement()).orElseThrow(() -> refused(nameOf(parsed.statement())));
        return texts(answer, start);
    }

    private static QueryException refused(String statement) {
        boolean reads = statement.startsWith("SHOW") || statement.startsWith("EXPLAIN");
        return reads ? AthenaParser.notAvailable(statement) : AthenaParser.refused(statement);
    }

    private static String nameOf(Statement statement) {
        return statement
                .getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toUpperCase(Locale.ROOT);
    }

    private static QueryResult texts(CatalogStatements.Answer answer, long start) {
        List<String> types = Collections.nCopies(answer.columns().size(), SqlType.VARCHAR.athena());
        return new QueryResult(answer.columns(), types, answer.rows(), secondsSince(start), 0);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private QueryResult run(Query query, TableSources sources, RunningQuery running, long start) throws SQLException {
        QueryTranslator translator = new QueryTranslator(sources);
        SelectedRows selected = translator.query(query, Scope.empty());
        List<SqlType> types = selected.columns().stream().map(Field::type).toList();
        try (DuckDb duckDb = DuckDb.open(files(translator))) {
            long scanned = 0;
            for (TableUse use : translator.uses()) {
                TableScan scan = TableScan.plan(duckDb, use);
                scanned += scan.bytes();
                checkLimit(scanned);
                duckDb.execute("CREATE VIEW lake." + Quoted.identifier(use.view()) + " AS " + scan.select());
            }
            List<List<Object>> rows = Values.of(duckDb.rows(selected.sql(), running), types);
            List<String> names = new ArrayList<>();
            for (Field column : selected.columns()) {
                names.add(column.name().isEmpty() ? "_col" + names.size() : column.name());
            }
            List<String> typeNames = types.stream().map(SqlType::athena).toList();
            return new QueryResult(names, typeNames, rows, secondsSince(start), scanned);
        }
    }

    private static Set<Path> files(QueryTranslator translator) {
        Set<Path> files = new LinkedHashSet<>();
        translator.uses().forEach(use -> use.source().files().forEach(file -> files.add(file.path())));
        return files;
    }

    /** What the query would read, a line for each place where it reads a table. */
    private static QueryResult explain(Query query, TableSources sources, long start) throws SQLException {
        QueryTranslator translator = new QueryTranslator(sources);
        translator.query(query, Scope.empty());
        List<List<Object>> lines = new ArrayList<>();
        try (DuckDb duckDb = DuckDb.open(files(translator))) {
            for (TableUse use : translator.uses()) {
                TableScan scan = TableScan.plan(duckDb, use);
                String columns = use.source().columns().stream()
                        .filter(use.columns()::contains)
                        .map(TableSource.Column::name)
                        .collect(Collectors.joining(", ", "columns [", "]"));
                lines.add(List.of("scan " + use.source().table().qualifiedName() + ": " + scan.files() + " of "
                        + use.source().files().size() + " files, " + scan.bytes() + " bytes, " + columns));
            }
        }
        return texts(new CatalogStatements.Answer(List.of("Query Plan"), lines), start);
    }

    private void checkLimit(long scanned) {
        if (bytesScannedCutoff.isPresent() && scanned > bytesScannedCutoff.getAsLong()) {
            throw new QueryException(
                    Kind.LIMIT,
                    "Bytes scanned limit was exceeded: the query needs at least " + scanned
                            + " bytes, and its workgroup allows " + bytesScannedCutoff.getAsLong()
                            + "; ask for fewer partitions or columns, or raise the workgroup's limit");
        }
    }
}
