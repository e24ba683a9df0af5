package dev.lolscale.handlers;

/** An object that could not be moved; the message says why, for the log. Its notification stays in the queue. */
final class MoveFailedException extends Exception {

    MoveFailedException(String message) {
        super(message, null, false, false);
    }
}
