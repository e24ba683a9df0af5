package dev.lolscale.local.athena;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function of Athena, and how DuckDB is asked for the same answer.
 *
 * @param kind how it is called
 * @param name its name; lower case
 * @param parameters what it takes
 * @param variadic whether the last parameter may come any number of times, but at least once
 * @param returns what it gives: a type, a letter of the parameters, {@code moment} for the type of the moment taken, or
 *     {@code $1} for the type of the first argument
 * @param template DuckDB's SQL; {@code $1} is the first argument, {@code $*} all, {@code $||} all joined by that
 *     operator, {@code ${T}} the type that a letter stands for
 * @param wrapper what is done with the result, which is {@code $0}; empty for nothing
 */
record Function(
        Kind kind,
        String name,
        List<TypePattern> parameters,
        boolean variadic,
        TypePattern returns,
        String template,
        String wrapper) {

    enum Kind {
        SCALAR,
        AGGREGATE,
        WINDOW
    }

    private static final Pattern LINE =
            Pattern.compile("(?:(aggregate|window) )?([a-z0-9_]+)\\((.*?)\\) ([a-zA-Z0-9$_(),]+) = (.*?)(?: => (.*))?");

    /** Reads a line of the table of functions: {@code [aggregate|window] name(parameters) returns = template}. */
    static Function read(String line) {
        Matcher parts = LINE.matcher(line.strip());
        if (!parts.matches()) {
            throw new IllegalStateException("the table of functions has a line that cannot be read: " + line);
        }
        Kind kind = parts.group(1) == null
                ? Kind.SCALAR
                : Kind.valueOf(parts.group(1).toUpperCase(java.util.Locale.ROOT));
        boolean variadic = parts.group(3).endsWith("...");
        String list = variadic ? parts.group(3).substring(0, parts.group(3).length() - 3) : parts.group(3);
        List<TypePattern> parameters = new ArrayList<>();
        TypePattern.split(list).forEach(parameter -> parameters.add(TypePattern.read(parameter)));
        return new Function(
                kind,
                parts.group(2),
                List.copyOf(parameters),
                variadic,
                TypePattern.read(parts.group(4)),
                parts.group(5).strip(),
                parts.group(6) == null ? "" : parts.group(6).strip());
    }

    boolean takes(int arguments) {
        return variadic ? arguments >= parameters.size() : arguments == parameters.size();
    }

    TypePattern parameter(int position) {
        return parameters.get(Math.min(position, parameters.size() - 1));
    }

    /** How the function is called, for the reader: {@code lower(varchar)}. */
    String signature() {
        return name + "("
                + String.join(
                        ", ", parameters.stream().map(TypePattern::toString).toList()) + (variadic ? "..." : "") + ")";
    }
}
