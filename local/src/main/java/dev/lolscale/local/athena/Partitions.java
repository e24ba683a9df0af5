package dev.lolscale.local.athena;

import java.util.List;

/** Where the partitions of a Hive table come from. Their folders are {@code name=value}, one level a column. */
public sealed interface Partitions {

    /** Every folder that exists. */
    record Found() implements Partitions {}

    /**
     * The partitions that the catalog lists, as a crawler put them there; other folders are not read.
     *
     * @param values one list a partition, its values in the order of the table's partition columns
     */
    record Listed(List<List<String>> values) implements Partitions {

        /** Takes a copy. */
        public Listed {
            values = values.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Partition projection: every folder whose {@code year} lies in the range.
     *
     * @param first the first year, inclusive
     * @param last the last year, inclusive
     */
    record Projected(int first, int last) implements Partitions {

        /** Checks the order. */
        public Projected {
            if (first > last) {
                throw new IllegalArgumentException(
                        "partition projection: the range of years " + first + "," + last + " ends before it begins");
            }
        }
    }
}
