package dev.lolscale.schema;

import java.util.Locale;

/** Why a line is not an event. The {@link #code()} is what senders, metrics and the quarantine see. */
public enum Reason {
    /**
     * The bytes are not UTF-8, or an escape names half of a surrogate pair in a field that a string column takes. (In any
     * other field such an escape is text like any other, and kept as it is.)
     */
    NOT_UTF8,
    /** The line is not JSON (RFC 8259): NaN and Infinity are not, nor is a byte-order mark. */
    NOT_JSON,
    /** The line is JSON, but not an object. */
    NOT_AN_OBJECT,
    /** Something follows the object on its line. */
    TRAILING_CONTENT,
    /** The line is longer than the limit, or one of its keys is longer than 50,000 bytes. */
    TOO_LARGE,
    /** Objects and arrays are nested deeper than {@link EventParser#MAX_DEPTH}. */
    TOO_DEEP,
    /** Two keys of one object are equal, or differ only in case: Athena could not read them. */
    DUPLICATE_KEY,
    /** A required field is absent or null. */
    MISSING_FIELD,
    /** A field has another type than its column, or is a number that the type cannot hold. */
    WRONG_TYPE,
    /** A time is in none of the forms of {@link EventTime}. */
    BAD_TIME;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The reason in lower case, for example {@code missing_field}. */
    public String code() {
        return code;
    }
}
