package dev.lolscale.local.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.athena.QueryResult;
import dev.lolscale.local.deploy.ZoneSizes;
import dev.lolscale.local.glue.Step;
import dev.lolscale.local.load.SendReport;
import dev.lolscale.local.reconcile.RawZone;
import dev.lolscale.local.reconcile.Reconciliation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a demo has shown.
 *
 * @param days the events of each day in the event table, by the day's date
 * @param zones what lies in the landing bucket
 * @param notRun the resources that one machine does not run, by type
 * @param folder where it ran
 * @param seconds how long it took in all
 */
record DemoResult(
        StackGraph graph,
        SendReport report,
        Reconciliation reconciliation,
        RawZone rawZone,
        List<Step> steps,
        List<Answer> answers,
        List<Bars.Bar> days,
        List<ZoneSizes.Zone> zones,
        Map<String, List<String>> notRun,
        Path folder,
        double seconds) {

    /** A saved query's answer. */
    record Answer(String name, QueryResult result) {}

    /** What does not add up; empty when all is well. */
    List<String> faults() {
        return reconciliation.faults();
    }

    /** The object that {@code --json} prints. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sent", reconciliation.sent());
        json.put("accepted", reconciliation.accepted());
        json.put("rejected", reconciliation.rejected());
        json.put("raw", reconciliation.raw());
        json.put("rows", reconciliation.rows());
        json.put("quarantined", reconciliation.quarantined());
        json.put("duplicatesDropped", reconciliation.duplicatesDropped());
        json.put("lost", reconciliation.lost());
        json.put("twice", reconciliation.twice());
        json.put("objects", rawZone.objects());
        ArrayNode queries = json.putArray("queries");
        for (Answer answer : answers) {
            queries.addObject()
                    .put("name", answer.name())
                    .put("rows", answer.result().rows().size())
                    .put("seconds", answer.result().seconds())
                    .put("scannedBytes", answer.result().scannedBytes());
        }
        ArrayNode faults = json.putArray("faults");
        faults().forEach(faults::add);
        json.put("seconds", seconds);
        return json;
    }
}
