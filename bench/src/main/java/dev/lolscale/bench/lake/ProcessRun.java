package dev.lolscale.bench.lake;

/**
 * What one run of a peer took.
 *
 * @param seconds from the start of its process to its end
 * @param peakMegabytes its most resident memory
 */
record ProcessRun(double seconds, double peakMegabytes) {}
