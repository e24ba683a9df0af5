package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import dev.lolscale.local.athena.SqlType.Base;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.IntervalLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.TimestampLiteral;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times, intervals and zones. A timestamp with time zone is an instant in DuckDB; its zone is known while translating,
 * because zones must be written as text, and is part of its type.
 */
final class TimeLiterals {

    private static final Pattern TIMESTAMP = Pattern.compile(
            "\\s*(\\d{4,}-\\d{1,2}-\\d{1,2})(?:\\s+((?:[01]?\\d|2[0-3]):[0-5]?\\d(?::[0-5]?\\d(?:\\.\\d{1,12})?)?))?"
                    + "(?:\\s*([A-Za-z+-].*))?\\s*");

    private TimeLiterals() {}

    static Sql timestamp(TimestampLiteral node) {
        Matcher parts = TIMESTAMP.matcher(node.getValue());
        if (!parts.matches()) {
            throw QueryException.at(node, Kind.SYNTAX, "'" + node.getValue() + "' is not a valid TIMESTAMP literal");
        }
        String time = parts.group(2) == null ? "00:00:00" : parts.group(2);
        String wall = "CAST(" + Quoted.text(parts.group(1) + " " + (time.length() < 6 ? time + ":00" : time))
                + " AS TIMESTAMP)";
        int written = time.replaceFirst("^[^.]*\\.?", "").length();
        if (written > 6) {
            throw QueryException.at(
                    node, Kind.REFUSED, "a timestamp of more than six digits is not available in the local lake");
        }
        int digits = written > 3 ? 6 : 3;
        if (parts.group(3) == null) {
            return new Sql(wall, SqlType.timestamp(digits));
        }
        String zone = zone(node, parts.group(3).strip());
        return new Sql(
                "timezone(" + Quoted.text(zone) + ", " + wall + ")",
                SqlType.timestampIn(zone).withDigits(digits));
    }

    static Sql interval(IntervalLiteral node) {
        String value = node.getValue().strip();
        String number = node.getStartField() == IntervalLiteral.IntervalField.SECOND ? "\\d+(\\.\\d+)?" : "\\d+";
        if (node.getEndField().isPresent() || !value.matches("[+-]?" + number)) {
            throw QueryException.at(
                    node,
                    Kind.REFUSED,
                    "an interval of several fields is not available in the local lake; add intervals of one field each");
        }
        String sign = node.getSign() == IntervalLiteral.Sign.NEGATIVE ? "- " : "";
        return new Sql(
                "(" + sign + "INTERVAL " + Quoted.text(value) + " "
                        + node.getStartField().name() + ")",
                SqlType.INTERVAL);
    }

    /** The instant at which the clock on the wall of the zone shows the time. */
    static Sql withTimeZone(Node node, Sql value, Expression zone) {
        if (!value.type().is(Base.TIMESTAMP, Base.UNKNOWN)) {
            throw ExpressionTranslator.mismatch(
                    node,
                    "Unexpected parameters (" + value.type().athena()
                            + ", varchar) for function with_timezone. Expected: with_timezone(timestamp, varchar)");
        }
        SqlType type = SqlType.timestampIn(zone(node, zone));
        return new Sql(fromWallClock(value.text(), type), type);
    }

    /** A time that a text tells, refused while it runs when the text has an offset that is not UTC. */
    static Sql inUtc(Sql instant, Sql told) {
        String message = "'the local lake has no time zones by offset: ''' || " + told.text()
                + " || '''; put the call into at_timezone(..., ''UTC'')'";
        String offset = "regexp_full_match(" + told.text() + ", '.*T.*[+-][0-9]{2}:?[0-9]{2}') AND NOT"
                + " regexp_full_match(" + told.text() + ", '.*[+-]00:?00')";
        return new Sql(
                "CASE WHEN " + offset + " THEN CAST(CAST(" + Failures.raise(message)
                        + " AS VARCHAR) AS TIMESTAMPTZ) ELSE " + instant.text() + " END",
                instant.type());
    }

    /** The same instant, shown on the clock of another zone. */
    static Sql atTimeZone(Node node, Sql value, Expression zone) {
        if (!value.type().is(Base.TIMESTAMP, Base.TIMESTAMP_WITH_TIME_ZONE, Base.UNKNOWN)) {
            throw ExpressionTranslator.mismatch(
                    node,
                    "Type of value must be a time or timestamp with or without time zone (actual "
                            + value.type().athena() + ")");
        }
        return new Sql("CAST(" + value.text() + " AS TIMESTAMPTZ)", SqlType.timestampIn(zone(node, zone)));
    }

    private static String zone(Node node, Expression zone) {
        if (zone instanceof StringLiteral literal) {
            return zone(node, literal.getValue());
        }
        throw QueryException.at(node, Kind.REFUSED, "in the local lake a time zone must be written as text");
    }

    /** A zone that DuckDB knows by the same name. */
    static String zone(Node node, String name) {
        try {
            ZoneId zone = ZoneId.of(name);
            if (zone instanceof ZoneOffset && !zone.equals(ZoneOffset.UTC)) {
                throw QueryException.at(
                        node,
                        Kind.REFUSED,
                        "a time zone of an offset is not available in the local lake; name a region, such as"
                                + " Europe/Berlin");
            }
            return zone instanceof ZoneOffset ? "UTC" : zone.getId();
        } catch (DateTimeException e) {
            throw QueryException.at(node, Kind.SYNTAX, "'" + name + "' is not a valid time zone");
        }
    }

    /** A date, or a time as the clock on the wall of its zone shows it, as DuckDB's TIMESTAMP. */
    static String wallClock(Sql moment) {
        return switch (moment.type().base()) {
            case TIMESTAMP_WITH_TIME_ZONE ->
                "timezone(" + Quoted.text(moment.type().zone()) + ", " + moment.text() + ")";
            case TIMESTAMP -> moment.text();
            default -> "CAST(" + moment.text() + " AS TIMESTAMP)";
        };
    }

    /** The reverse of {@link #wallClock}: a time of the wall clock as the type it came from. */
    static String fromWallClock(String text, SqlType type) {
        return switch (type.base()) {
            case TIMESTAMP_WITH_TIME_ZONE -> "timezone(" + Quoted.text(type.zone()) + ", " + text + ")";
            case DATE -> "CAST(" + text + " AS DATE)";
            default -> text;
        };
    }
}
