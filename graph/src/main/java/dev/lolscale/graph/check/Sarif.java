package dev.lolscale.graph.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A verdict as SARIF 2.1.0, the format from which CI makes annotations. A resource is a logical location; the physical
 * one, which some readers demand, is the stack's file.
 */
public final class Sarif {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private Sarif() {}

    /**
     * One run with a rule for each policy and a result for each violation: level error for a mandatory one, warning for
     * an advisory one.
     *
     * @param stackFile the file of the stack, relative to the root of the repository
     */
    public static ObjectNode of(Verdict verdict, String stackFile) {
        ObjectNode sarif = JsonNodeFactory.instance.objectNode();
        sarif.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = sarif.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", verdict.pack());
        ArrayNode rules = driver.putArray("rules");
        List<String> names = verdict.policies().stream().map(Policy::name).toList();
        for (Policy policy : verdict.policies()) {
            ObjectNode rule = rules.addObject().put("id", policy.name());
            rule.putObject("shortDescription").put("text", policy.title());
            rule.putObject("fullDescription").put("text", policy.description());
            if (!policy.fix().isEmpty()) {
                rule.putObject("help").put("text", policy.fix());
            }
            rule.putObject("defaultConfiguration").put("level", level(policy.level()));
            rule.putObject("properties").put("severity", policy.severity().toString());
        }
        ArrayNode results = run.putArray("results");
        for (Violation violation : verdict.violations()) {
            ObjectNode result = results.addObject().put("ruleId", violation.policy());
            // A pack may report under a name that is none of its policies.
            if (names.contains(violation.policy())) {
                result.put("ruleIndex", names.indexOf(violation.policy()));
            }
            result.put("level", level(violation.level()));
            result.putObject("message").put("text", violation.message());
            ObjectNode location = result.putArray("locations").addObject();
            location.putObject("physicalLocation").putObject("artifactLocation").put("uri", stackFile);
            if (!violation.urn().isEmpty()) {
                location.putArray("logicalLocations")
                        .addObject()
                        .put("name", violation.resource())
                        .put("fullyQualifiedName", violation.urn())
                        .put("kind", "resource");
            }
        }
        return sarif;
    }

    private static String level(Level level) {
        return level == Level.ADVISORY ? "warning" : "error";
    }
}
