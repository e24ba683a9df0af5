package dev.lolscale.local.frontdoor;

/** Told of each answer of a front door, before it is sent. */
@FunctionalInterface
public interface AnswerListener {

    /**
     * A request was answered.
     *
     * @param status the HTTP status
     * @param body the answer's body, perhaps empty; not to be changed
     */
    void answered(int status, byte[] body);
}
