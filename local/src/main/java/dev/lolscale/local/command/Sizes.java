package dev.lolscale.local.command;

import java.util.Locale;

/** Bytes for people, in the powers of 1,000 that AWS bills by. */
final class Sizes {

    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};

    private Sizes() {}

    static String text(long bytes) {
        double value = bytes;
        int unit = 0;
        // What would be rounded to a thousand is one of the next unit.
        while (value >= (unit == 0 ? 1000 : 999.95) && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
