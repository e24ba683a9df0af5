package dev.lolscale.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.graph.cost.Bill;
import dev.lolscale.graph.cost.BillItem;
import dev.lolscale.graph.cost.Savings;
import dev.lolscale.graph.cost.Unpriced;
import dev.lolscale.graph.cost.WriteUp;
import java.util.List;
import java.util.Optional;

/** Bills as JSON. */
final class BillJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BillJson() {}

    static ObjectNode of(Bill bill, Optional<Bill> classic, List<Savings.Saving> savings) {
        ObjectNode json = JSON.createObjectNode();
        json.put("stack", bill.stack());
        json.put("region", bill.region());
        ObjectNode workload = json.putObject("workload");
        workload.put("events", bill.workload().events());
        workload.put("eventBytes", bill.workload().eventBytes());
        workload.put("batch", bill.workload().batch());
        workload.put("queriesPerDay", bill.workload().queriesPerDay());
        ArrayNode items = json.putArray("items");
        for (BillItem item : bill.items()) {
            items.addObject()
                    .put("service", item.service())
                    .put("item", item.item())
                    .put("resource", item.resource())
                    .put("quantity", item.quantity())
                    .put("unit", item.unit())
                    .put("usd", item.usd())
                    .put("ingest", item.ingest());
        }
        unpriced(json, bill);
        sums(json, bill);
        classic.ifPresent(other -> json.put("classicUsd", other.totalUsd()));
        json.put("writeUpUsd", WriteUp.USD);
        ArrayNode cheaper = json.putArray("savings");
        for (Savings.Saving saving : savings) {
            cheaper.addObject()
                    .put("setting", saving.setting())
                    .put("from", saving.from())
                    .put("to", saving.to())
                    .put("usd", saving.usd())
                    .put("trade", saving.trade());
        }
        ArrayNode warnings = json.putArray("warnings");
        bill.warnings().forEach(warnings::add);
        return json;
    }

    static ObjectNode ofSweep(List<Bill> bills) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode array = json.putArray("bills");
        for (Bill bill : bills) {
            ObjectNode each = array.addObject();
            each.put("events", bill.workload().events());
            each.put("eventBytes", bill.workload().eventBytes());
            each.put("batch", bill.workload().batch());
            each.put("queriesPerDay", bill.workload().queriesPerDay());
            unpriced(each, bill);
            sums(each, bill);
        }
        return json;
    }

    private static void unpriced(ObjectNode json, Bill bill) {
        ArrayNode unpriced = json.putArray("unpriced");
        for (Unpriced each : bill.unpriced()) {
            unpriced.addObject()
                    .put("resource", each.resource())
                    .put("type", each.type())
                    .put("reason", each.reason());
        }
    }

    private static void sums(ObjectNode json, Bill bill) {
        json.put("totalUsd", bill.totalUsd());
        json.put("ingestUsdPerMillionEvents", bill.ingestUsdPerMillionEvents());
        json.put("usdPerMillionEvents", bill.usdPerMillionEvents());
        json.put("floorUsdPerMillionEvents", bill.floorUsdPerMillionEvents());
    }
}
