package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.StringLiteral;
import java.util.Map;
import java.util.Set;

/**
 * Functions whose pattern or path must be written as text, because it is put into DuckDB's words while translating. In
 * the table of functions their names begin with {@link FunctionTranslator#INTERNAL}.
 */
final class LiteralArguments {

    private interface Words {
        String of(FunctionCall node, String text);
    }

    private static final Map<String, Words> SECOND = Map.of(
            "date_format", TimePatterns::mysql,
            "date_parse", TimePatterns::mysql,
            "format_datetime", TimePatterns::joda,
            "parse_datetime", TimePatterns::joda,
            "json_extract", JsonPath::translate,
            "json_extract_scalar", JsonPath::translate,
            "json_size", JsonPath::translate);
    private static final Set<String> REPLACING = Set.of("regexp_replace");

    private LiteralArguments() {}

    static boolean has(String name) {
        return SECOND.containsKey(name) || REPLACING.contains(name);
    }

    /** Puts the argument that is written as text into DuckDB's words. */
    static void rewrite(FunctionCall node, String name, Map<Integer, Sql> values) {
        int position = REPLACING.contains(name) ? 2 : 1;
        if (position >= node.getArguments().size()) {
            return;
        }
        if (!(node.getArguments().get(position) instanceof StringLiteral literal)) {
            throw QueryException.at(
                    node,
                    Kind.REFUSED,
                    "in the local lake argument " + (position + 1) + " of " + name + " must be written as text");
        }
        Words words = SECOND.getOrDefault(name, (call, text) -> replacement(text));
        values.put(position, new Sql(Quoted.text(words.of(node, literal.getValue())), SqlType.VARCHAR));
    }

    /** {@code $1} is a group, and a backslash takes the next character as it is; DuckDB writes a group {@code \1}. */
    private static String replacement(String text) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean more = i + 1 < text.length();
            if (c == '$' && more && Character.isDigit(text.charAt(i + 1))) {
                words.append('\\');
            } else if (c == '\\' && more) {
                i++;
                words.append(text.charAt(i) == '\\' ? "\\\\" : String.valueOf(text.charAt(i)));
            } else {
                words.append(c);
            }
        }
        return words.toString();
    }
}
