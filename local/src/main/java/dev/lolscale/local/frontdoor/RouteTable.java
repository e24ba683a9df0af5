package dev.lolscale.local.frontdoor;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the route of a request: exact segments before variables, variables before greedy ones, a method before
 * {@code ANY}.
 */
final class RouteTable<T> {

    private static final String ANY = "ANY";

    /** A route that matches, and the values of its path's variables. */
    record Match<T>(T target, Map<String, String> pathParameters) {}

    private record Entry<T>(String method, List<String> segments, T target) {

        Optional<Match<T>> match(String requestMethod, List<String> path) {
            if (!method.equals(ANY) && !method.equals(requestMethod)) {
                return Optional.empty();
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 0; i < segments.size(); i++) {
                String segment = segments.get(i);
                if (i >= path.size()) {
                    return Optional.empty();
                }
                if (isGreedy(segment)) {
                    String rest = String.join("/", path.subList(i, path.size()));
                    parameters.put(segment.substring(1, segment.length() - 2), decode(rest));
                    return rest.isEmpty() ? Optional.empty() : Optional.of(new Match<>(target, parameters));
                }
                if (isVariable(segment)) {
                    parameters.put(segment.substring(1, segment.length() - 1), decode(path.get(i)));
                } else if (!segment.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return path.size() == segments.size() ? Optional.of(new Match<>(target, parameters)) : Optional.empty();
        }

        /** Sorts the more specific first: one letter a segment, then one for the method. */
        String order() {
            StringBuilder order = new StringBuilder();
            for (String segment : segments) {
                order.append(isGreedy(segment) ? 'c' : isVariable(segment) ? 'b' : 'a');
            }
            return order.append(method.equals(ANY) ? 'z' : 'y').toString();
        }

        private static boolean isVariable(String segment) {
            return segment.startsWith("{") && segment.endsWith("}");
        }

        private static boolean isGreedy(String segment) {
            return segment.startsWith("{") && segment.endsWith("+}");
        }
    }

    private final List<Entry<T>> entries = new ArrayList<>();

    /** Adds a route: a method or {@code ANY}, and a path with {@code {variables}}. */
    void add(String method, String path, T target) {
        entries.add(new Entry<>(method, segments(path), target));
        entries.sort(Comparator.comparing(Entry::order));
    }

    Optional<Match<T>> find(String method, String path) {
        List<String> segments = segments(path);
        for (Entry<T> entry : entries) {
            Optional<Match<T>> match = entry.match(method, segments);
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
