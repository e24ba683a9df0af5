package dev.lolscale.graph;

/**
 * A file or archive that a resource carries: a Lambda function's jar, the job's script.
 *
 * @param kind asset (one file) or archive
 * @param path the file's path, relative to the project's root; empty for an asset made of text
 * @param text the text of an asset made of text; empty for a file
 */
public record Artifact(Kind kind, String path, String text) {

    /** What the artifact is. */
    public enum Kind {
        /** One file, or a text. */
        ASSET,
        /** A jar, zip or folder. */
        ARCHIVE
    }
}
