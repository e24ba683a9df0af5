package dev.lolscale.local.athena;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Fills a template of the table of functions with arguments and types. */
final class Template {

    private static final Pattern HOLE = Pattern.compile("\\$(?:([1-9])|(\\*)|(\\|\\|)|\\{(\\w+)})");

    private Template() {}

    static String fill(String template, List<Sql> arguments, Map<String, SqlType> bound, SqlType returned) {
        return HOLE.matcher(template)
                .replaceAll(hole -> Matcher.quoteReplacement(value(hole, arguments, bound, returned)));
    }

    private static String value(
            java.util.regex.MatchResult hole, List<Sql> arguments, Map<String, SqlType> bound, SqlType returned) {
        if (hole.group(1) != null) {
            return arguments.get(Integer.parseInt(hole.group(1)) - 1).text();
        }
        if (hole.group(4) != null) {
            SqlType type = hole.group(4).equals("returned") ? returned : bound.get(hole.group(4));
            return type.duckDb();
        }
        String joiner = hole.group(2) != null ? ", " : " || ";
        return arguments.stream().map(Sql::text).collect(Collectors.joining(joiner));
    }
}
