package dev.lolscale.local.firehose;

/** An error that goes to the client in Firehose's words: {@code {"__type": type, "message": message}} with an HTTP status. */
final class FirehoseException extends Exception {
    private final int status;
    private final String type;

    private FirehoseException(int status, String type, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.type = type;
    }

    static FirehoseException badRequest(String type, String message) {
        return new FirehoseException(400, type, message, null);
    }

    /** One constraint of the API model, worded as the service does. */
    static FirehoseException validation(String value, String member, String constraint) {
        return badRequest(
                "ValidationException",
                "1 validation error detected: Value" + value + " at '" + member + "' failed to satisfy constraint: "
                        + constraint);
    }

    static FirehoseException serviceUnavailable(Throwable cause) {
        return new FirehoseException(500, "ServiceUnavailableException", "Service is unavailable.", cause);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
