package dev.lolscale.local.athena;

import dev.lolscale.local.athena.SqlType.Base;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a parameter of a function takes: a type's name, {@code number}, {@code moment} (a date or timestamp, seen on the
 * wall clock), {@code any}, a letter for a type of the caller's choice, or one of {@code array(T)}, {@code map(K,V)},
 * {@code function(T,R)}.
 */
record TypePattern(String name, List<TypePattern> parts) {

    static TypePattern read(String text) {
        int open = text.indexOf('(');
        if (open < 0) {
            return new TypePattern(text.strip(), List.of());
        }
        List<TypePattern> parts = new ArrayList<>();
        for (String part : split(text.substring(open + 1, text.lastIndexOf(')')))) {
            parts.add(read(part));
        }
        return new TypePattern(text.substring(0, open).strip(), List.copyOf(parts));
    }

    /** Splits at the commas that are outside of parentheses. */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (!text.substring(start).isBlank()) {
            parts.add(text.substring(start).strip());
        }
        return parts;
    }

    boolean isVariable() {
        return name.length() == 1 && Character.isUpperCase(name.charAt(0));
    }

    /** Whether a value of the type fits; what the letters stand for is put into {@code bound}. */
    boolean matches(SqlType type, Map<String, SqlType> bound) {
        if (isVariable()) {
            SqlType common = SqlType.common(bound.getOrDefault(name, SqlType.UNKNOWN), type);
            if (common != null) {
                bound.put(name, common);
            }
            return common != null;
        }
        if (type.is(Base.UNKNOWN)) {
            parts.forEach(part -> part.matches(SqlType.UNKNOWN, bound));
            return true;
        }
        return switch (name) {
            case "any" -> true;
            case "number", "double" -> type.isNumeric();
            case "bigint" -> type.isInteger();
            case "float" -> type.is(Base.REAL, Base.DOUBLE);
            case "moment", "timestamptz" -> type.isMoment();
            case "array", "map" -> type.base().name().equalsIgnoreCase(name) && partsMatch(type, bound);
            default -> type.base().name().equalsIgnoreCase(name);
        };
    }

    private boolean partsMatch(SqlType type, Map<String, SqlType> bound) {
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).matches(type.parts().get(i), bound)) {
                return false;
            }
        }
        return true;
    }

    /** The type that the pattern stands for once its letters are bound. */
    SqlType type(Map<String, SqlType> bound) {
        if (isVariable()) {
            return bound.getOrDefault(name, SqlType.UNKNOWN);
        }
        return switch (name) {
            case "array" -> SqlType.array(parts.get(0).type(bound));
            case "map" -> SqlType.map(parts.get(0).type(bound), parts.get(1).type(bound));
            case "row" -> {
                List<SqlType> types =
                        parts.stream().map(part -> part.type(bound)).toList();
                List<String> names = new ArrayList<>();
                types.forEach(type -> names.add("field" + names.size()));
                yield SqlType.row(types, names);
            }
            case "timestamptz" -> SqlType.timestampIn("UTC");
            default -> SqlType.of(Base.valueOf(name.toUpperCase(java.util.Locale.ROOT)));
        };
    }

    @Override
    public String toString() {
        return parts.isEmpty()
                ? name
                : name + "("
                        + String.join(
                                ", ", parts.stream().map(TypePattern::toString).toList()) + ")";
    }
}
