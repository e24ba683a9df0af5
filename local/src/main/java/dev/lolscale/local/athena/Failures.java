package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Faults that show while a query runs. */
final class Failures {

    private static final String MARK = "athena: ";
    private static final Pattern RAISED = Pattern.compile("Could not convert string '" + MARK + "(.*?)' to INT32");
    private static final Pattern HEADING = Pattern.compile("^(?:java\\.sql\\.SQLException: )?[A-Z][A-Za-z -]* Error: ");

    private static final String DIVISION_BY_ZERO = "Division by zero";

    private Failures() {}

    /**
     * An expression that fails with a message, which is an expression too. It is a failing cast, because DuckDB's own
     * {@code error()} can't stand inside TRY and keeps conditions from being pushed down.
     */
    static String raise(String message) {
        return "CAST(" + Quoted.text(MARK) + " || " + message + " AS INTEGER)";
    }

    /** DuckDB's fault as one line without the query's text, which the asker did not write. */
    static QueryException failed(SQLException e) {
        String message = String.valueOf(e.getMessage());
        Matcher raised = RAISED.matcher(message);
        if (raised.find()) {
            return new QueryException(Kind.FAILED, raised.group(1), e);
        }
        if (message.contains(DIVISION_BY_ZERO)) {
            // What follows advises a setting of DuckDB.
            return new QueryException(Kind.FAILED, DIVISION_BY_ZERO, e);
        }
        String first = message.lines().findFirst().orElse("").strip();
        return new QueryException(Kind.FAILED, HEADING.matcher(first).replaceFirst(""), e);
    }
}
