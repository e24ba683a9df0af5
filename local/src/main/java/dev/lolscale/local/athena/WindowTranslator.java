package dev.lolscale.local.athena;

import io.trino.sql.tree.FrameBound;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.Window;
import io.trino.sql.tree.WindowDefinition;
import io.trino.sql.tree.WindowFrame;
import io.trino.sql.tree.WindowReference;
import io.trino.sql.tree.WindowSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what stands after OVER. */
final class WindowTranslator {

    private final ExpressionTranslator expressions;
    private final Map<String, WindowSpecification> named = new HashMap<>();

    WindowTranslator(ExpressionTranslator expressions) {
        this.expressions = expressions;
    }

    /** Takes the windows of a WINDOW clause. */
    void define(List<WindowDefinition> definitions, Scope scope) {
        for (WindowDefinition definition : definitions) {
            named.put(definition.getName().getValue().toLowerCase(Locale.ROOT), definition.getWindow());
        }
    }

    String over(Window window, Scope scope) {
        if (window instanceof WindowReference reference) {
            WindowSpecification specification =
                    named.get(reference.getName().getValue().toLowerCase(Locale.ROOT));
            if (specification == null) {
                throw ExpressionTranslator.mismatch(
                        reference,
                        "Cannot resolve WINDOW name " + reference.getName().getValue());
            }
            return specification(specification, scope);
        }
        return specification((WindowSpecification) window, scope);
    }

    private String specification(WindowSpecification window, Scope scope) {
        if (window.getExistingWindowName().isPresent()) {
            throw ExpressionTranslator.notAvailable(window);
        }
        List<String> parts = new ArrayList<>();
        if (!window.getPartitionBy().isEmpty()) {
            parts.add(window.getPartitionBy().stream()
                    .map(key -> expressions.translate(key, scope).text())
                    .collect(Collectors.joining(", ", "PARTITION BY ", "")));
        }
        window.getOrderBy()
                .ifPresent(orderBy -> parts.add(orderBy.getSortItems().stream()
                        .map(item -> sortItem(item, scope))
                        .collect(Collectors.joining(", ", "ORDER BY ", ""))));
        window.getFrame().ifPresent(frame -> parts.add(frame(frame, scope)));
        return "(" + String.join(" ", parts) + ")";
    }

    private String sortItem(SortItem item, Scope scope) {
        return expressions.translate(item.getSortKey(), scope).text() + ExpressionTranslator.direction(item);
    }

    private String frame(WindowFrame frame, Scope scope) {
        if (frame.getPattern().isPresent() || !frame.getMeasures().isEmpty()) {
            throw ExpressionTranslator.notAvailable(frame);
        }
        String end = frame.getEnd().map(bound -> bound(bound, scope)).orElse("CURRENT ROW");
        return frame.getType().name() + " BETWEEN " + bound(frame.getStart(), scope) + " AND " + end;
    }

    private String bound(FrameBound bound, Scope scope) {
        String words = bound.getType().name().replace('_', ' ');
        return bound.getValue()
                .map(value -> expressions.translate(value, scope).text() + " " + words)
                .orElse(words);
    }
}
