package dev.lolscale.glue;

/**
 * One batch of the stream. Spark gives a batch that it has to repeat the same two ids and the same raw objects.
 *
 * @param queryId the stream's identity, kept in the checkpoint
 * @param id the batch's number in the stream, from 0
 */
record Batch(String queryId, long id) {

    /** The batch that {@link #toString} wrote. */
    static Batch parse(String text) {
        int hyphen = text.lastIndexOf('-');
        return new Batch(text.substring(0, hyphen), Long.parseLong(text.substring(hyphen + 1)));
    }

    /** The batch in one word, for example {@code 6f3c...-17}. */
    @Override
    public String toString() {
        return queryId + "-" + id;
    }
}
