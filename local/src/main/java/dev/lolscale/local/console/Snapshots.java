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

    /** What the tables hold. */
    private record Tables(long rows, Map<String, Long> quarantined) {}

    /** What lies on disk; lines and tables are read again only when the zones' files are others. */
    private record Disk(List<ZoneSizes.Zone> zones, long rawLines, Tables tables, List<ObjectNode> runs) {}

    private final StackGraph graph;
    private final Lake lake;
    private final WorkflowRuns runs;
    private final Supplier<Snapshot.Live> live;
    private final RawLines rawLines;
    private Disk disk = new Disk(List.of(), 0, new Tables(0, Map.of()), List.of());

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

    /** The moment. While something cannot be read, because it is being written, all is as it was, and that is said. */
    synchronized Snapshot take() {
        String problem = null;
        try {
            disk = read();
        } catch (IOException | UncheckedIOException | QueryException e) {
            problem = String.valueOf(e.getMessage());
        }
        List<ObjectNode> runs = disk.runs();
        List<ObjectNode> newest = new ArrayList<>(runs.subList(Math.max(0, runs.size() - SHOWN_RUNS), runs.size()));
        Collections.reverse(newest);
        return new Snapshot(
                Clock.systemUTC().millis(),
                live.get(),
                disk.rawLines(),
                disk.tables().rows(),
                disk.tables().quarantined(),
                sum(runs, "duplicatesDropped"),
                Math.max(0, disk.rawLines() - sum(runs, "raw")),
                disk.zones(),
                newest,
                problem);
    }

    private Disk read() throws IOException {
        // Before the files, so that no run is counted that has read lines which are not.
        List<ObjectNode> all = runs.all();
        List<ZoneSizes.Zone> zones = ZoneSizes.of(graph, lake);
        return zones.equals(disk.zones())
                ? new Disk(zones, disk.rawLines(), disk.tables(), all)
                : new Disk(zones, rawLines.count(), tables(), all);
    }

    private Tables tables() throws IOException {
        long rows = 0;
        for (List<Object> row : rows("SELECT count(*) FROM " + graph.outputs().text("eventTable"))) {
            rows = ((Number) row.get(0)).longValue();
        }
        Map<String, Long> quarantined = new LinkedHashMap<>();
        for (List<Object> row : rows("SELECT reason, count(*) FROM "
                + graph.outputs().text("quarantineTable") + " GROUP BY reason ORDER BY 2 DESC, 1")) {
            quarantined.put(String.valueOf(row.get(0)), ((Number) row.get(1)).longValue());
        }
        return new Tables(rows, quarantined);
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
