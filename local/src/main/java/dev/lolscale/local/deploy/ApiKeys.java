package dev.lolscale.local.deploy;

import dev.lolscale.graph.StackGraph;
import java.util.List;

/** Reads the API keys of a stack graph: made up by the recorder, good on this machine only. */
final class ApiKeys {

    static final String API_KEY = "aws:apigateway/apiKey:ApiKey";

    private ApiKeys() {}

    static List<String> values(StackGraph graph) {
        return graph.ofType(API_KEY).stream()
                .map(key -> key.outputs().text("value"))
                .toList();
    }
}
