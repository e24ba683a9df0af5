package dev.lolscale.local.athena;

import java.util.Locale;

/** What Athena would charge for a query in us-east-1 and most other regions: five dollars a terabyte, 10 MB at least. */
public final class AthenaCharge {

    private static final double BYTES_PER_USD = 2e11;
    private static final long LEAST_BYTES = 10_000_000;

    private AthenaCharge() {}

    /** Dollars for the scanned bytes. */
    public static double usd(long scannedBytes) {
        return Math.max(scannedBytes, LEAST_BYTES) / BYTES_PER_USD;
    }

    /** Dollars for the scanned bytes, {@code $0.00005}: as many digits as the least charge needs. */
    public static String text(long scannedBytes) {
        return String.format(Locale.ROOT, "$%.5f", usd(scannedBytes));
    }
}
