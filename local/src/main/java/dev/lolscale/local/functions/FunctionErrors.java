package dev.lolscale.local.functions;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The failures that Lambda itself reports for a function, in Lambda's words. */
final class FunctionErrors {

    /** The largest answer, in bytes: Lambda's own message names this number, 100 more than the request's limit. */
    static final int MAX_RESPONSE_BYTES = Invoker.MAX_PAYLOAD_BYTES + 100;

    /** Exit status of a process that SIGKILL ended, as Java gives it: 128 + 9. */
    private static final int KILLED = 137;

    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private FunctionErrors() {}

    static InvocationResult timedOut(String id, Duration timeout, Instant now) {
        double seconds = timeout.toMillis() / 1000.0;
        return failed(
                null,
                String.format(Locale.ROOT, "%s %s Task timed out after %.2f seconds", TIME.format(now), id, seconds));
    }

    static InvocationResult exited(String id, int status) {
        String reason = "Runtime exited without providing a reason";
        if (status == KILLED) {
            reason = "Runtime exited with error: signal: killed";
        } else if (status != 0) {
            reason = "Runtime exited with error: exit status " + status;
        }
        return failed("Runtime.ExitError", "RequestId: " + id + " Error: " + reason);
    }

    static InvocationResult answerTooLarge(int bytes) {
        return failed(
                "Function.ResponseSizeTooLarge",
                "Response payload size (" + bytes + " bytes) exceeded maximum allowed payload size ("
                        + MAX_RESPONSE_BYTES + " bytes).");
    }

    static InvocationResult neverReady(String function, Duration limit) {
        return failed(
                "Sandbox.Timedout",
                "Function " + function + " was not ready within " + limit.toSeconds() + " s of its start.");
    }

    static InvocationResult notStarted(String function, String reason) {
        return failed("Runtime.StartError", "Function " + function + " could not be started: " + reason);
    }

    private static InvocationResult failed(String type, String message) {
        ObjectNode error = JSON.createObjectNode();
        if (type != null) {
            error.put("errorType", type);
        }
        error.put("errorMessage", message);
        return InvocationResult.failed(error.toString().getBytes(StandardCharsets.UTF_8));
    }
}
