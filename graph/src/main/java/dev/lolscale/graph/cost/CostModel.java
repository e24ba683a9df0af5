package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prices a stack graph: what the resources would cost in a month that carries a workload, after a year of the same. Each
 * resource is charged by what it says itself, is known to be free, or is listed as unpriced.
 */
public final class CostModel {

    private static final String PROVIDER = "pulumi:providers:aws";
    private static final List<ServicePricing> SERVICES = List.of(
            new ApiGatewayPricing(),
            new LambdaPricing(),
            new FirehosePricing(),
            new SqsPricing(),
            new S3Pricing(),
            new GluePricing(),
            new AthenaPricing(),
            new CloudWatchPricing(),
            new NotificationPricing(),
            new KmsPricing(),
            new BudgetPricing(),
            new QuickSightPricing());

    private final PriceList prices;
    private final Measurements measurements;
    private final Map<String, ServicePricing> byType = new HashMap<>();

    /** A model with these prices and measurements. */
    public CostModel(PriceList prices, Measurements measurements) {
        this.prices = prices;
        this.measurements = measurements;
        for (ServicePricing service : SERVICES) {
            service.types().forEach(type -> byType.put(type, service));
        }
    }

    /** A model with the prices and measurements of this version. */
    public static CostModel standard() {
        return new CostModel(PriceList.standard(), Measurements.standard());
    }

    /** The prices. */
    public PriceList prices() {
        return prices;
    }

    /**
     * The bill of a stack.
     *
     * @param graph the stack, recorded as an update
     * @throws GraphException when there is no price at all for its region
     */
    public Bill price(StackGraph graph, Workload workload) {
        String region = region(graph);
        if (!prices.regions().contains(region)) {
            throw new GraphException("there are no prices for " + region + "; there are for "
                    + String.join(", ", prices.regions()) + ": give a file with --prices");
        }
        Flow flow = flow(graph, workload);
        Charges charges = new Charges(prices, region);
        List<GraphResource> keys = graph.ofType(KmsPricing.KEY);
        graph.resources().stream()
                .filter(resource -> !keys.contains(resource))
                .forEach(resource -> price(resource, flow, charges));
        keys.forEach(key -> price(key, flow, charges));
        return charges.bill(graph.stack(), workload, floor(charges, flow));
    }

    Flow flow(StackGraph graph, Workload workload) {
        return new Flow(graph, workload, measurements, prices.date().getYear());
    }

    private void price(GraphResource resource, Flow flow, Charges charges) {
        ServicePricing service = byType.get(resource.type());
        String reason = FreeTypes.reason(resource.type());
        if (service != null) {
            service.price(resource, flow, charges);
        } else if (reason != null) {
            charges.free(resource, reason);
        } else if (!resource.custom()) {
            charges.free(resource, "a component: its children are charged");
        } else {
            charges.unpriced(resource, "nothing is known of the charges of its type");
        }
    }

    /** Firehose for the senders' bytes alone, and what the raw zone costs on S3. */
    private static double floor(Charges charges, Flow flow) {
        double delivery = charges.usd(
                "firehose.gb",
                Gigabytes.of((double) flow.workload().events() * flow.workload().eventBytes()));
        double raw = charges.items().stream()
                .filter(item -> item.service().equals(S3Pricing.SERVICE))
                .filter(item -> item.item().equals(S3Pricing.PUT_RAW)
                        || flow.rawZones().stream().anyMatch(zone -> item.item().endsWith(", " + zone.prefix())))
                .mapToDouble(BillItem::usd)
                .sum();
        return delivery + raw;
    }

    /** The region of the program's provider. */
    static String region(StackGraph graph) {
        return graph.ofType(PROVIDER).stream()
                .flatMap(provider -> provider.inputs().optionalText("region").stream())
                .findFirst()
                .orElseThrow(
                        () -> new GraphException("the graph of " + graph.stack() + " has no provider with a region"));
    }
}
