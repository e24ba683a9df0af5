package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one statement in Athena's dialect, and lets nothing through that could change the lake. */
final class AthenaParser {

    private static final Pattern FIRST_WORD =
            Pattern.compile("^(?:\\s|\\(|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)*+([A-Za-z]+)", Pattern.DOTALL);
    private static final Set<String> READING =
            Set.of("SELECT", "WITH", "VALUES", "TABLE", "SHOW", "DESCRIBE", "DESC", "EXPLAIN");
    private static final Set<String> OTHER = Set.of(
            "ALTER",
            "ANALYZE",
            "ATTACH",
            "BEGIN",
            "CALL",
            "CHECKPOINT",
            "COMMENT",
            "COMMIT",
            "COPY",
            "CREATE",
            "DEALLOCATE",
            "DELETE",
            "DENY",
            "DETACH",
            "DROP",
            "EXECUTE",
            "EXPORT",
            "FORCE",
            "FROM",
            "GRANT",
            "IMPORT",
            "INSERT",
            "INSTALL",
            "LOAD",
            "MERGE",
            "MSCK",
            "OPTIMIZE",
            "PIVOT",
            "PRAGMA",
            "PREPARE",
            "REFRESH",
            "RESET",
            "REVOKE",
            "ROLLBACK",
            "SET",
            "START",
            "SUMMARIZE",
            "TRUNCATE",
            "UNLOAD",
            "UPDATE",
            "USE",
            "VACUUM");
    private static final Pattern SHOW_PARTITIONS =
            Pattern.compile("^\\s*SHOW\\s+PARTITIONS\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHOW_DATABASES =
            Pattern.compile("^\\s*SHOW\\s+DATABASES\\b", Pattern.CASE_INSENSITIVE);

    /** From Athena's service quotas: the length of a query string in bytes. */
    private static final int LONGEST = 262_144;

    private static final String EXPECTED =
            "Expecting: 'SELECT', 'WITH', 'VALUES', 'TABLE', 'SHOW', 'DESCRIBE', 'EXPLAIN'";
    private static final String ALLOWED = "allowed are SELECT, SHOW TABLES, SHOW COLUMNS, SHOW PARTITIONS, DESCRIBE and"
            + " EXPLAIN of a query without options";

    private final SqlParser parser = new SqlParser();

    /**
     * A statement.
     *
     * @param statement the statement; for SHOW PARTITIONS, which Trino's grammar lacks, SHOW COLUMNS of the table
     * @param partitions whether it is SHOW PARTITIONS
     */
    record Parsed(Statement statement, boolean partitions) {}

    /**
     * The statement; one semicolon may end it.
     *
     * @throws QueryException when it is not SQL, or neither SELECT, SHOW, DESCRIBE nor EXPLAIN, or more than one
     */
    Parsed parse(String sql) {
        int length = sql.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw new QueryException(
                    Kind.REFUSED, "the query is " + length + " bytes long; Athena takes " + LONGEST + " bytes at most");
        }
        String text = sql.replaceFirst(";\\s*$", "");
        if (text.isBlank()) {
            throw new QueryException(Kind.SYNTAX, "there is no SQL to run; try SELECT or SHOW TABLES");
        }
        Matcher first = FIRST_WORD.matcher(text);
        if (first.find()) {
            String word = first.group(1).toUpperCase(Locale.ROOT);
            if (!READING.contains(word) && OTHER.contains(word)) {
                throw refused(word);
            }
        }
        Matcher partitions = SHOW_PARTITIONS.matcher(text);
        if (partitions.find()) {
            return new Parsed(statement(partitions.replaceFirst("SHOW COLUMNS FROM ")), true);
        }
        return new Parsed(statement(SHOW_DATABASES.matcher(text).replaceFirst("SHOW SCHEMAS")), false);
    }

    private Statement statement(String text) {
        try {
            return parser.createStatement(text);
        } catch (ParsingException e) {
            if (pointsAtSemicolon(text, e)) {
                throw new QueryException(Kind.REFUSED, "Only one SQL statement is allowed; send them one by one", e);
            }
            throw new QueryException(
                    Kind.SYNTAX,
                    "line " + e.getLineNumber() + ":" + e.getColumnNumber() + ": " + expected(e.getErrorMessage()),
                    e);
        }
    }

    /** The parser's fault; where a statement was expected, without those that are refused anyway. */
    private static String expected(String message) {
        return message.replaceFirst("Expecting: .*'(?:ALTER|INSERT)'.*", Matcher.quoteReplacement(EXPECTED));
    }

    /** The refusal of a statement that changes something, or is not known to only read. */
    static QueryException refused(String statement) {
        return refused(statement, " is not available: the local lake is read-only; ");
    }

    /** The refusal of a statement that only reads. */
    static QueryException notAvailable(String statement) {
        return refused(statement, " is not available in the local lake; ");
    }

    private static QueryException refused(String statement, String why) {
        return new QueryException(Kind.REFUSED, statement + why + ALLOWED);
    }

    private static boolean pointsAtSemicolon(String text, ParsingException e) {
        String[] lines = text.split("\n", -1);
        int line = e.getLineNumber() - 1;
        int column = e.getColumnNumber() - 1;
        return line >= 0
                && line < lines.length
                && column >= 0
                && column < lines[line].length()
                && lines[line].charAt(column) == ';';
    }
}
