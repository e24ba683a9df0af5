package dev.lolscale.local.athena;

import java.util.Collection;
import java.util.stream.Collectors;

/** Text made safe inside DuckDB's SQL. */
final class Quoted {

    private Quoted() {}

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    static String texts(Collection<String> values) {
        return values.stream().map(Quoted::text).collect(Collectors.joining(", ", "[", "]"));
    }
}
