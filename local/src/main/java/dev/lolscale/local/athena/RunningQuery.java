package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import java.sql.SQLException;
import java.sql.Statement;

/** A query while it runs: how many rows are wanted, and the way to cancel it from another thread. */
public final class RunningQuery {

    private final int mostRows;
    private Statement statement;
    private boolean cancelled;

    private RunningQuery(int mostRows) {
        this.mostRows = mostRows;
    }

    /** A query whose every row is wanted. */
    public static RunningQuery ofAllRows() {
        return new RunningQuery(Integer.MAX_VALUE);
    }

    /** A query of which no more than these rows are wanted. */
    public static RunningQuery ofMostRows(int mostRows) {
        return new RunningQuery(mostRows);
    }

    /** Ends it; it then fails with {@link Kind#CANCELLED}, also when it has not begun. */
    public synchronized void cancel() throws SQLException {
        cancelled = true;
        if (statement != null) {
            statement.cancel();
        }
    }

    /** The query, limited where not all rows are wanted. */
    String limited(String sql) {
        return mostRows == Integer.MAX_VALUE ? sql : "SELECT * FROM (" + sql + ") LIMIT " + mostRows;
    }

    /** From now on it is this statement that is to be cancelled. */
    synchronized void begin(Statement begun) {
        if (cancelled) {
            throw cancelled(null);
        }
        statement = begun;
    }

    synchronized void end() {
        statement = null;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    static QueryException cancelled(SQLException cause) {
        return new QueryException(Kind.CANCELLED, "the query was cancelled", cause);
    }
}
