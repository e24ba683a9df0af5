package dev.lolscale.graph;

/** A value that is not known before the update has run; only the graph of a preview has any. */
public enum Unknown {
    /** The one unknown value. */
    UNKNOWN;

    @Override
    public String toString() {
        return "[unknown]";
    }
}
