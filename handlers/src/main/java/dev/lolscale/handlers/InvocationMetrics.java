package dev.lolscale.handlers;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What some invocations have come to, as a line of CloudWatch's embedded metric format. Metrics, in the namespace
 * {@code Lolscale} by function and key name:
 *
 * <ul>
 *   <li>{@code accepted}: events that Firehose has acknowledged;
 *   <li>{@code rejected_<reason>}: lines that were not taken, by reason; absent for none, because CloudWatch bills each
 *       metric by the hours in which it is written;
 *   <li>{@code refused_<status>}: requests that were refused whole;
 *   <li>{@code billedBytes}: what Firehose bills for;
 *   <li>{@code milliseconds}: how long each invocation took.
 * </ul>
 *
 * {@code invocations} and {@code deliveryError}, the last one that Firehose gave, stand there to be read.
 */
final class InvocationMetrics {

    /** The metrics' namespace. */
    static final String NAMESPACE = "Lolscale";

    /** The most values that a metric may have in one line (CloudWatch's quota). */
    static final int MAX_INVOCATIONS = 100;

    private final long sinceMillis;
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Long> milliseconds = new ArrayList<>();
    private long billedBytes;
    private String deliveryError = "";

    /** Nothing yet, since {@code sinceMillis} in milliseconds since 1970. */
    InvocationMetrics(long sinceMillis) {
        this.sinceMillis = sinceMillis;
    }

    long sinceMillis() {
        return sinceMillis;
    }

    int invocations() {
        return milliseconds.size();
    }

    void add(String count, long value) {
        counts.merge(count, value, Long::sum);
    }

    void addBilledBytes(long bytes) {
        billedBytes += bytes;
    }

    void addInvocation(long took) {
        milliseconds.add(took);
    }

    void lastDeliveryError(String code) {
        deliveryError = code;
    }

    /** The line, without its end. */
    String line(long timestampMillis, String function, String keyName) {
        return JsonText.of(json -> {
            json.writeObjectFieldStart("_aws");
            json.writeNumberField("Timestamp", timestampMillis);
            json.writeArrayFieldStart("CloudWatchMetrics");
            json.writeStartObject();
            json.writeStringField("Namespace", NAMESPACE);
            json.writeArrayFieldStart("Dimensions");
            json.writeStartArray();
            json.writeString("function");
            json.writeString("keyName");
            json.writeEndArray();
            json.writeEndArray();
            json.writeArrayFieldStart("Metrics");
            for (String count : counts.keySet()) {
                define(json, count, "Count");
            }
            define(json, "billedBytes", "Bytes");
            define(json, "milliseconds", "Milliseconds");
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeStringField("function", function);
            json.writeStringField("keyName", keyName);
            json.writeNumberField("invocations", milliseconds.size());
            for (Map.Entry<String, Long> count : counts.entrySet()) {
                json.writeNumberField(count.getKey(), count.getValue());
            }
            json.writeNumberField("billedBytes", billedBytes);
            json.writeArrayFieldStart("milliseconds");
            for (long took : milliseconds) {
                json.writeNumber(took);
            }
            json.writeEndArray();
            if (!deliveryError.isEmpty()) {
                json.writeStringField("deliveryError", deliveryError);
            }
        });
    }

    private static void define(JsonGenerator json, String metric, String unit) throws IOException {
        json.writeStartObject();
        json.writeStringField("Name", metric);
        json.writeStringField("Unit", unit);
        json.writeEndObject();
    }
}
