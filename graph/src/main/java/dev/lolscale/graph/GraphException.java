package dev.lolscale.graph;

/** The stack graph could not be recorded, or has not what was asked of it. The message is one line for the reader. */
public class GraphException extends RuntimeException {

    /** With a message for the reader. */
    public GraphException(String message) {
        super(message);
    }

    /** With a message for the reader and what caused it. */
    public GraphException(String message, Throwable cause) {
        super(message, cause);
    }
}
