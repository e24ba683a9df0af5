package dev.lolscale.graph.cost;

/** AWS's gigabyte on a bill: 2^30 bytes. */
final class Gigabytes {

    private static final double BYTES = 1024.0 * 1024 * 1024;

    private Gigabytes() {}

    static double of(double bytes) {
        return bytes / BYTES;
    }
}
