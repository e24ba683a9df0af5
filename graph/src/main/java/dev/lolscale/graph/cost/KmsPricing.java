package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.Set;

/** KMS: each key, and the requests of what it encrypts, of which there are few where only notifications are encrypted. */
final class KmsPricing implements ServicePricing {

    private static final String SERVICE = "KMS";
    private static final String KEY = "aws:kms/key:Key";

    @Override
    public Set<String> types() {
        return Set.of(KEY);
    }

    @Override
    public void price(GraphResource key, Flow flow, Charges charges) {
        charges.charge(key, SERVICE, "key " + key.name(), 1, "kms.key");
        double requests = 2 * flow.measurements().number("alarms.messages");
        charges.charge(key, SERVICE, "requests to " + key.name(), requests, "kms.requests");
        boolean encryptsData = flow.graph().resources().stream()
                .filter(resource -> resource.type().startsWith("aws:s3/bucketServerSideEncryption")
                        || resource.type().equals(Types.STREAM)
                        || resource.type().equals(Types.WORKGROUP)
                        || resource.type().equals(Types.QUEUE))
                .anyMatch(resource -> resource.propertyDependencies().values().stream()
                        .anyMatch(sources -> sources.contains(key.urn())));
        if (encryptsData) {
            charges.unpriced(key, "requests of the data that it encrypts");
        }
    }
}
