package dev.lolscale.local.athena;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The answer to a query.
 *
 * <p>A value is null, a {@link Boolean}, {@link Long}, {@link Double}, {@link java.math.BigDecimal} or {@link String},
 * a list for an array, a {@link java.util.Map} for a map or a row. Dates and times are text, as Athena writes them:
 * {@code 2026-11-23}, {@code 2026-11-23 12:00:00.000}, {@code 2026-11-23 12:00:00.000 UTC}.
 *
 * @param columns the names of the columns; {@code _col0} and so on where the query gave none
 * @param types Athena's name for the type of each column, for example {@code varchar}
 * @param rows the rows, each as long as {@code columns}
 * @param seconds how long the answer took, in seconds
 * @param scannedBytes the bytes that Athena would have scanned: whole files of JSON, the referenced column chunks of
 *     Parquet, each after pruning by partition; at AWS a bill has at least 10 MB a query
 */
public record QueryResult(
        List<String> columns, List<String> types, List<List<Object>> rows, double seconds, long scannedBytes) {

    /** Takes copies of the lists. */
    public QueryResult {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
        List<List<Object>> copy = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = Collections.unmodifiableList(copy);
    }
}
