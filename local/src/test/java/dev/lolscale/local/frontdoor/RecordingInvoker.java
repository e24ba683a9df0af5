package dev.lolscale.local.frontdoor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lolscale.local.functions.InvocationResult;
import dev.lolscale.local.functions.Invoker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Functions that answer what a test says, and remember their events. */
final class RecordingInvoker implements Invoker {

    private final Map<String, Function<JsonNode, CompletableFuture<InvocationResult>>> functions =
            new ConcurrentHashMap<>();
    private final Map<String, List<JsonNode>> events = new ConcurrentHashMap<>();

    RecordingInvoker answering(String function, String json) {
        return with(function, event -> CompletableFuture.completedFuture(answered(json)));
    }

    RecordingInvoker with(String function, Function<JsonNode, CompletableFuture<InvocationResult>> answer) {
        functions.put(function, answer);
        return this;
    }

    static InvocationResult answered(String json) {
        return InvocationResult.answered(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CompletableFuture<InvocationResult> invoke(String function, byte[] payload) {
        try {
            JsonNode event = new JsonMapper().readTree(payload);
            events.computeIfAbsent(function, key -> new CopyOnWriteArrayList<>())
                    .add(event);
            return functions.get(function).apply(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> events(String function) {
        return events.getOrDefault(function, List.of());
    }
}
