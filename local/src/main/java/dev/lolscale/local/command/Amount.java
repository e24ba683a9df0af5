package dev.lolscale.local.command;

import java.math.BigDecimal;
import java.util.Locale;

/** A count as people write it: {@code 200M}, {@code 1B}, {@code 1.5k}, {@code 1_000}. */
final class Amount {

    private Amount() {}

    /**
     * The count.
     *
     * @param option whose value it is, for the error message
     */
    static long of(String option, String text) {
        String plain = text.replace("_", "").replace(",", "").toLowerCase(Locale.ROOT);
        if (plain.matches("\\d{1,15}(\\.\\d{1,9})?[kmb]?")) {
            char suffix = plain.charAt(plain.length() - 1);
            int zeros = "kmb".indexOf(suffix) * 3 + 3;
            String number = zeros > 0 && !Character.isDigit(suffix) ? plain.substring(0, plain.length() - 1) : plain;
            BigDecimal value = new BigDecimal(number).scaleByPowerOfTen(Character.isDigit(suffix) ? 0 : zeros);
            if (value.stripTrailingZeros().scale() <= 0 && value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                return value.longValueExact();
            }
        }
        throw CommandFailure.environment(
                option + " is \"" + text + "\"; needed is a whole number, for example 1000, 200M or 1B", null);
    }

    /** The count in the shortest of these forms: {@code 200M}. */
    static String text(long count) {
        String[] suffixes = {"", "k", "M", "B"};
        long rest = count;
        int i = 0;
        while (rest != 0 && rest % 1_000 == 0 && i < suffixes.length - 1) {
            rest /= 1_000;
            i++;
        }
        return rest + suffixes[i];
    }
}
