package dev.lolscale.platform;

import com.pulumi.aws.glue.Crawler;
import com.pulumi.aws.glue.Job;
import com.pulumi.aws.glue.Trigger;
import com.pulumi.aws.glue.TriggerArgs;
import com.pulumi.aws.glue.Workflow;
import com.pulumi.aws.glue.WorkflowArgs;
import com.pulumi.aws.glue.inputs.TriggerActionArgs;
import com.pulumi.aws.glue.inputs.TriggerPredicateArgs;
import com.pulumi.aws.glue.inputs.TriggerPredicateConditionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Glue workflow. With an Iceberg table the job and the raw crawler start side by side, for neither needs the other.
 * With Parquet found by a crawler they form the chain of 2018: find the raw files, transform, find the new files. Beside
 * the workflow, a trigger of its own has the job maintain Iceberg tables.
 */
final class TransformWorkflow {

    private static final String SUCCEEDED = "SUCCEEDED";

    private TransformWorkflow() {}

    /** Declares it and returns its name. */
    static Output<String> create(
            String name,
            Resource parent,
            LakehouseArgs args,
            Job job,
            Optional<Crawler> rawDiscovery,
            Optional<Crawler> parquetDiscovery) {
        Workflow workflow = new Workflow(
                name + "-workflow", WorkflowArgs.builder().maxConcurrentRuns(1).build(), Children.of(parent));
        if (rawDiscovery.isPresent() && parquetDiscovery.isPresent()) {
            start(name, parent, args, workflow, List.of(crawl(rawDiscovery.get())));
            follow(
                    name + "-after-raw-discovery",
                    parent,
                    workflow,
                    TriggerPredicateConditionArgs.builder()
                            .crawlerName(rawDiscovery.get().name())
                            .crawlState(SUCCEEDED)
                            .build(),
                    run(job));
            follow(
                    name + "-after-job",
                    parent,
                    workflow,
                    TriggerPredicateConditionArgs.builder()
                            .jobName(job.name())
                            .state(SUCCEEDED)
                            .build(),
                    crawl(parquetDiscovery.get()));
        } else {
            List<TriggerActionArgs> actions = new ArrayList<>(List.of(run(job)));
            rawDiscovery.ifPresent(crawler -> actions.add(crawl(crawler)));
            start(name, parent, args, workflow, actions);
        }
        if (args.tableFormat() == TableFormat.ICEBERG) {
            maintain(name, parent, args, job);
        }
        return workflow.name();
    }

    /** By itself: a Glue workflow has one trigger that starts it. */
    private static void maintain(String name, Resource parent, LakehouseArgs args, Job job) {
        new Trigger(
                name + "-maintenance",
                TriggerArgs.builder()
                        .type("SCHEDULED")
                        .schedule(args.maintenanceSchedule())
                        .startOnCreation(true)
                        .actions(TriggerActionArgs.builder()
                                .jobName(job.name())
                                .arguments(Map.of("--maintain", "true"))
                                .build())
                        .build(),
                Children.of(parent));
    }

    private static void start(
            String name, Resource parent, LakehouseArgs args, Workflow workflow, List<TriggerActionArgs> actions) {
        new Trigger(
                name + "-start",
                TriggerArgs.builder()
                        .workflowName(workflow.name())
                        .type("SCHEDULED")
                        .schedule(args.transformSchedule())
                        .startOnCreation(true)
                        .actions(actions)
                        .build(),
                Children.of(parent));
    }

    private static void follow(
            String name,
            Resource parent,
            Workflow workflow,
            TriggerPredicateConditionArgs condition,
            TriggerActionArgs action) {
        new Trigger(
                name,
                TriggerArgs.builder()
                        .workflowName(workflow.name())
                        .type("CONDITIONAL")
                        .startOnCreation(true)
                        .predicate(TriggerPredicateArgs.builder()
                                .conditions(condition)
                                .build())
                        .actions(action)
                        .build(),
                Children.of(parent));
    }

    private static TriggerActionArgs run(Job job) {
        return TriggerActionArgs.builder().jobName(job.name()).build();
    }

    private static TriggerActionArgs crawl(Crawler crawler) {
        return TriggerActionArgs.builder().crawlerName(crawler.name()).build();
    }
}
