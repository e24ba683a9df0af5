package dev.lolscale.local.athena;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What an expression speaks of. */
final class Trace {

    private final Set<Field> fields = new LinkedHashSet<>();
    private boolean beyondRows;

    void sees(Field field) {
        fields.add(field);
    }

    /** The expression has a query inside, or a value of chance: it can't be decided from the values of columns. */
    void seesBeyondRows() {
        beyondRows = true;
    }

    void include(Trace inner) {
        fields.addAll(inner.fields);
        beyondRows |= inner.beyondRows;
    }

    /** Whether no row changes the expression. */
    boolean isConstant() {
        return fields.isEmpty() && !beyondRows;
    }

    /** The one column of the lake that the expression speaks of. */
    Optional<Field> onlyField() {
        return fields.stream()
                .filter(field -> fields.size() == 1 && !beyondRows && field.origin() != null)
                .findFirst();
    }

    /** The use of a table whose partition columns are all that the expression speaks of. */
    Optional<TableUse> onlyPartitionsOf() {
        TableUse use = null;
        for (Field field : fields) {
            if (beyondRows
                    || field.origin() == null
                    || !field.origin().column().partition()
                    || (use != null && use != field.origin().use())) {
                return Optional.empty();
            }
            use = field.origin().use();
        }
        return Optional.ofNullable(use);
    }
}
