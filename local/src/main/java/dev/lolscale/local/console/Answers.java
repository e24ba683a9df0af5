package dev.lolscale.local.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.athena.AthenaCharge;
import dev.lolscale.local.athena.QueryException;
import dev.lolscale.local.athena.QueryResult;
import dev.lolscale.local.athena.RunningQuery;
import dev.lolscale.local.deploy.Lake;
import dev.lolscale.local.deploy.SavedQuery;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** SQL over the lake, as JSON. */
final class Answers {

    /** What a page shows of an answer; who wants all rows asks with {@code ./lolscale query}. */
    static final int MOST_ROWS = 1_000;

    private static final int MOST_AT_ONCE = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lake lake;
    private final Map<String, RunningQuery> running = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    Answers(Lake lake) {
        this.lake = lake;
    }

    /**
     * The answer to a query: {@code {columns, types, rows, more, seconds, scannedBytes, usd}}, or {@code {problem, kind}}.
     *
     * @param id by which it can be cancelled; empty for never
     */
    ObjectNode query(String id, String sql) throws IOException {
        if (!places.tryAcquire()) {
            return problem("BUSY", MOST_AT_ONCE + " queries are running already; wait for one, or cancel it");
        }
        RunningQuery query = RunningQuery.ofMostRows(MOST_ROWS + 1);
        if (!id.isEmpty()) {
            running.put(id, query);
        }
        try {
            return json(lake.query(sql, query));
        } catch (QueryException e) {
            return problem(e.kind().name(), e.getMessage());
        } finally {
            running.remove(id, query);
            places.release();
        }
    }

    /** Cancels a query; false when none of that id runs. */
    boolean cancel(String id) throws IOException {
        RunningQuery query = running.get(id);
        if (query == null) {
            return false;
        }
        try {
            query.cancel();
        } catch (SQLException e) {
            throw new IOException("the query could not be cancelled: " + e.getMessage(), e);
        }
        return true;
    }

    /** The saved queries with their answers: {@code [{name, sql, answer}]}. */
    ArrayNode saved() throws IOException {
        ArrayNode all = JSON.createArrayNode();
        for (SavedQuery saved : lake.savedQueries()) {
            all.addObject().put("name", saved.name()).put("sql", saved.sql()).set("answer", query("", saved.sql()));
        }
        return all;
    }

    /** The tables there are now: {@code [{database, name, columns: [{name, type, partition}]}]}. */
    ArrayNode schema() throws IOException {
        ArrayNode all = JSON.createArrayNode();
        for (var table : lake.tables()) {
            ObjectNode node = all.addObject().put("database", table.database()).put("name", table.name());
            ArrayNode columns = node.putArray("columns");
            try {
                for (List<Object> row : lake.query(
                                "SHOW COLUMNS FROM " + quoted(table.database()) + "." + quoted(table.name()))
                        .rows()) {
                    columns.addObject()
                            .put("name", String.valueOf(row.get(0)))
                            .put("type", String.valueOf(row.get(1)))
                            .put("partition", !String.valueOf(row.get(2)).isEmpty());
                }
            } catch (QueryException e) {
                node.put("problem", e.getMessage());
            }
        }
        return all;
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static ObjectNode json(QueryResult result) {
        boolean more = result.rows().size() > MOST_ROWS;
        ObjectNode json = JSON.createObjectNode();
        json.set("columns", JSON.valueToTree(result.columns()));
        json.set("types", JSON.valueToTree(result.types()));
        json.set("rows", JSON.valueToTree(more ? result.rows().subList(0, MOST_ROWS) : result.rows()));
        json.put("more", more);
        json.put("seconds", result.seconds());
        json.put("scannedBytes", result.scannedBytes());
        json.put("usd", AthenaCharge.usd(result.scannedBytes()));
        return json;
    }

    private static ObjectNode problem(String kind, String message) {
        return JSON.createObjectNode().put("kind", kind).put("problem", message);
    }
}
