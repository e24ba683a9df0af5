package dev.lolscale.local.glue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns that files hold, in the catalog's words and the order they are first met, found by DuckDB over all of them. */
final class FileColumns {

    private static final ObjectMapper JSON = new ObjectMapper();

    // Several threads would meet the columns in an order that changes from run to run.
    private static final String IN_ORDER = "SET threads = 1";

    private FileColumns() {}

    /** What the objects among the lines hold; lines that are no objects tell nothing. Empty when there are none. */
    static List<CrawledTable.Column> ofJson(List<Path> files) throws SQLException {
        String structure = "";
        String query = "SELECT json_group_structure(json) FROM read_json_objects(" + list(files)
                + ", format = 'newline_delimited', ignore_errors = true) WHERE json_type(json) = 'OBJECT'";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = inOrder(statement, query)) {
            if (result.next()) {
                structure = String.valueOf(result.getString(1));
            }
        }
        Map<String, CrawledTable.Column> columns = new LinkedHashMap<>();
        try {
            JsonNode fields = JSON.readTree(structure);
            fields.properties().forEach(field -> {
                String name = field.getKey().toLowerCase(Locale.ROOT);
                if (name.isEmpty()) {
                    // No SQL can name it.
                    return;
                }
                columns.putIfAbsent(name, new CrawledTable.Column(name, typeOfJson(field.getValue()), field.getKey()));
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("DuckDB's structure is JSON", e);
        }
        return List.copyOf(columns.values());
    }

    /** What Parquet files hold, a nested column as a string: this platform writes none. */
    static List<CrawledTable.Column> ofParquet(List<Path> files) throws SQLException {
        List<CrawledTable.Column> columns = new ArrayList<>();
        String query = "DESCRIBE SELECT * FROM read_parquet(" + list(files)
                + ", union_by_name = true, hive_partitioning = false)";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = inOrder(statement, query)) {
            while (result.next()) {
                String field = result.getString("column_name");
                columns.add(new CrawledTable.Column(
                        field.toLowerCase(Locale.ROOT), typeOfParquet(result.getString("column_type")), field));
            }
        }
        return columns;
    }

    private static ResultSet inOrder(Statement statement, String query) throws SQLException {
        statement.execute(IN_ORDER);
        return statement.executeQuery(query);
    }

    private static String typeOfJson(JsonNode structure) {
        if (structure.isArray()) {
            return "array<" + (structure.isEmpty() ? "string" : typeOfJson(structure.get(0))) + ">";
        }
        if (structure.isObject()) {
            return typeOfObject(structure);
        }
        return switch (structure.asText()) {
            // The last one: numbers below zero among numbers above.
            case "BIGINT", "UBIGINT", "HUGEINT" -> "bigint";
            case "DOUBLE" -> "double";
            case "BOOLEAN" -> "boolean";
            // Text, values of several types, and fields that were always null.
            default -> "string";
        };
    }

    /** A struct; but a string, its JSON, when the catalog's words cannot name the fields, or not tell them apart. */
    private static String typeOfObject(JsonNode structure) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : structure.properties()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (!name.matches("[^\\s<>:,()]+") || fields.put(name, typeOfJson(field.getValue())) != null) {
                return "string";
            }
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ":" + field.getValue())
                .collect(Collectors.joining(",", "struct<", ">"));
    }

    private static String typeOfParquet(String type) {
        return switch (type) {
            case "VARCHAR" -> "string";
            case "BIGINT" -> "bigint";
            case "INTEGER" -> "int";
            case "SMALLINT" -> "smallint";
            case "TINYINT" -> "tinyint";
            case "DOUBLE" -> "double";
            case "FLOAT" -> "float";
            case "BOOLEAN" -> "boolean";
            case "DATE" -> "date";
            case "BLOB" -> "binary";
            default ->
                type.startsWith("TIMESTAMP")
                        ? "timestamp"
                        : type.startsWith("DECIMAL") ? type.toLowerCase(Locale.ROOT) : "string";
        };
    }

    private static String list(List<Path> files) {
        return files.stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
