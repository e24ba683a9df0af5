package dev.lolscale.handlers;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes the one line that an invocation may log, as JSON: {@code {"accepted":99,"rejected":{"bad_time":1},
 * "billedBytes":15360,"milliseconds":12,"keyName":"web"}}. Nothing that a sender wrote is in it. It is kept short
 * because CloudWatch bills a gigabyte of log seventeen times what Firehose bills one of events.
 */
final class InvocationLog {

    private final Consumer<String> lines;

    InvocationLog(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Lines that were judged; {@code started} is the {@link System#nanoTime()} at which the invocation began. */
    void tracked(TrackOutcome outcome, String keyName, long started) {
        write(json -> {
            json.writeNumberField("accepted", outcome.accepted());
            Map<String, Long> rejected = outcome.rejectedByReason();
            if (!rejected.isEmpty()) {
                json.writeObjectFieldStart("rejected");
                for (Map.Entry<String, Long> reason : rejected.entrySet()) {
                    json.writeNumberField(reason.getKey(), reason.getValue());
                }
                json.writeEndObject();
            }
            json.writeNumberField("billedBytes", outcome.billedBytes());
            if (!outcome.deliveryError().isEmpty()) {
                json.writeStringField("deliveryError", outcome.deliveryError());
            }
            writeEnd(json, keyName, started);
        });
    }

    /** A request that was refused whole. */
    void refused(int status, String keyName, long started) {
        write(json -> {
            json.writeNumberField("refused", status);
            writeEnd(json, keyName, started);
        });
    }

    /** A fault of the function: where it came from, but not its message, which may hold what a sender wrote. */
    void fault(Exception fault) {
        StackTraceElement[] frames = fault.getStackTrace();
        write(json -> {
            json.writeStringField("fault", fault.getClass().getName());
            json.writeStringField("at", frames.length == 0 ? "" : frames[0].toString());
        });
    }

    private static void writeEnd(JsonGenerator json, String keyName, long started) throws IOException {
        json.writeNumberField("milliseconds", (System.nanoTime() - started) / 1_000_000);
        if (!keyName.isEmpty()) {
            json.writeStringField("keyName", keyName);
        }
    }

    private void write(JsonText.Fields fields) {
        lines.accept(JsonText.of(fields));
    }
}
