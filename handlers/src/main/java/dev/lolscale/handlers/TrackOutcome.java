package dev.lolscale.handlers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the lines of a request.
 *
 * @param accepted how many Firehose has acknowledged
 * @param rejected all others, in order
 * @param billedBytes what Firehose bills for the accepted ones
 * @param deliveryError the last error that Firehose gave, empty when there was none
 */
record TrackOutcome(int accepted, List<RejectedLine> rejected, long billedBytes, String deliveryError) {

    /** Nothing of a request that was refused whole. */
    static final TrackOutcome NOTHING = new TrackOutcome(0, List.of(), 0, "");

    boolean isUndelivered() {
        return rejected.stream().anyMatch(line -> line.reason().equals(RejectedLine.NOT_DELIVERED));
    }

    Map<String, Long> rejectedByReason() {
        return rejected.stream()
                .collect(Collectors.groupingBy(RejectedLine::reason, TreeMap::new, Collectors.counting()));
    }
}
