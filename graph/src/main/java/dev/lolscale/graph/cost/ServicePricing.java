package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.Set;

/** How the resources of one AWS service are charged. */
interface ServicePricing {

    /** The types of resources that it knows the charges of. */
    Set<String> types();

    /** Charges one resource of these types, or says why there is nothing to charge. */
    void price(GraphResource resource, Flow flow, Charges charges);
}
