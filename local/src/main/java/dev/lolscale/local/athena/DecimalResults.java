package dev.lolscale.local.athena;

/** The precision and scale of decimals that functions give, as Trino's documentation has them. */
final class DecimalResults {

    private DecimalResults() {}

    static SqlType of(String function, SqlType argument) {
        SqlType decimal = argument.asDecimal();
        int precision = decimal.precision();
        int scale = decimal.scale();
        return switch (function) {
            case "sum" -> SqlType.decimal(38, scale);
            case "ceil", "ceiling", "floor", "round", "truncate" ->
                SqlType.decimal(precision - scale + Math.min(scale, 1), 0);
            case "athena_round" -> SqlType.decimal(precision + 1, scale);
            default -> decimal;
        };
    }
}
