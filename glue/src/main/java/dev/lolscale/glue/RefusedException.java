package dev.lolscale.glue;

/** What the job was asked to do cannot be done as asked; the message is one line for the one who asked. */
final class RefusedException extends RuntimeException {

    RefusedException(String message) {
        super(message);
    }
}
