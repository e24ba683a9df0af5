package dev.lolscale.graph.check;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Secret;
import dev.lolscale.graph.StackGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the secrets of a stack in text that others wrote. A policy pack gets secrets in clear, as Pulumi's engine hands
 * them over, and may repeat them in what it says.
 */
final class Redaction {

    /** A shorter secret is hidden only where it stands alone: a secret "1" must not tear every number apart. */
    private static final int SHORT = 6;

    private final List<Pattern> secrets;

    private Redaction(Set<String> values) {
        List<String> spellings = new ArrayList<>();
        for (String value : values) {
            spellings.add(value);
            String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(value));
            if (!escaped.equals(value)) {
                spellings.add(escaped);
            }
        }
        // A secret may be part of another one.
        spellings.sort(Comparator.comparing(String::length).reversed());
        secrets = spellings.stream().map(Redaction::pattern).toList();
    }

    /** These secrets alone. */
    static Redaction of(Collection<String> secrets) {
        Set<String> values = new TreeSet<>();
        secrets.stream().filter(value -> !value.isBlank()).forEach(values::add);
        return new Redaction(values);
    }

    /** The secrets of a graph, and some more. */
    static Redaction of(StackGraph graph, Collection<String> more) {
        Set<String> values = new TreeSet<>();
        for (GraphResource resource : graph.resources()) {
            collect(resource.inputs().values(), false, values);
            collect(resource.outputs().values(), false, values);
        }
        collect(graph.outputs().values(), false, values);
        more.stream().filter(value -> !value.isBlank()).forEach(values::add);
        return new Redaction(values);
    }

    /** The text without secrets. */
    String of(String text) {
        String redacted = text;
        for (Pattern secret : secrets) {
            redacted = secret.matcher(redacted).replaceAll(Matcher.quoteReplacement(Secret.REDACTED));
        }
        return redacted;
    }

    private static void collect(Object value, boolean secret, Set<String> values) {
        if (value instanceof Secret wrapped) {
            collect(wrapped.reveal(), true, values);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> collect(item, secret, values));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, secret, values));
        } else if (secret && (value instanceof String || value instanceof Number)) {
            String text = value.toString();
            if (!text.isBlank()) {
                values.add(text);
            }
        }
    }

    private static Pattern pattern(String spelling) {
        String quoted = Pattern.quote(spelling);
        return Pattern.compile(
                spelling.length() >= SHORT ? quoted : "(?<![\\p{Alnum}_.-])" + quoted + "(?![\\p{Alnum}_.-])");
    }
}
