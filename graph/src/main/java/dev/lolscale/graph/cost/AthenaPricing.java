package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Athena: the bytes that each saved query reads after a year, 10 MB at least, and no more than its workgroup lets it. */
final class AthenaPricing implements ServicePricing {

    private static final String SERVICE = "Athena";
    private static final double LEAST_BYTES = 10e6;
    private static final double BYTES_OF_TERABYTE = 1e12;

    @Override
    public Set<String> types() {
        return Set.of(Types.NAMED_QUERY, Types.WORKGROUP);
    }

    @Override
    public void price(GraphResource resource, Flow flow, Charges charges) {
        if (resource.type().equals(Types.WORKGROUP)) {
            charges.free(resource, "its queries are charged, not the workgroup");
            return;
        }
        QueryReach reach = QueryReach.of(resource.inputs().text("query"));
        List<LakeTable> tables = flow.lake().tables().stream()
                .filter(table -> reach.tables().contains(table.name()))
                .toList();
        if (tables.isEmpty()) {
            charges.unpriced(resource, "it reads no table of this lake");
            return;
        }
        double reads = scannedBytes(resource, flow);
        double limit = cutoff(resource, flow);
        String name = resource.inputs().optionalText("name").orElse(resource.name());
        if (reads > limit) {
            charges.warn(String.format(
                    Locale.ROOT,
                    "the saved query %s reads %.1f GB after a year, and the workgroup ends it at %.1f GB",
                    name,
                    reads / 1e9,
                    limit / 1e9));
        }
        double each = flow.workload().queries()
                / flow.graph().ofType(Types.NAMED_QUERY).size();
        double billed = Math.max(LEAST_BYTES, Math.min(reads, limit));
        charges.charge(resource, SERVICE, "query " + name, each * billed / BYTES_OF_TERABYTE, "athena.tb");
    }

    /** Bytes that a saved query reads once, after a year. */
    static double scannedBytes(GraphResource query, Flow flow) {
        QueryReach reach = QueryReach.of(query.inputs().text("query"));
        return flow.lake().tables().stream()
                .filter(table -> reach.tables().contains(table.name()))
                .mapToDouble(table -> table.bytesPerDay(reach, flow) * Math.min(reach.days(), table.keptDays()))
                .sum();
    }

    /** The most bytes that the query's workgroup lets it read; infinite without a limit. */
    static double cutoff(GraphResource query, Flow flow) {
        return query.inputs()
                .optionalText("workgroup")
                .flatMap(name -> flow.graph().find(Types.WORKGROUP, "name", name))
                .filter(workgroup -> workgroup.inputs().has("configuration.bytesScannedCutoffPerQuery"))
                .map(workgroup -> workgroup.inputs().decimal("configuration.bytesScannedCutoffPerQuery"))
                .orElse(Double.POSITIVE_INFINITY);
    }
}
