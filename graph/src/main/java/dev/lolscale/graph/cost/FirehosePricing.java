package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.List;
import java.util.Set;

/** Firehose: the bytes of each record, rounded up to 5 KB; what it does besides is priced by nobody here. */
final class FirehosePricing implements ServicePricing {

    private static final String SERVICE = "Firehose";
    private static final String S3 = "extendedS3Configuration.";

    @Override
    public Set<String> types() {
        return Set.of(Types.STREAM);
    }

    @Override
    public void price(GraphResource stream, Flow flow, Charges charges) {
        if (!stream.inputs().optionalText("destination").orElse("").equals("extended_s3")) {
            charges.unpriced(stream, "only delivery to S3 is priced");
            return;
        }
        double bytes = flow.requestsInto(stream) * flow.request().billedBytes();
        charges.ingest(stream, SERVICE, "bytes in records of 5 KB steps", Gigabytes.of(bytes), "firehose.gb");
        for (String extra : List.of(
                "dataFormatConversionConfiguration", "dynamicPartitioningConfiguration", "processingConfiguration")) {
            if (stream.inputs().flag(S3 + extra + ".enabled")) {
                charges.unpriced(stream, extra + " has charges of its own");
            }
        }
    }
}
