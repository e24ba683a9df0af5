package dev.lolscale.local.command;

import java.util.Locale;

/** Dollars for people. */
final class Usd {

    private static final double SMALL = 1;

    private Usd() {}

    /** A sum: {@code $1,234.50}. */
    static String sum(double usd) {
        return String.format(Locale.ROOT, "%s$%,.2f", usd < 0 ? "-" : "", Math.abs(usd));
    }

    /** The price of a million events, with the digits that it needs: {@code $0.0192}, {@code $16.81}. */
    static String ofMillion(double usd) {
        return String.format(Locale.ROOT, usd < SMALL ? "$%.4f" : "$%,.2f", usd);
    }
}
