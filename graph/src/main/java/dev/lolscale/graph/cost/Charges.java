package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A bill in the making. What has no price in the region is put down as unpriced. */
final class Charges {

    private final PriceList prices;
    private final String region;
    private final List<BillItem> items = new ArrayList<>();
    private final List<FreeResource> free = new ArrayList<>();
    private final List<Unpriced> unpriced = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Charges(PriceList prices, String region) {
        this.prices = prices;
        this.region = region;
    }

    /** Something to pay for on the way from the sender to the raw zone. */
    void ingest(GraphResource resource, String service, String item, double quantity, String price) {
        add(resource, service, item, quantity, price, true);
    }

    /** Something to pay for. */
    void charge(GraphResource resource, String service, String item, double quantity, String price) {
        add(resource, service, item, quantity, price, false);
    }

    private void add(
            GraphResource resource, String service, String item, double quantity, String price, boolean ingest) {
        Optional<Price> found = prices.find(region, price);
        if (found.isEmpty()) {
            unpriced(
                    resource, "no price " + price + " for " + region + " in the prices file: " + service + ", " + item);
            return;
        }
        items.add(new BillItem(
                service,
                item,
                resource.name(),
                quantity,
                found.get().unit(),
                found.get().usd(quantity),
                ingest));
    }

    /** What the region charges for a quantity; nothing where it has no price, which is then put down for another item. */
    double usd(String price, double quantity) {
        return prices.find(region, price).map(found -> found.usd(quantity)).orElse(0.0);
    }

    /** What has been charged so far. */
    List<BillItem> items() {
        return List.copyOf(items);
    }

    void free(GraphResource resource, String reason) {
        free.add(new FreeResource(resource.name(), resource.type(), reason));
    }

    void unpriced(GraphResource resource, String reason) {
        unpriced.add(new Unpriced(resource.name(), resource.type(), reason));
    }

    void warn(String line) {
        warnings.add(line);
    }

    Bill bill(String stack, Workload workload, double floorUsd) {
        return new Bill(
                stack,
                region,
                workload,
                List.copyOf(items),
                List.copyOf(free),
                List.copyOf(unpriced),
                List.copyOf(warnings),
                floorUsd);
    }
}
