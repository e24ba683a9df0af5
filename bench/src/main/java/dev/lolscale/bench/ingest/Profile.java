package dev.lolscale.bench.ingest;

import dev.lolscale.bench.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the function spends its processor time: a JFR recording's samples, by the part of the function that each was taken
 * in, and by the method on top. Samples are of Java code; time inside the kernel and the collector is not among them.
 */
final class Profile {

    private static final int TOP_METHODS = 12;
    private static final String OURS = "dev.lolscale.";

    /** Our class that is nearest to the top of the stack, and what it is doing there. */
    private static final Map<String, String> OUR_PARTS = Map.ofEntries(
            Map.entry("ProxyRequest", "reading the invocation"),
            Map.entry("RequestBody", "reading the invocation"),
            Map.entry("JsonFields", "reading the invocation"),
            Map.entry("Gunzip", "reading the invocation"),
            Map.entry("EventLines", "splitting lines"),
            Map.entry("EventParser", "judging events"),
            Map.entry("EventSchema", "judging events"),
            Map.entry("EventTime", "judging events"),
            Map.entry("ReceiptStamp", "stamping events"),
            Map.entry("RecordPacker", "packing records"),
            Map.entry("Delivery", "SDK: the rest"),
            Map.entry("ProxyAnswer", "answer and log"),
            Map.entry("TrackAnswers", "answer and log"),
            Map.entry("InvocationLog", "answer and log"),
            Map.entry("InvocationMetrics", "answer and log"),
            Map.entry("JsonText", "answer and log"));

    /** Inside a delivery: the first of these that the stack holds, seen from the top. */
    private static final Map<String, String> SDK_PARTS = new LinkedHashMap<>();

    static {
        SDK_PARTS.put("org.apache.http.", "SDK: HTTP client");
        SDK_PARTS.put("software.amazon.awssdk.http.apache.", "SDK: HTTP client");
        SDK_PARTS.put("software.amazon.awssdk.http.crt.", "SDK: HTTP client");
        SDK_PARTS.put("software.amazon.awssdk.http.urlconnection.", "SDK: HTTP client");
        SDK_PARTS.put("software.amazon.awssdk.http.auth.", "SDK: signing");
        SDK_PARTS.put("software.amazon.awssdk.protocols.", "SDK: JSON and base64");
        SDK_PARTS.put("software.amazon.awssdk.thirdparty.jackson.", "SDK: JSON and base64");
        SDK_PARTS.put("software.amazon.awssdk.services.firehose.endpoints.", "SDK: endpoint rules");
        SDK_PARTS.put("software.amazon.awssdk.core.internal.http.timers.", "SDK: timers");
    }

    private final Map<String, Integer> parts = new HashMap<>();
    private final Map<String, Integer> methods = new HashMap<>();
    private int samples;
    private double collectorMillis;
    private int collections;

    /** Reads a recording. */
    static Profile of(Path recording) throws IOException {
        Profile profile = new Profile();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                switch (event.getEventType().getName()) {
                    case "jdk.ExecutionSample" ->
                        profile.sample(event.getStackTrace().getFrames());
                    case "jdk.GarbageCollection" -> {
                        profile.collectorMillis +=
                                event.getDuration("sumOfPauses").toNanos() / 1e6;
                        profile.collections++;
                    }
                    default -> {
                        // What happened, but not where time went.
                    }
                }
            }
        }
        return profile;
    }

    private void sample(List<RecordedFrame> frames) {
        samples++;
        parts.merge(partOf(frames), 1, Integer::sum);
        RecordedMethod top = frames.get(0).getMethod();
        methods.merge(top.getType().getName() + "." + top.getName(), 1, Integer::sum);
    }

    private static String partOf(List<RecordedFrame> frames) {
        String inSdk = null;
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(OURS)) {
                String part = OUR_PARTS.get(simpleName(type));
                if (part != null) {
                    return part.startsWith("SDK") && inSdk != null ? inSdk : part;
                }
            }
            if (inSdk == null) {
                inSdk = sdkPart(type);
            }
        }
        boolean inHandler = frames.stream()
                .anyMatch(frame -> frame.getMethod().getType().getName().startsWith(OURS));
        if (inHandler) {
            return "the handler, the rest";
        }
        return inSdk == null ? "runtime client and other threads" : inSdk;
    }

    private static String sdkPart(String type) {
        Optional<String> part = SDK_PARTS.entrySet().stream()
                .filter(each -> type.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        return part.orElse(null);
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
    }

    void tell(Report report, double seconds) {
        report.note(String.format(
                Locale.ROOT,
                "Profile of the warm function at 100 events a request: %d samples of Java code in %.0f s;"
                        + " %d collections took %.1f %% of the time.",
                samples,
                seconds,
                collections,
                collectorMillis / 10 / seconds));
        byCount(parts, parts.size()).forEach(report::note);
        report.note("Methods on top of the stack:");
        byCount(methods, TOP_METHODS).forEach(report::note);
    }

    private List<String> byCount(Map<String, Integer> counts, int most) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(entry -> String.format(
                        Locale.ROOT, "  %5.1f %%  %s", entry.getValue() * 100.0 / samples, entry.getKey()))
                .toList();
    }
}
