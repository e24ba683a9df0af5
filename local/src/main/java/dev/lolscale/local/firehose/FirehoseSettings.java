package dev.lolscale.local.firehose;

import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link FirehoseService} is started with.
 *
 * @param port loopback port, 0 for any free one
 * @param spool folder for records that are acknowledged and not yet delivered; made when absent
 * @param region region named in ARNs, for example {@code us-east-1}
 * @param accountId account named in ARNs and errors, 12 digits
 * @param streams the delivery streams, names different from each other
 */
public record FirehoseSettings(int port, Path spool, String region, String accountId, List<DeliveryStream> streams) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException when the port is outside 0-65535 or two streams have one name
     */
    public FirehoseSettings {
        streams = List.copyOf(streams);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "Firehose port " + port + " is outside 0-65535; take 0 for any free port.");
        }
        long names = streams.stream().map(DeliveryStream::name).distinct().count();
        if (names != streams.size()) {
            throw new IllegalArgumentException("Two delivery streams have the same name; names must differ: "
                    + streams.stream().map(DeliveryStream::name).sorted().toList());
        }
    }
}
