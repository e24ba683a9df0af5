package dev.lolscale.local.athena;

import dev.lolscale.local.athena.QueryException.Kind;
import io.trino.sql.tree.Node;
import java.util.HashMap;
import java.util.Map;

/** Patterns of dates and times, as DuckDB's strftime and strptime take them. */
final class TimePatterns {

    private static final Map<Character, String> MYSQL = new HashMap<>();
    private static final Map<String, String> JODA = Map.ofEntries(
            Map.entry("yyyy", "%Y"),
            Map.entry("YYYY", "%Y"),
            Map.entry("y", "%Y"),
            Map.entry("yy", "%y"),
            Map.entry("xxxx", "%G"),
            Map.entry("ww", "%V"),
            Map.entry("e", "%u"),
            Map.entry("E", "%a"),
            Map.entry("EE", "%a"),
            Map.entry("EEE", "%a"),
            Map.entry("EEEE", "%A"),
            Map.entry("M", "%-m"),
            Map.entry("MM", "%m"),
            Map.entry("MMM", "%b"),
            Map.entry("MMMM", "%B"),
            Map.entry("d", "%-d"),
            Map.entry("dd", "%d"),
            Map.entry("D", "%-j"),
            Map.entry("DDD", "%j"),
            Map.entry("H", "%-H"),
            Map.entry("HH", "%H"),
            Map.entry("h", "%-I"),
            Map.entry("hh", "%I"),
            Map.entry("m", "%-M"),
            Map.entry("mm", "%M"),
            Map.entry("s", "%-S"),
            Map.entry("ss", "%S"),
            Map.entry("SSS", "%g"),
            Map.entry("a", "%p"));

    static {
        String[] pairs = {
            "a=%a",
            "b=%b",
            "c=%-m",
            "d=%d",
            "e=%-d",
            "f=%f",
            "H=%H",
            "h=%I",
            "I=%I",
            "i=%M",
            "j=%j",
            "k=%-H",
            "l=%-I",
            "M=%B",
            "m=%m",
            "p=%p",
            "r=%I:%M:%S %p",
            "S=%S",
            "s=%S",
            "T=%H:%M:%S",
            "v=%V",
            "W=%A",
            "x=%G",
            "Y=%Y",
            "y=%y",
            "%=%%"
        };
        for (String pair : pairs) {
            MYSQL.put(pair.charAt(0), pair.substring(2));
        }
    }

    private TimePatterns() {}

    /** A pattern of MySQL's, as date_format and date_parse take it. */
    static String mysql(Node node, String pattern) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%') {
                words.append(c);
                continue;
            }
            String word = ++i < pattern.length() ? MYSQL.get(pattern.charAt(i)) : null;
            if (word == null) {
                throw unknown(node, i < pattern.length() ? "%" + pattern.charAt(i) : "%", pattern);
            }
            words.append(word);
        }
        return words.toString();
    }

    /** A pattern of Joda-Time's, as format_datetime and parse_datetime take it. */
    static String joda(Node node, String pattern) {
        StringBuilder words = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            int end = i + 1;
            if (c == '\'') {
                end = quoted(node, pattern, i, words);
            } else if (Character.isLetter(c)) {
                while (end < pattern.length() && pattern.charAt(end) == c) {
                    end++;
                }
                String letters = pattern.substring(i, end);
                String word = JODA.get(letters);
                if (word == null) {
                    throw unknown(node, letters, pattern);
                }
                words.append(word);
            } else {
                words.append(c == '%' ? "%%" : String.valueOf(c));
            }
            i = end;
        }
        return words.toString();
    }

    private static int quoted(Node node, String pattern, int open, StringBuilder words) {
        if (pattern.startsWith("''", open)) {
            words.append('\'');
            return open + 2;
        }
        for (int i = open + 1; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '\'') {
                words.append(pattern.charAt(i) == '%' ? "%%" : String.valueOf(pattern.charAt(i)));
            } else if (pattern.startsWith("''", i)) {
                words.append('\'');
                i++;
            } else {
                return i + 1;
            }
        }
        throw unknown(node, "'", pattern);
    }

    private static QueryException unknown(Node node, String part, String pattern) {
        return QueryException.at(
                node,
                Kind.REFUSED,
                "the part " + part + " of the pattern '" + pattern + "' is not available in the local lake");
    }
}
