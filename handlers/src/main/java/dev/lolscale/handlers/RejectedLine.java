package dev.lolscale.handlers;

/**
 * A line of a request that was not taken.
 *
 * @param number the line's number, or its element's in an array, from 1
 * @param reason the code of a {@link dev.lolscale.schema.Reason}, or {@link #NOT_DELIVERED}
 * @param field the field that is wrong, or empty when it is the whole line; cut to {@link #MAX_FIELD_LENGTH}, because
 *     it may be the sender's own key
 */
record RejectedLine(int number, String reason, String field) {

    /** The line is an event, but Firehose did not acknowledge it in time: it alone needs sending again, as it is. */
    static final String NOT_DELIVERED = "not_delivered";

    /** The longest field that is named, in characters. It bounds the answer. */
    static final int MAX_FIELD_LENGTH = 64;

    RejectedLine {
        field = printable(field);
    }

    /** Half surrogate pairs could not be written as UTF-8, and control characters make six bytes of one. */
    private static String printable(String field) {
        int[] codePoints = field.codePoints()
                .limit(MAX_FIELD_LENGTH)
                .map(codePoint ->
                        Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE
                                ? '?'
                                : codePoint)
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }
}
