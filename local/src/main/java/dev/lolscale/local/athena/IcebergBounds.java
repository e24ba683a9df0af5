package dev.lolscale.local.athena;

import java.sql.SQLException;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** Bounds as Iceberg's expressions, which are tested on the statistics of files. */
final class IcebergBounds {

    private IcebergBounds() {}

    static Expression translate(DuckDb duckDb, Schema schema, ColumnBound bound) throws SQLException {
        String name =
                schema.caseInsensitiveFindField(bound.origin().column().name()).name();
        List<List<Object>> rows = duckDb.rows("SELECT " + literal(bound));
        Object value = rows.get(0).get(0);
        if (value == null) {
            return Expressions.alwaysFalse();
        }
        return switch (bound.operator()) {
            case EQUAL -> Expressions.equal(name, value);
            case NOT_EQUAL -> Expressions.notEqual(name, value);
            case LESS_THAN -> Expressions.lessThan(name, value);
            case LESS_THAN_OR_EQUAL -> Expressions.lessThanOrEqual(name, value);
            case GREATER_THAN -> Expressions.greaterThan(name, value);
            case GREATER_THAN_OR_EQUAL -> Expressions.greaterThanOrEqual(name, value);
            case IS_DISTINCT_FROM -> Expressions.alwaysTrue();
        };
    }

    /** Iceberg counts timestamps in microseconds and dates in days since 1970. */
    private static String literal(ColumnBound bound) {
        return switch (bound.origin().column().type().base()) {
            case TIMESTAMP -> "epoch_us(" + bound.value() + ")";
            case DATE -> "CAST(" + bound.value() + " - DATE '1970-01-01' AS INTEGER)";
            default -> bound.value();
        };
    }
}
