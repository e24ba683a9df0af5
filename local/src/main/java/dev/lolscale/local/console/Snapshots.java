package dev.lolscale.local.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.athena.QueryException;
import dev.lolscale.local.athena.QueryResult;
import dev.lolscale.local.deploy.Lake;
import dev.lolscale.local.deploy.LocalFolder;
import dev.lolscale.local.deploy.WorkflowRuns;
import dev.lolscale.local.deploy.ZoneSizes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Takes snapshots of a folder, and of the platform that runs in it. */
final class Snapshots {

    private static final int SHOWN_RUNS = 10;

    /** What the tables hold, read again only when their files are others. */
    private record Tables(List<ZoneSizes.Zone> zones, long rows, Map<String, Long> quarantined) {}

    private final StackGraph graph;
    private final Lake lake;
    private final WorkflowRuns runs;
    private final Supplier<Snapshot.Live> live;
    private final RawLines rawLines;
    private Tables tables = new Tables(List.of(), 0, Map.of());

    /**
     * Snapshots.
     *
     * @param live what the running platform counts; gives null when there is none
     */
    Snapshots(StackGraph graph, LocalFolder folder, Supplier<Snapshot.Live> live) {
        this.graph = graph;
        this.lake = new Lake(graph, folder);
        this.runs = new WorkflowRuns(folder);
        this.live = live;
        this.rawLines = new RawLines(lake.file("s3://" + graph.outputs().text("bucketName") + "/" + rawPrefix(graph)));
    }

    private static String rawPrefix(StackGraph graph) {
        return graph.outputs().text("rawPrefix");
    }

    /** The moment. What cannot be read now, because it is being written, is as it was, and is said. */
    synchronized Snapshot take() {
        String problem = null;
        long lines = 0;
        List<ZoneSizes.Zone> zones = tables.zones();
        List<ObjectNode> all = List.of();
        try {
            zones = ZoneSizes.of(graph, lake);
            lines = rawLines.count();
            all = runs.all();
            refreshTables(zones);
        } catch (IOException | UncheckedIOException | QueryException e) {
            problem = String.valueOf(e.getMessage());
        }
        List<ObjectNode> newest = new ArrayList<>(all.subList(Math.max(0, all.size() - SHOWN_RUNS), all.size()));
        Collections.reverse(newest);
        return new Snapshot(
                Clock.systemUTC().millis(),
                live.get(),
                lines,
                tables.rows(),
                tables.quarantined(),
                sum(all, "duplicatesDropped"),
                Math.max(0, lines - sum(all, "raw")),
                zones,
                newest,
                problem);
    }

    private void refreshTables(List<ZoneSizes.Zone> zones) throws IOException {
        if (zones.equals(tables.zones())) {
            return;
        }
        long rows = 0;
        for (List<Object> row : rows("SELECT count(*) FROM " + graph.outputs().text("eventTable"))) {
            rows = ((Number) row.get(0)).longValue();
        }
        Map<String, Long> quarantined = new LinkedHashMap<>();
        for (List<Object> row : rows("SELECT reason, count(*) FROM "
                + graph.outputs().text("quarantineTable") + " GROUP BY reason ORDER BY 2 DESC, 1")) {
            quarantined.put(String.valueOf(row.get(0)), ((Number) row.get(1)).longValue());
        }
        tables = new Tables(zones, rows, quarantined);
    }

    /** No rows where the table has not been made yet. */
    private List<List<Object>> rows(String sql) throws IOException {
        try {
            QueryResult result = lake.queryWithoutCutoff(sql);
            return result.rows();
        } catch (QueryException e) {
            if (e.kind() == QueryException.Kind.UNKNOWN_TABLE) {
                return List.of();
            }
            throw e;
        }
    }

    private static long sum(List<ObjectNode> runs, String key) {
        return runs.stream().mapToLong(run -> run.path(key).asLong()).sum();
    }
}
