package dev.lolscale.local.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.cost.Bill;
import dev.lolscale.graph.cost.BillItem;
import dev.lolscale.graph.cost.CostModel;
import dev.lolscale.graph.cost.Workload;
import dev.lolscale.local.deploy.Lake;
import java.util.Map;
import java.util.TreeMap;

/** What the page shows of a stack that does not change while it runs. */
final class StackJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StackJson() {}

    /** {@code {project, stack, region, resources, database, cutoffBytes, pipeline}}. */
    static ObjectNode of(StackGraph graph, Lake lake, String region) {
        ObjectNode json = JSON.createObjectNode();
        json.put("project", graph.project());
        json.put("stack", graph.stack());
        json.put("region", region);
        json.put("resources", graph.resources().size());
        json.put("database", lake.database());
        lake.bytesScannedCutoff().ifPresent(bytes -> json.put("cutoffBytes", bytes));
        json.set("pipeline", JSON.valueToTree(Pipeline.of(graph)));
        return json;
    }

    /** {@code {workload, services: [{service, usd, items: [{item, quantity, unit, usd}]}], totalUsd, ..., unpriced}}. */
    static ObjectNode bill(StackGraph graph, Workload workload) {
        Bill bill = CostModel.standard().price(graph, workload);
        ObjectNode json = JSON.createObjectNode();
        json.set("workload", JSON.valueToTree(workload));
        Map<String, ArrayNode> items = new TreeMap<>();
        Map<String, Double> sums = new TreeMap<>();
        for (BillItem item : bill.items()) {
            sums.merge(item.service(), item.usd(), Double::sum);
            items.computeIfAbsent(item.service(), service -> JSON.createArrayNode())
                    .addObject()
                    .put("item", item.item())
                    .put("quantity", item.quantity())
                    .put("unit", item.unit())
                    .put("usd", item.usd());
        }
        ArrayNode services = json.putArray("services");
        sums.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(sum -> services.addObject()
                        .put("service", sum.getKey())
                        .put("usd", sum.getValue())
                        .set("items", items.get(sum.getKey())));
        json.put("totalUsd", bill.totalUsd());
        json.put("ingestUsdPerMillionEvents", bill.ingestUsdPerMillionEvents());
        json.put("usdPerMillionEvents", bill.usdPerMillionEvents());
        json.put("floorUsdPerMillionEvents", bill.floorUsdPerMillionEvents());
        ArrayNode unpriced = json.putArray("unpriced");
        bill.unpriced().forEach(each -> unpriced.add(each.resource() + ": " + each.reason()));
        return json;
    }
}
