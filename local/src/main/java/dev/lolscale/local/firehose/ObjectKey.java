package dev.lolscale.local.firehose;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names objects as Firehose does: evaluated prefix, then {@code <stream>-<version>-yyyy-MM-dd-HH-mm-ss-<uuid><extension>}. The rules are
 * those of the developer guide's pages "Understand custom prefixes for Amazon S3 objects" and "Configure Amazon S3 object name format".
 */
final class ObjectKey {
    private static final Pattern EXPRESSION = Pattern.compile("!\\{([^:{}]*):([^{}]*)\\}");
    private static final String TIMESTAMP = "timestamp";
    private static final String FIREHOSE = "firehose";
    private static final String RANDOM_STRING = "random-string";
    private static final String ERROR_OUTPUT_TYPE = "error-output-type";
    private static final String DEFAULT_TIME = "!{timestamp:yyyy/MM/dd/HH/}";
    private static final int LONGEST_PREFIX = 512;
    private static final int RANDOM_STRING_LENGTH = 11;

    private ObjectKey() {}

    static void check(String stream, String prefix, String errorOutputPrefix) {
        String where = "Delivery stream " + stream + ": ";
        checkExpressions(where + "prefix", prefix);
        checkExpressions(where + "error output prefix", errorOutputPrefix);
        if (uses(prefix, FIREHOSE, ERROR_OUTPUT_TYPE)) {
            throw new IllegalArgumentException(where + "prefix \"" + prefix
                    + "\" must not contain !{firehose:error-output-type}; only the error output prefix may.");
        }
        if (errorOutputPrefix.isEmpty() && EXPRESSION.matcher(prefix).find()) {
            throw new IllegalArgumentException(where + "prefix \"" + prefix
                    + "\" contains expressions, so an error output prefix is needed, for example"
                    + " errors/!{firehose:error-output-type}/.");
        }
        if (EXPRESSION.matcher(errorOutputPrefix).find() && !uses(errorOutputPrefix, FIREHOSE, ERROR_OUTPUT_TYPE)) {
            throw new IllegalArgumentException(where + "error output prefix \"" + errorOutputPrefix
                    + "\" contains expressions, so one must be !{firehose:error-output-type}.");
        }
        checkLength(where + "prefix", evaluate(prefix, Instant.EPOCH));
        checkLength(where + "error output prefix", evaluate(errorOutputPrefix, Instant.EPOCH));
    }

    private static void checkLength(String where, String evaluated) {
        if (evaluated.length() > LONGEST_PREFIX) {
            throw new IllegalArgumentException(where + " is " + evaluated.length()
                    + " characters long once evaluated; at most " + LONGEST_PREFIX + " are allowed.");
        }
    }

    private static void checkExpressions(String where, String prefix) {
        String literals = EXPRESSION.matcher(prefix).replaceAll("");
        if (literals.contains("!{")) {
            throw new IllegalArgumentException(
                    where + " \"" + prefix + "\" contains !{ outside an expression of the form !{namespace:value}.");
        }
        EXPRESSION.matcher(prefix).results().forEach(expression -> checkExpression(where, expression));
    }

    private static void checkExpression(String where, MatchResult expression) {
        String namespace = expression.group(1);
        String value = expression.group(2);
        if (namespace.equals(TIMESTAMP)) {
            try {
                format(value, Instant.EPOCH);
            } catch (RuntimeException notAPattern) {
                throw new IllegalArgumentException(
                        where + ": " + expression.group() + " is not a Java DateTimeFormatter pattern: "
                                + notAPattern.getMessage(),
                        notAPattern);
            }
        } else if (!namespace.equals(FIREHOSE) || !(value.equals(RANDOM_STRING) || value.equals(ERROR_OUTPUT_TYPE))) {
            throw new IllegalArgumentException(where + ": " + expression.group()
                    + " is unknown; allowed are !{timestamp:pattern}, !{firehose:random-string} and, for errors,"
                    + " !{firehose:error-output-type}.");
        }
    }

    private static boolean uses(String prefix, String namespace, String value) {
        return prefix.contains("!{" + namespace + ":" + value + "}");
    }

    /**
     * The key of an object.
     *
     * @param arrival when the object's oldest record arrived
     * @param id makes the name unique
     */
    static String of(DeliveryStream stream, Instant arrival, UUID id) {
        String prefix =
                stream.prefix().contains("!{" + TIMESTAMP + ":") ? stream.prefix() : stream.prefix() + DEFAULT_TIME;
        return evaluate(prefix, arrival)
                + stream.name()
                + "-1-"
                + format("yyyy-MM-dd-HH-mm-ss", arrival)
                + "-"
                + id
                + stream.compression().fileExtension();
    }

    private static String evaluate(String prefix, Instant arrival) {
        return EXPRESSION
                .matcher(prefix)
                .replaceAll(expression -> Matcher.quoteReplacement(value(expression, arrival)));
    }

    private static String value(MatchResult expression, Instant arrival) {
        return switch (expression.group(2)) {
            case RANDOM_STRING -> UUID.randomUUID().toString().substring(0, RANDOM_STRING_LENGTH);
            case ERROR_OUTPUT_TYPE -> "processing-failed";
            default -> format(expression.group(2), arrival);
        };
    }

    private static String format(String pattern, Instant time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(time);
    }
}
