package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.tree.Node;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of json_extract: {@code $.a.b[0]["c d"]}. */
final class JsonPath {

    private static final Pattern STEP =
            Pattern.compile("\\.(\\w+)|\\[(\\d+)]|\\[\"([^\"\\\\]+)\"]|\\['([^'\"\\\\]+)']");

    private JsonPath() {}

    /** The path as DuckDB reads it: {@code $."a"."b"[0]."c d"}. */
    static String translate(Node node, String path) {
        Matcher steps = STEP.matcher(path);
        StringBuilder written = new StringBuilder("$");
        int end = 1;
        while (path.startsWith("$") && end < path.length() && steps.find(end) && steps.start() == end) {
            String name =
                    steps.group(1) != null ? steps.group(1) : steps.group(3) != null ? steps.group(3) : steps.group(4);
            written.append(name == null ? "[" + steps.group(2) + "]" : ".\"" + name + "\"");
            end = steps.end();
        }
        if (!path.startsWith("$") || end != path.length()) {
            throw QueryException.at(
                    node,
                    Kind.REFUSED,
                    "JSON path '" + path + "' is not available in the local lake; write it like $.name[0][\"other\"]");
        }
        return written.toString();
    }
}
