package dev.lolscale.local.functions;

/** The payload of an invocation is larger than {@link Invoker#MAX_PAYLOAD_BYTES}: Lambda answers 413 for it. */
public final class PayloadTooLargeException extends RuntimeException {

    PayloadTooLargeException(String function, int bytes) {
        super("The payload for function " + function + " has " + bytes + " bytes; Lambda takes at most "
                + Invoker.MAX_PAYLOAD_BYTES + ".");
    }
}
