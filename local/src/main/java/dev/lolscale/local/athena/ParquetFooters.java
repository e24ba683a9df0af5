package dev.lolscale.local.athena;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the footers of Parquet files say. */
final class ParquetFooters {

    private ParquetFooters() {}

    /** The compressed bytes of each top-level column over all the files; names in lower case. */
    static Map<String, Long> compressedBytes(DuckDb duckDb, List<TableSource.File> files) throws SQLException {
        Map<String, Long> bytes = new HashMap<>();
        String paths =
                Quoted.texts(files.stream().map(file -> file.path().toString()).toList());
        for (List<Object> row : duckDb.rows("SELECT path_in_schema, CAST(sum(total_compressed_size) AS BIGINT)"
                + " FROM parquet_metadata(" + paths + ") GROUP BY path_in_schema")) {
            String column = String.valueOf(row.get(0)).split(", ", 2)[0].toLowerCase(Locale.ROOT);
            bytes.merge(column, ((Number) row.get(1)).longValue(), Long::sum);
        }
        return bytes;
    }
}
