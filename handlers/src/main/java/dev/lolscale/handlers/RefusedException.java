package dev.lolscale.handlers;

/** A request that is refused whole, with nothing taken; the message is for the sender. */
final class RefusedException extends Exception {

    private final int status;
    private final String title;

    /**
     * A refusal.
     *
     * @param status the HTTP status
     * @param title what kind of refusal, the same for each of its kind
     * @param detail what was wrong, what is allowed, what to do
     */
    RefusedException(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
