package dev.lolscale.local.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.glue.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The workflow runs of a folder, a line of JSON for each: {@code {started, steps, raw, rows, quarantined,
 * duplicatesDropped}}, in the keys of {@link WorkflowReport}.
 */
public final class WorkflowRuns {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    /** The runs that lie in a folder. */
    public WorkflowRuns(LocalFolder folder) {
        this.file = folder.root().resolve("workflow-runs.jsonl");
    }

    void add(Instant started, List<Step> steps) throws IOException {
        ObjectNode run = JSON.createObjectNode().put("started", started.toString());
        run.setAll(WorkflowReport.of(steps));
        Files.write(
                file,
                (run + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** All runs, the oldest first; a line that a killed process has left unfinished is none. */
    public List<ObjectNode> all() throws IOException {
        List<ObjectNode> runs = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("{") && line.endsWith("}")) {
                    runs.add((ObjectNode) JSON.readTree(line));
                }
            }
        }
        return runs;
    }
}
