package dev.lolscale.local.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.glue.Step;
import java.util.List;
import java.util.Locale;

/** What a run of the workflow has done, as the JSON object that the command prints. */
public final class WorkflowReport {

    private WorkflowReport() {}

    /**
     * {@code {steps: [{name, kind, state, seconds, ...}], raw, rows, quarantined, duplicatesDropped}}; a step's further
     * keys are what it says of itself, and {@code problem} when it failed.
     */
    public static ObjectNode of(List<Step> steps) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("steps");
        for (Step step : steps) {
            ObjectNode node = array.addObject();
            node.put("name", step.name());
            node.put("kind", step.kind().name().toLowerCase(Locale.ROOT));
            node.put("state", step.state().name());
            // The step's own clock does not count the start of its JVM.
            ObjectNode details = step.details().deepCopy();
            details.remove("seconds");
            // For CloudWatch: it only names the numbers that stand beside it.
            details.remove("_aws");
            node.setAll(details);
            node.put("seconds", step.seconds());
            if (!step.problem().isEmpty()) {
                node.put("problem", step.problem());
            }
        }
        json.put("raw", sum(steps, "rawLines"));
        json.put("rows", sum(steps, "rows"));
        json.put("quarantined", sum(steps, "quarantined"));
        json.put("duplicatesDropped", sum(steps, "duplicatesDropped"));
        return json;
    }

    /** A metric of the jobs among the steps, added up. */
    public static long sum(List<Step> steps, String metric) {
        return steps.stream()
                .mapToLong(step -> step.details().path(metric).asLong())
                .sum();
    }
}
