package dev.lolscale.local.functions;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What came of an invocation: the function's answer, or how it failed. */
public final class InvocationResult {

    private final byte[] payload;
    private final String functionError;

    private InvocationResult(byte[] payload, String functionError) {
        this.payload = payload.clone();
        this.functionError = functionError;
    }

    /** The function answered {@code payload}, a JSON document. */
    public static InvocationResult answered(byte[] payload) {
        return new InvocationResult(payload, null);
    }

    /**
     * The function failed.
     *
     * @param payload a JSON object with {@code errorMessage} and mostly {@code errorType}, as Lambda words it
     */
    public static InvocationResult failed(byte[] payload) {
        return new InvocationResult(payload, "Unhandled");
    }

    /** The function's answer, or the error as a JSON object with {@code errorMessage}. */
    public byte[] payload() {
        return payload.clone();
    }

    /** {@code Unhandled} when the function failed, as in Lambda's header {@code X-Amz-Function-Error}. */
    public Optional<String> functionError() {
        return Optional.ofNullable(functionError);
    }

    /** The payload as text, for tests and error messages. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** How many bytes the payload has, and whether the function failed: never the payload. */
    @Override
    public String toString() {
        return "InvocationResult[" + payload.length + " bytes" + (functionError == null ? "" : ", " + functionError)
                + "]";
    }
}
