package dev.lolscale.local.athena;

import io.trino.sql.tree.Node;

/** A query that has no answer. The message is one line, written for the one who asked. */
public final class QueryException extends RuntimeException {

    /** Why there is no answer. */
    public enum Kind {
        /** The text is not SQL that Athena reads. */
        SYNTAX,
        /** The statement or function is understood, and not available in the local lake. */
        REFUSED,
        /** A table is named that the catalog does not have. */
        UNKNOWN_TABLE,
        /** A column is named that no table of the query has, or that several have. */
        UNKNOWN_COLUMN,
        /** An operator or function is used on types that Athena does not take. */
        TYPE_MISMATCH,
        /** The query would scan more bytes than its workgroup allows. */
        LIMIT,
        /** The query was cancelled by the one who asked. */
        CANCELLED,
        /** The query was run, and failed: a division by zero, a failed cast, a file that cannot be read. */
        FAILED
    }

    private final Kind kind;

    QueryException(Kind kind, String message) {
        super(oneLine(message));
        this.kind = kind;
    }

    QueryException(Kind kind, String message, Throwable cause) {
        super(oneLine(message), cause);
        this.kind = kind;
    }

    /** A fault at a place in the query, told the way Athena tells it: {@code line 1:8: ...}. */
    static QueryException at(Node node, Kind kind, String message) {
        String place = node.getLocation()
                .map(location -> "line " + location.getLineNumber() + ":" + location.getColumnNumber() + ": ")
                .orElse("");
        return new QueryException(kind, place + message);
    }

    /** Why there is no answer. */
    public Kind kind() {
        return kind;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
