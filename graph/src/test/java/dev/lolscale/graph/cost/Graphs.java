package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small graphs, made by hand: resources that stand alone, and a provider with a region. */
final class Graphs {

    private final List<GraphResource> resources = new ArrayList<>();

    static Graphs in(String region) {
        return new Graphs().with("pulumi:providers:aws", "aws", Map.of("region", region));
    }

    Graphs with(String type, String name, Map<String, Object> inputs) {
        String urn = "urn:pulumi:test::lolscale::" + type + "::" + name;
        resources.add(new GraphResource(
                urn,
                type,
                name,
                "",
                true,
                new Properties(name, inputs),
                new Properties(name, inputs),
                false,
                false,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                ""));
        return this;
    }

    StackGraph graph() {
        return new StackGraph("lolscale", "test", resources, new Properties("outputs", Map.of()));
    }

    Bill bill() {
        return CostModel.standard().price(graph(), Stacks.WORKLOAD);
    }
}
