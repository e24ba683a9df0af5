package dev.lolscale.local.deploy;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.glue.CrawlerSettings;
import dev.lolscale.local.glue.JobSettings;
import dev.lolscale.local.glue.Step;
import dev.lolscale.local.glue.Trigger;
import dev.lolscale.local.glue.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads Glue's workflows, triggers, jobs and crawlers of a stack graph. */
final class Workflows {

    static final String WORKFLOW = "aws:glue/workflow:Workflow";
    static final String TRIGGER = "aws:glue/trigger:Trigger";
    static final String JOB = "aws:glue/job:Job";
    static final String CRAWLER = "aws:glue/crawler:Crawler";

    /** Two days, Glue's own default, in minutes. */
    private static final long STANDARD_TIMEOUT_MINUTES = 2880;

    private final StackGraph graph;

    Workflows(StackGraph graph) {
        this.graph = graph;
    }

    List<Workflow> workflows() {
        return graph.ofType(WORKFLOW).stream()
                .map(workflow -> workflow.outputs().text("name"))
                .map(name -> new Workflow(
                        name,
                        graph.ofType(TRIGGER).stream()
                                .filter(trigger -> workflowOf(trigger).equals(name))
                                .map(Workflows::trigger)
                                .toList()))
                .toList();
    }

    /** The triggers that belong to no workflow, each as a workflow of nothing else. */
    List<Workflow> triggersOfNoWorkflow() {
        return graph.ofType(TRIGGER).stream()
                .filter(trigger -> workflowOf(trigger).isEmpty())
                .map(Workflows::trigger)
                .map(trigger -> new Workflow(trigger.name(), List.of(trigger)))
                .toList();
    }

    private static String workflowOf(GraphResource trigger) {
        return trigger.inputs().optionalText("workflowName").orElse("");
    }

    JobSettings job(String name) {
        GraphResource job = graph.find(JOB, "name", name)
                .orElseThrow(() -> new GraphException("there is no Glue job " + name + " in stack " + graph.stack()));
        return new JobSettings(
                name,
                job.inputs().textsByKey("defaultArguments"),
                Duration.ofMinutes(job.inputs().number("timeout", STANDARD_TIMEOUT_MINUTES)),
                Math.toIntExact(job.inputs().number("maxRetries", 0)));
    }

    List<JobSettings> jobs() {
        return graph.ofType(JOB).stream()
                .map(job -> job(job.outputs().text("name")))
                .toList();
    }

    List<CrawlerSettings> crawlers() {
        return graph.ofType(CRAWLER).stream().map(Workflows::crawler).toList();
    }

    CrawlerSettings crawler(String name) {
        return crawlers().stream()
                .filter(crawler -> crawler.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new GraphException("there is no Glue crawler " + name + " in stack " + graph.stack()));
    }

    private static CrawlerSettings crawler(GraphResource crawler) {
        Properties inputs = crawler.inputs();
        return new CrawlerSettings(
                crawler.outputs().text("name"),
                inputs.text("databaseName"),
                inputs.objects("s3Targets").stream()
                        .map(target -> target.text("path"))
                        .toList(),
                inputs.optionalText("tablePrefix").orElse(""),
                inputs.optionalText("schedule").orElse(""));
    }

    private static Trigger trigger(GraphResource trigger) {
        Properties inputs = trigger.inputs();
        return new Trigger(
                trigger.outputs().text("name"),
                type(trigger),
                inputs.optionalText("schedule").orElse(""),
                !inputs.has("enabled") || inputs.flag("enabled"),
                inputs.objects("actions").stream().map(Workflows::action).toList(),
                inputs.has("predicate")
                        ? inputs.object("predicate").objects("conditions").stream()
                                .map(condition -> condition(condition, trigger))
                                .toList()
                        : List.of(),
                inputs.optionalText("predicate.logical").filter("ANY"::equals).isPresent());
    }

    private static Trigger.Type type(GraphResource trigger) {
        String type = trigger.inputs().text("type");
        return switch (type) {
            case "SCHEDULED" -> Trigger.Type.SCHEDULED;
            case "CONDITIONAL" -> Trigger.Type.CONDITIONAL;
            case "ON_DEMAND" -> Trigger.Type.ON_DEMAND;
            default ->
                throw new GraphException("trigger \"" + trigger.name() + "\" is of type " + type
                        + ", which this machine does not fire; SCHEDULED, CONDITIONAL and ON_DEMAND it does");
        };
    }

    private static Trigger.Action action(Properties action) {
        return action.has("jobName")
                ? new Trigger.Action(Step.Kind.JOB, action.text("jobName"), action.textsByKey("arguments"))
                : new Trigger.Action(Step.Kind.CRAWLER, action.text("crawlerName"), Map.of());
    }

    private static Trigger.Condition condition(Properties condition, GraphResource trigger) {
        boolean job = condition.has("jobName");
        String state = condition.text(job ? "state" : "crawlState");
        for (Step.State known : Step.State.values()) {
            if (known.name().equals(state)) {
                return new Trigger.Condition(
                        job ? Step.Kind.JOB : Step.Kind.CRAWLER,
                        condition.text(job ? "jobName" : "crawlerName"),
                        known);
            }
        }
        throw new GraphException("trigger \"" + trigger.name() + "\" waits for the state " + state
                + ", which no step ends in on this machine; SUCCEEDED, FAILED and TIMEOUT there are");
    }
}
