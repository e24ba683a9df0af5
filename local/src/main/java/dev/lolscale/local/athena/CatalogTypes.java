package dev.lolscale.local.athena;

import dev.lolscale.local.athena.SqlType.Base;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the types of the Glue catalog, which are Hive's: {@code map<string,array<struct<a:int,b:decimal(10,2)>>>}. */
final class CatalogTypes {

    private final String text;
    private int position;

    private CatalogTypes(String text) {
        this.text = text.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    }

    static SqlType read(String type) {
        CatalogTypes reader = new CatalogTypes(type);
        SqlType read = reader.type();
        if (reader.position != reader.text.length()) {
            throw reader.unknown();
        }
        return read;
    }

    private SqlType type() {
        String name = word();
        return switch (name) {
            case "string" -> SqlType.VARCHAR;
            case "varchar" -> SqlType.varchar(numbers(1).get(0));
            case "char" -> {
                numbers(1);
                yield SqlType.VARCHAR;
            }
            case "boolean" -> SqlType.BOOLEAN;
            case "tinyint" -> SqlType.of(Base.TINYINT);
            case "smallint" -> SqlType.of(Base.SMALLINT);
            case "int", "integer" -> SqlType.INTEGER;
            case "bigint", "long" -> SqlType.BIGINT;
            case "float" -> SqlType.of(Base.REAL);
            case "double" -> SqlType.DOUBLE;
            case "date" -> SqlType.DATE;
            case "timestamp" -> SqlType.TIMESTAMP;
            case "binary" -> SqlType.VARBINARY;
            case "decimal" -> {
                List<Integer> numbers = numbers(2);
                yield SqlType.decimal(numbers.get(0), numbers.get(1));
            }
            case "array" -> {
                take('<');
                SqlType element = type();
                take('>');
                yield SqlType.array(element);
            }
            case "map" -> {
                take('<');
                SqlType key = type();
                take(',');
                SqlType value = type();
                take('>');
                yield SqlType.map(key, value);
            }
            case "struct" -> struct();
            default -> throw unknown();
        };
    }

    private SqlType struct() {
        List<SqlType> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        take('<');
        do {
            names.add(word());
            take(':');
            types.add(type());
        } while (comma());
        take('>');
        return SqlType.row(types, names);
    }

    private boolean comma() {
        boolean found = position < text.length() && text.charAt(position) == ',';
        position += found ? 1 : 0;
        return found;
    }

    private String word() {
        int start = position;
        while (position < text.length() && "<>:,()".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>();
        take('(');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                take(',');
            }
            String digits = word();
            if (!digits.matches("\\d{1,5}")) {
                throw unknown();
            }
            numbers.add(Integer.valueOf(digits));
        }
        take(')');
        return numbers;
    }

    private void take(char expected) {
        if (position >= text.length() || text.charAt(position) != expected) {
            throw unknown();
        }
        position++;
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("column type \"" + text
                + "\" is not known; allowed are the types of the Glue catalog, such as string, bigint, array<string>");
    }
}
